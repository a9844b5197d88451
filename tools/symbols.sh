#!/bin/bash
# SPDX-License-Identifier: MIT
# The other half of the layers: what core and the widgets really need when linked. An include can be clean and the
# object still call SDL through a declaration of its own. Arguments: static libraries; prints `libcore.a needs SDL_Quit`.
set -euo pipefail
(($#)) || {
    echo "symbols.sh: say which libraries" >&2
    exit 2
}
status=0
for library in "$@"; do
    [ -e "$library" ] || {
        echo "symbols.sh: there is no $library" >&2
        exit 2
    }
    foreign=$(nm --undefined-only "$library" | awk '$1 == "U" { print $2 }' | sort -u |
        grep -E '^(SDL_|zmq_|Mix_|TTF_|IMG_|sqlite3_|sf_|Fc[A-Z]|XXH)|nlohmann' || true)
    [ -z "$foreign" ] || {
        while read -r symbol; do echo "${library##*/} needs $symbol"; done <<<"$foreign"
        status=1
    }
done
exit $status
