// SPDX-License-Identifier: MIT
// Speaks one text with espeak-ng into a raw file and prints where every phoneme begins, so that
// build_pack.py can cut words out of whole sentences. A build tool for voice packs only: it links
// libespeak-ng (GPL), therefore no program of ours may link or call it.
//
//   espeak_cut VOICE WORDS_PER_MINUTE TEXT OUT.raw     (OUT: signed 16 bit, mono)
//   stdout: "rate 22050", then one line "MILLISECONDS PHONEME" for each phoneme, then "MILLISECONDS end"
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *sound;
static long samples;

static int receive(short *wave, int count, espeak_EVENT *event)
{
    if (wave != NULL && count > 0) {
        if (fwrite(wave, sizeof *wave, (size_t)count, sound) != (size_t)count)
            return 1;
        samples += count;
    }
    for (; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
        if (event->type != espeakEVENT_PHONEME)
            continue;
        char name[sizeof event->id.string + 1] = {0};
        memcpy(name, event->id.string, sizeof event->id.string);
        printf("%d %s\n", event->audio_position, name[0] != '\0' ? name : "_");
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: espeak_cut VOICE WORDS_PER_MINUTE TEXT OUT.raw\n");
        return 2;
    }
    int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_PHONEME_EVENTS);
    if (rate <= 0 || espeak_SetVoiceByName(argv[1]) != EE_OK
        || espeak_SetParameter(espeakRATE, atoi(argv[2]), 0) != EE_OK) {
        fprintf(stderr, "espeak_cut: cannot start espeak-ng with the voice %s\n", argv[1]);
        return 1;
    }
    sound = fopen(argv[4], "wb");
    if (sound == NULL) {
        perror(argv[4]);
        return 1;
    }
    printf("rate %d\n", rate);
    espeak_SetSynthCallback(receive);
    if (espeak_Synth(argv[3], strlen(argv[3]) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakPHONEMES, NULL, NULL)
        != EE_OK) {
        fprintf(stderr, "espeak_cut: cannot speak: %s\n", argv[3]);
        return 1;
    }
    espeak_Synchronize();
    printf("%ld end\n", samples * 1000 / rate);
    espeak_Terminate();
    return fclose(sound) == 0 ? 0 : 1;
}
