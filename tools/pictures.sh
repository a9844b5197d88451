#!/bin/bash
# SPDX-License-Identifier: MIT
# Draws the pictures of the documents anew, with the program of the release build (./run builds it): same code, same
# file, same picture as on a television.
set -euo pipefail
cd "$(dirname "$0")/.."
screen=${PANGGIL_PROGRAMS:-build}/panggil-screen

"$screen" render --layout layouts/mpp-lanskap.json --state docs/pictures/mpp-lanskap.board.json \
    --at "2026-11-24 09.41" --size 1600x900 --out docs/pictures/mpp-lanskap.png
