#!/bin/bash
# SPDX-License-Identifier: MIT
# The one list of Debian packages: what building, running and testing need. Installs those that are missing.
#   tools/packages.sh build run          install what is missing of these groups
#   tools/packages.sh --list build test  only print the names
# Debian 12, Debian 13 and Ubuntu 24.04 have all of them under these names (Ubuntu's chromium is a snap). When everything is there it touches no
# network and takes milliseconds.
set -euo pipefail
program=${PANGGIL_PROGRAM:-packages.sh}
cd "$(dirname "$0")/.."
. tools/steps.sh

build_packages='
    g++ cmake ninja-build pkgconf
    libsdl2-dev libsdl2-ttf-dev libsdl2-mixer-dev libsdl2-image-dev libpng-dev libjpeg-dev libwebp-dev libx11-dev libxext-dev libxrandr-dev
    libzmq3-dev cppzmq-dev nlohmann-json3-dev libcli11-dev
    libsqlite3-dev libsystemd-dev libxxhash-dev libsodium-dev libmicrohttpd-dev libsndfile1-dev libebur128-dev libfontconfig-dev
    libfribidi-dev
    libqrencode-dev libavformat-dev libavcodec-dev libswscale-dev libswresample-dev libavutil-dev'
run_packages='fonts-lato fonts-noto-core'
# python3: the tree's own checks and the end-to-end test; its zmq and xxhash: a client that is not ours
# (docs/protocol/example); its jsonschema: the golden messages against the schemas. xvfb: a real window without a display. espeak-ng
# and sox: the voice pack is measured, and rebuilt where the tools are of the version that made it; numpy and pocketsphinx:
# an ear for it, and for the recording kit. curl, php and uuid-runtime: the examples of docs/integrasi.md. faketime: clocks jump
# in tests/chaos. iproute2: there each machine has a network of its own. nodejs, npm and chromium: the staff pages in a browser.
# strace: a save dies at each of its system calls. x11-xserver-utils: its xrandr gives a television another size, its xset a
# screensaver. lintian, desktop-file-utils and appstream: the rules of Debian's packages, of menus and of software catalogues.
test_packages='
    catch2 dpkg-dev file groff-base python3 python3-zmq python3-xxhash python3-jsonschema binutils xvfb xauth
    espeak-ng libespeak-ng-dev sox python3-numpy pocketsphinx pocketsphinx-en-us faketime iproute2
    nodejs npm chromium curl php-cli php-curl uuid-runtime strace x11-xserver-utils lintian desktop-file-utils appstream'
# .ci/stage format and lint: each rule of the tree that a tool knows.
lint_packages='clang-format clang-tidy shellcheck python3'
# What tools/bench measures our screen beside, and counts with. Large, and nothing else needs them.
bench_packages='
    python3 python3-zmq xvfb libx11-dev libxext-dev libzmq3-dev valgrind chromium
    qml-qt6 qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtqml-workerscript qt6-qpa-plugins'
# tools/fuzz: libFuzzer is a part of clang.
fuzz_packages='clang libclang-rt-dev python3'
# tools/coverage: which lines the tests reach.
coverage_packages='gcovr'
# tools/mutate: clang reads where core can be changed.
mutation_packages='python3-clang'
# tools/try-boot: an emulated PC, the system that is put into it, and an eye and an ear for what it shows and says.
boot_packages='qemu-system-x86 debootstrap e2fsprogs python3 python3-pil python3-numpy'

list=no wanted=()
for group in "$@"; do
    case $group in
    --list) list=yes ;;
    build) read -r -d '' -a more <<<"$build_packages" || true; wanted+=("${more[@]}") ;;
    run) read -r -d '' -a more <<<"$run_packages" || true; wanted+=("${more[@]}") ;;
    test) read -r -d '' -a more <<<"$test_packages" || true; wanted+=("${more[@]}") ;;
    bench) read -r -d '' -a more <<<"$bench_packages" || true; wanted+=("${more[@]}") ;;
    lint) read -r -d '' -a more <<<"$lint_packages" || true; wanted+=("${more[@]}") ;;
    fuzz) read -r -d '' -a more <<<"$fuzz_packages" || true; wanted+=("${more[@]}") ;;
    mutation) read -r -d '' -a more <<<"$mutation_packages" || true; wanted+=("${more[@]}") ;;
    coverage) read -r -d '' -a more <<<"$coverage_packages" || true; wanted+=("${more[@]}") ;;
    boot) read -r -d '' -a more <<<"$boot_packages" || true; wanted+=("${more[@]}") ;;
    *) fail 2 "unknown group '$group'; there are: build run test lint bench fuzz coverage mutation boot" ;;
    esac
done
((${#wanted[@]})) || fail 2 "say which groups: build run test lint bench fuzz coverage mutation boot"
if [ "$list" = yes ]; then
    printf '%s\n' "${wanted[@]}"
    exit 0
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is not a Debian or Ubuntu system, so nothing is installed; it needs the counterparts of: ${wanted[*]}"
    exit 0
fi

# Node.js from elsewhere will do, and would clash with Debian's. Ubuntu's chromium is a snap that no test can drive: there the
# tests in a browser are skipped.
comes_otherwise() {
    case $1 in
    nodejs) command -v node ;;
    npm) command -v npm ;;
    chromium) command -v chromium || grep -qx 'ID=ubuntu' /etc/os-release ;;
    *) false ;;
    esac >/dev/null 2>&1
}

missing_of() {
    local name
    declare -A installed=()
    while read -r status name; do
        [ "$status" = installed ] && installed[$name]=yes
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        [ -n "${installed[$name]-}" ] || comes_otherwise "$name" || printf '%s\n' "$name"
    done
}

mapfile -t missing < <(missing_of "${wanted[@]}")
((${#missing[@]})) || exit 0

say "missing packages, to be installed from this system's own sources: ${missing[*]}"
as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        fail 1 "installing them needs root, and there is no sudo here. As root, run:" \
            "    apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "apt-get needs root for that; sudo may ask for your password"
    sudo -v || fail 1 "without root the packages cannot be installed; ask an administrator for: ${missing[*]}"
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
fi

apt=("${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300)
log=build/log
# A failed update alone is no reason to stop: the lists that are there may do.
step "apt-get update" "$log/apt-update.log" "${apt[@]}" update || say "going on with the lists that are there"
step "apt-get install (${#missing[@]} packages and what they need)" "$log/apt-install.log" \
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" || {
    mapfile -t missing < <(missing_of "${missing[@]}")
    fail 1 "these packages could not be installed: ${missing[*]}" \
        "no network, or this system is older than Debian 12 and Ubuntu 24.04? The log is $PWD/$log/apt-install.log"
}
