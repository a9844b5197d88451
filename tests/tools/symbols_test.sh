#!/bin/bash
# SPDX-License-Identifier: MIT
# A check that cannot fail is no check: symbols.sh finds a library that needs SDL, and is silent about one that does not.
set -euo pipefail
symbols=$(cd "$(dirname "$0")/../../tools" && pwd)/symbols.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo 'void SDL_Quit(void); void stop(void) { SDL_Quit(); }' >foreign.c
echo 'int twice(int n) { return 2 * n; }' >pure.c
for name in foreign pure; do
    "${CC:-cc}" -c $name.c -o $name.o
    ar rc lib$name.a $name.o
done

"$symbols" libpure.a
if said=$("$symbols" libpure.a libforeign.a); then
    echo "a library that needs SDL passed"
    exit 1
fi
[ "$said" = "libforeign.a needs SDL_Quit" ] || {
    echo "it said: $said"
    exit 1
}
