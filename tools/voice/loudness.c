// SPDX-License-Identifier: MIT
// Measures raw sound (signed 16 bit, 48 kHz, mono) from standard input with libebur128 and prints
// "integrated LUFS, maximum momentary LUFS, true peak dBTP". For judging voice packs; never linked elsewhere.
#include <ebur128.h>
#include <math.h>
#include <stdio.h>

enum { rate = 48000, step = rate / 100 };

int main(void)
{
    ebur128_state *state = ebur128_init(1, rate, EBUR128_MODE_I | EBUR128_MODE_M | EBUR128_MODE_TRUE_PEAK);
    if (state == NULL)
        return 1;
    short block[step];
    size_t count;
    double momentary = -HUGE_VAL, integrated = -HUGE_VAL, peak = 0.0;
    while ((count = fread(block, sizeof *block, step, stdin)) > 0) {
        ebur128_add_frames_short(state, block, count);
        double now;
        if (ebur128_loudness_momentary(state, &now) == EBUR128_SUCCESS && now > momentary)
            momentary = now;
    }
    ebur128_loudness_global(state, &integrated);
    ebur128_true_peak(state, 0, &peak);
    ebur128_destroy(&state);
    printf("%.2f %.2f %.2f\n", integrated, momentary, 20.0 * log10(peak));
    return 0;
}
