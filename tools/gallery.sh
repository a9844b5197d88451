#!/bin/bash
# SPDX-License-Identifier: MIT
# Draws docs/gallery anew: every layout that ships, in its states and modes, on every glass we promise, by the same code as on a
# television. The pictures are made smaller and put on sheets with ImageMagick (`convert`), which only this script needs. The
# whole pictures stay in build/gallery.
#   tools/gallery.sh [SHEET...]   all, or only these, such as mpp-lanskap darurat-gempa
set -euo pipefail
cd "$(dirname "$0")/.."
screen=${PANGGIL_PROGRAMS:-build}/panggil-screen
convert=${CONVERT:-convert} # of ImageMagick
whole=build/gallery
mkdir -p "$whole"

lying='1920x1080 3840x2160 1366x768 1280x800 2560x1080 1024x768'
workday='2026-11-24 09.41'
noon='2026-11-24 12.20'
saturday='2026-11-28 10.15'
holiday='2026-08-17 09.41'
anthem='2026-11-24 10.00'

# draw LAYOUT BOARD TIME MODE SIZE [SECONDS]: draws one picture and prints its file.
draw() {
    local file=$whole/$1-$2-$4-$5${6:+-$6}.png
    "$screen" render --layout "layouts/$1.json" --state "docs/gallery/$2.board.json" --at "$3" --mode "${4#terang}" --size "$5" \
        --after "${6:-0}" --out "$file"
    echo "$file"
}

# save SHEET ROW...: puts rows of pictures, each a list of files, below each other; all are equally high, to be compared.
save() {
    local name=$1 row parts=()
    shift
    for row in "$@"; do
        # shellcheck disable=SC2206 # a list of files without blanks
        parts+=('(' $row -resize "x$height" -bordercolor white -border 8 +append ')')
    done
    "$convert" "${parts[@]}" -background white -append +dither -colors 128 -strip -define png:compression-level=9 "PNG8:docs/gallery/$name.png"
    echo "$name"
}

# on_all SHEET LAYOUT BOARD TIME MODE: one sheet, two glasses in a row.
on_all() {
    local size files=()
    for size in $lying; do
        files+=("$(draw "$2" "$3" "$4" "$5" "$size")")
    done
    height=540
    save "$1" "${files[*]:0:2}" "${files[*]:2:2}" "${files[*]:4:2}"
}

# alarm BOARD: the same of an emergency, and a standing glass beside it.
alarm() {
    local upright
    upright=$(draw darurat "$1" "$workday" terang 1080x1920)
    on_all "darurat-$1" darurat "$1" "$workday" terang
    "$convert" "docs/gallery/darurat-$1.png" '(' "$upright" -resize x1652 -bordercolor white -border 8 ')' -background white +append \
        +dither -colors 128 -strip -define png:compression-level=9 "PNG8:docs/gallery/darurat-$1.png"
}

standing() {
    height=960
    save potret \
        "$(draw mpp-potret hall "$workday" terang 1080x1920) $(draw mpp-potret hall "$workday" gelap 1080x1920) \
         $(draw istirahat-potret istirahat "$noon" terang 1080x1920)" \
        "$(draw tutup-potret tutup "$saturday" terang 1080x1920) $(draw libur-potret tutup "$holiday" terang 1080x1920) \
         $(draw lagu-potret hall "$anthem" terang 1080x1920)"
}

dark() {
    local at=1920x1080
    height=480
    save gelap \
        "$(draw mpp-25 hall-25 "$workday" gelap $at) $(draw dua-zona hall "$workday" gelap $at)" \
        "$(draw luar hall "$workday" gelap $at) $(draw istirahat istirahat "$noon" gelap $at)" \
        "$(draw tutup tutup "$saturday" gelap $at) $(draw libur tutup "$holiday" gelap $at)" \
        "$(draw lagu hall "$anthem" gelap $at) $(draw istirahat-potret istirahat "$noon" gelap 1080x1920) \
         $(draw tutup-potret tutup "$saturday" gelap 1080x1920) $(draw lagu-potret hall "$anthem" gelap 1080x1920)"
}

states() {
    local at=1920x1080
    height=480
    save keadaan \
        "$(draw mpp-lanskap tertunda "$workday" terang $at) $(draw mpp-lanskap terputus "$workday" terang $at)" \
        "$(draw mpp-lanskap menyambung "$workday" terang $at) $(draw mpp-lanskap pagi "$workday" terang $at)" \
        "$(draw mpp-lanskap campuran "$workday" terang $at) $(draw mpp-25 hall-25 "$workday" terang $at 10)" \
        "$(draw luar terputus "$workday" terang $at) $(draw dua-zona tertunda "$workday" terang $at)" \
        "$(draw kartu-uji hall "$workday" terang $at) $(draw mpp-potret tertunda "$workday" terang 1080x1920) \
         $(draw mpp-potret terputus "$workday" terang 1080x1920) $(draw mpp-potret campuran "$workday" terang 1080x1920)"
}

sheets='mpp-lanskap mpp-lanskap-gelap mpp-25 dua-zona luar istirahat tutup libur lagu potret gelap keadaan
    darurat-gempa darurat-tsunami-waspada darurat-tsunami-siaga darurat-tsunami-awas darurat-kebakaran darurat-listrik-padam
    darurat-latihan'
if (($#)); then
    sheets=$*
fi
for sheet in $sheets; do
    case $sheet in
    mpp-lanskap | dua-zona | luar) on_all "$sheet" "$sheet" hall "$workday" terang ;;
    mpp-lanskap-gelap) on_all "$sheet" mpp-lanskap hall "$workday" gelap ;;
    mpp-25) on_all "$sheet" "$sheet" hall-25 "$workday" terang ;;
    istirahat) on_all "$sheet" "$sheet" istirahat "$noon" terang ;;
    tutup) on_all "$sheet" "$sheet" tutup "$saturday" terang ;;
    libur) on_all "$sheet" "$sheet" tutup "$holiday" terang ;;
    lagu) on_all "$sheet" "$sheet" hall "$anthem" terang ;;
    potret) standing ;;
    gelap) dark ;;
    keadaan) states ;;
    darurat-*) alarm "${sheet#darurat-}" ;;
    *)
        echo "tools/gallery.sh: no sheet is called $sheet" >&2
        exit 2
        ;;
    esac
done
