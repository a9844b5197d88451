# SPDX-License-Identifier: MIT
"""What the kit says, in English and Indonesian. A speaker or a clerk reads it, so it is short and says what to do."""

TEXTS = {
    "needs": ("panggil-voice needs {what}: apt-get install {what}", "panggil-voice memerlukan {what}: apt-get install {what}"),
    "made": ("{count} lines on {sheets} sheets: open {path} in a browser and print it",
             "{count} baris dalam {sheets} lembar: buka {path} di peramban lalu cetak"),
    "lacks_kit": ("{path} is no folder of the kit; begin with: panggil-voice new", "{path} bukan folder perekaman; mulai dengan: panggil-voice new"),
    "exists": ("{path} exists already; take another name, or go on with: panggil-voice status {path}",
               "{path} sudah ada; pilih nama lain, atau lanjutkan dengan: panggil-voice status {path}"),
    "no_sheet": ("there is no sheet {sheet}; there are 1 to {sheets}", "tidak ada lembar {sheet}; yang ada 1 sampai {sheets}"),
    "unreadable": ("{path} cannot be read as sound: {why}", "{path} tidak dapat dibaca sebagai rekaman: {why}"),
    "empty": ("{path} holds no speech; is the microphone on?", "{path} tidak berisi suara; apakah mikrofon menyala?"),
    "clipped": ("the recording is clipped at {at}: turn the microphone down and read the sheet again",
                "rekaman terpotong (terlalu keras) pada {at}: kecilkan mikrofon lalu baca ulang lembar ini"),
    "noisy": ("the room is too loud: {db:.0f} dB between voice and noise, wanted are {wanted}; close the door, go nearer",
              "ruangan terlalu bising: selisih suara dan bising {db:.0f} dB, minimal {wanted}; tutup pintu, mendekatlah"),
    "wrong": ("line {line}: expected \"{meant}\", heard \"{heard}\": read it again", "baris {line}: seharusnya \"{meant}\", terdengar \"{heard}\": baca ulang"),
    "missing": ("line {line}: \"{meant}\" is missing: read it", "baris {line}: \"{meant}\" belum dibaca: bacalah"),
    "extra": ("at {at}: \"{heard}\" is not on the sheet there; it is left out", "pada {at}: \"{heard}\" tidak ada di lembar; dilewati"),
    "parts": ("line {line}: {found} parts heard, {wanted} on the sheet: pause at each stroke, and only there",
              "baris {line}: terdengar {found} bagian, di lembar {wanted}: berhenti sejenak hanya pada tiap garis"),
    "length": ("line {line}: \"{meant}\" is {ratio:.0%} as long as the others: read it at their pace",
               "baris {line}: \"{meant}\" {ratio:.0%} dari panjang yang lain: baca dengan tempo yang sama"),
    "loudness": ("line {line}: \"{meant}\" is {off:+.1f} LU from its like: keep the voice and the distance to the microphone",
                 "baris {line}: \"{meant}\" {off:+.1f} LU dari sesamanya: jaga suara dan jarak ke mikrofon"),
    "melody_f": ("line {line}: \"{meant}\" ends the sentence, let the voice fall", "baris {line}: \"{meant}\" di akhir kalimat, turunkan nada"),
    "melody_c": ("line {line}: \"{meant}\" stands before a comma, do not let the voice fall so deep",
                 "baris {line}: \"{meant}\" sebelum koma, jangan turunkan nada sedalam itu"),
    "taken": ("sheet {sheet}: {good} of {count} lines are good", "lembar {sheet}: {good} dari {count} baris sudah baik"),
    "progress": ("{good} of {count} lines are recorded; next: sheet {sheet}", "{good} dari {count} baris sudah direkam; berikutnya: lembar {sheet}"),
    "complete": ("all {count} lines are recorded; now: panggil-voice pack {path} --into audio/NAME",
                 "semua {count} baris sudah direkam; sekarang: panggil-voice pack {path} --into audio/NAMA"),
    "not_heard": ("no recogniser for this language: words are counted, not compared", "tanpa pengenal kata untuk bahasa ini: kata hanya dihitung"),
    "consent": ("the speaker has not agreed in writing: sign consent.html, scan it, and name the file with --consent",
                "penutur belum setuju secara tertulis: tanda tangani consent.html, pindai, lalu sebutkan dengan --consent"),
    "consent_data": ("what was agreed is missing: give {what} as on the signed page", "isi persetujuan belum ada: berikan {what} seperti di lembar yang ditandatangani"),
    "no_day": ("\"{day}\" is no date; write it as 2026-11-24", "\"{day}\" bukan tanggal; tulis seperti 2026-11-24"),
    "consent_over": ("the consent ended on {day}: ask the speaker again", "persetujuan berakhir pada {day}: minta lagi kepada penutur"),
    "packed": ("{clips} clips in {path}; the rest comes from {base}. Listen: {page}. Then: panggil-screen check {path}",
               "{clips} klip di {path}; sisanya dari {base}. Dengarkan: {page}. Lalu: panggil-screen check {path}"),
    "nothing": ("nothing is recorded yet", "belum ada yang direkam"),
    "no_recorder": ("arecord recorded nothing: is a microphone plugged in? See: arecord -l",
                    "arecord tidak merekam apa pun: apakah mikrofon terpasang? Lihat: arecord -l"),
    "level": ("{at}  {bar}  {db:4.0f} dB {word}", "{at}  {bar}  {db:4.0f} dB {word}"),
    "level_high": ("too loud: turn the microphone down", "terlalu keras: kecilkan mikrofon"),
    "level_low": ("too soft or silent", "terlalu pelan atau hening"),
    "level_good": ("", ""),
    "recording": ("recording sheet {sheet} into {path}; press Ctrl-C at its end", "merekam lembar {sheet} ke {path}; tekan Ctrl-C bila selesai"),
}


class Broken(Exception):
    """Ends the command; the text says what to do."""


class Speech:
    """Says the texts in the chosen language."""

    def __init__(self, lang):
        self.column = 1 if lang == "id" else 0

    def text(self, key, **values):
        return TEXTS[key][self.column].format(**values)

    def broken(self, key, **values):
        return Broken(self.text(key, **values))
