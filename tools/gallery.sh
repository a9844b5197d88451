#!/bin/bash
# SPDX-License-Identifier: MIT
# Draws docs/gallery anew: every layout that ships, in its states and modes, on every glass we promise, by the same code as on a
# television. The pictures are made smaller and put on one sheet for each layout with ImageMagick (`convert`), which only
# this script needs. The whole pictures stay in build/gallery.
#   tools/gallery.sh [NAME...]   all, or only these, such as mpp-lanskap darurat-gempa
set -euo pipefail
cd "$(dirname "$0")/.."
screen=${PANGGIL_PROGRAMS:-build}/panggil-screen
convert=${CONVERT:-convert} # of ImageMagick
whole=build/gallery
mkdir -p "$whole"
at='2026-11-24 09.41'

lying='1920x1080 3840x2160 1366x768 1280x800 2560x1080 1024x768'
standing='1080x1920'

# name layout board mode sizes
scenes="
mpp-lanskap mpp-lanskap hall terang $lying
mpp-lanskap-gelap mpp-lanskap hall gelap $lying
mpp-potret mpp-potret hall terang $standing
mpp-potret-gelap mpp-potret hall gelap $standing
mpp-25 mpp-25 hall-25 terang $lying
dua-zona dua-zona hall terang $lying
luar luar hall terang $lying
istirahat istirahat hall terang $lying
tutup tutup hall terang $lying
libur libur hall terang $lying
lagu lagu hall terang $lying
darurat-gempa darurat gempa terang $lying $standing
darurat-tsunami-waspada darurat tsunami-waspada terang $lying $standing
darurat-tsunami-siaga darurat tsunami-siaga terang $lying $standing
darurat-tsunami-awas darurat tsunami-awas terang $lying $standing
darurat-kebakaran darurat kebakaran terang $lying $standing
darurat-listrik-padam darurat listrik-padam terang $lying $standing
darurat-latihan darurat latihan terang $lying $standing"

while read -r name layout board mode sizes; do
    [ -n "$name" ] || continue
    if (($#)) && [[ " $* " != *" $name "* ]]; then
        continue
    fi
    sheet=()
    for size in $sizes; do
        file=$whole/$name-$size.png
        "$screen" render --layout "layouts/$layout.json" --state "docs/gallery/$board.board.json" --at "$at" \
            --mode "$([ "$mode" = terang ] || echo "$mode")" --size "$size" --out "$file"
        sheet+=("$file")
    done
    # Every glass is as high as the others, so that they can be compared; three stand in a row.
    if ((${#sheet[@]} == 1)); then
        "$convert" "${sheet[0]}" -resize x960 +dither -colors 128 -define png:compression-level=9 "PNG8:docs/gallery/$name.png"
    else
        "$convert" '(' "${sheet[@]:0:3}" -resize x400 -bordercolor white -border 8 +append ')' \
            '(' "${sheet[@]:3}" -resize x400 -bordercolor white -border 8 +append ')' \
            -background white -append +dither -colors 128 -define png:compression-level=9 "PNG8:docs/gallery/$name.png"
    fi
    echo "$name"
done <<<"$scenes"
