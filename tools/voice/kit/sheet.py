# SPDX-License-Identifier: MIT
"""The pages for people: the script to be read aloud, the consent, and the page on which old and new are compared."""
import html

STYLE = """<meta charset="utf-8"><style>
body { font: 20pt/1.5 "Noto Sans", "Lato", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111 }
h1 { font-size: 22pt } h2 { font-size: 16pt; page-break-before: always; margin-top: 3rem } h2:first-of-type { page-break-before: auto }
li { page-break-inside: avoid; margin: .5rem 0 } b { font-size: 26pt; border-bottom: 3px solid } .hint, .en { font-size: 12pt; color: #444 }
.done { color: #999 } .pause { color: #999; padding: 0 .3em } table { font-size: 13pt; border-collapse: collapse } td { padding: .2rem .8rem }
@page { size: A4; margin: 18mm 16mm }
.line { display: inline-block; border-bottom: 1px solid; min-width: 20rem } @media print { body { margin: 0 } }
</style>"""

HINTS = {"m": "nada rata, kalimat masih berlanjut", "c": "nada sedikit naik: ada koma", "f": "nada turun: akhir kalimat"}


def read_aloud(line):
    """The carrier with the clip set large, a stroke where to pause."""
    marked = html.escape(line["carrier"]).replace("*", f"<b>{html.escape(line['text'])}</b>")
    return marked.replace(" / ", '<span class="pause">|</span>')


def script_page(kit):
    parts = [STYLE, f"<title>Naskah suara</title><h1>Naskah suara: {html.escape(kit.data['speaker'])}</h1>",
             "<p>Baca setiap baris sebagai <em>kalimat</em>, bukan daftar. Berhenti sejenak (seperempat detik) pada setiap garis "
             "<span class='pause'>|</span>, tidak di tempat lain kecuali koma. Diam dua detik di antara dua baris. Salah baca? "
             "Diam, lalu baca lagi dari awal baris. Bicaralah seperti di ruang yang ramai: jelas dan sedikit lebih keras, "
             "dengan jarak mikrofon yang tetap. Ruangan sunyi, tanpa gema.</p>"
             "<p class='en'>Read each line as a sentence, not as a list. Pause for a quarter of a second at each stroke and at commas, "
             "nowhere else; two seconds of silence between lines. Speak as in a busy hall. One file for each sheet.</p>"]
    for number in range(1, kit.sheets + 1):
        sheet = kit.sheet(number)
        parts.append(f"<h2>Lembar {number} dari {kit.sheets}</h2><ol start='{sheet[0][0]}'>")
        for _, line in sheet:
            state = " class='done'" if line["good"] else ""
            parts.append(f"<li{state}>{read_aloud(line)} <span class='hint'>{HINTS[line['variant']]}</span></li>")
        parts.append("</ol>")
    return "\n".join(parts)


def consent_page(kit):
    speaker = html.escape(kit.data["speaker"])
    return STYLE + f"""<title>Persetujuan penutur</title><h1>Persetujuan penutur</h1>
<p>Saya, <span class="line">{speaker}</span>, menyetujui rekaman suara saya dipakai untuk memanggil nomor antrean dan pengumuman di
<span class="line">&nbsp;</span> (tempat), sampai <span class="line">&nbsp;</span> (tanggal, atau &ldquo;tanpa batas&rdquo;).</p>
<p>Rekaman boleh / tidak boleh diberikan kepada kantor lain (coret yang tidak perlu). Rekaman tidak dipakai untuk meniru suara saya
dengan mesin. Saya dapat mencabut persetujuan ini secara tertulis; kantor lalu memakai suara bawaan dan menghapus rekaman.</p>
<p>Tempat, tanggal: <span class="line">&nbsp;</span></p><p>Tanda tangan: <span class="line">&nbsp;</span></p>
<p class="en">The speaker agrees that the recordings are used to call ticket numbers at the place and until the date above, and may withdraw
this in writing; the hall then falls back to its default voice and deletes the recordings.</p>"""


REVEAL = """<script>
function reveal() {
  let newer = 0, older = 0;
  for (const row of document.querySelectorAll("tr[data-new]")) {
    const choice = row.querySelector("input:checked");
    if (choice) { choice.value === row.dataset.new ? newer++ : older++; }
    row.querySelector(".key").textContent = row.dataset.new === "1" ? "1 baru, 2 bawaan" : "1 bawaan, 2 baru";
  }
  document.getElementById("sum").textContent = "Rekaman baru lebih jelas: " + newer + ", suara bawaan lebih jelas: " + older;
}
</script>"""


def listening_page(kit, rows, chance):
    """`rows`: (words, melody, file of the base pack, new file). Nobody sees which is which before the choice is made: the rows
    and the two sides of each are in the order of `chance`."""
    rows = list(rows)
    chance.shuffle(rows)
    cells = []
    for number, (words, variant, old, new) in enumerate(rows):
        new_is = chance.choice((1, 2))
        sides = "".join(f"<td><audio controls preload='none' src='{html.escape(file)}'></audio></td>"
                        for file in ((new, old) if new_is == 1 else (old, new)))
        choice = "".join(f"<label><input type='radio' name='row{number}' value='{side}'>{side}</label> " for side in (1, 2))
        cells.append(f"<tr data-new='{new_is}'><td>{html.escape(words)}</td><td>{HINTS[variant]}</td>{sides}<td>{choice}</td>"
                     "<td class='key'></td></tr>")
    return (STYLE + "<title>Bandingkan</title><h1>Mana yang lebih jelas?</h1><p>Dengarkan di ruang tunggu yang sebenarnya, bersama tiga penutur "
            "asli. Satu dari keduanya rekaman baru, satu suara bawaan, dengan urutan acak. Pilih dulu semuanya, baru buka kuncinya.</p>"
            "<table><tr><th>Kata</th><th>Nada</th><th>1</th><th>2</th><th>Lebih jelas</th><th></th></tr>" + "\n".join(cells)
            + "</table><p><button onclick='reveal()'>Buka kunci</button> <span id='sum'></span></p>" + REVEAL)
