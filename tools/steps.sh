# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What run, test and tools/packages.sh share: one line when a long step begins, one while it lasts, one when it ended,
# and the last words of a step that failed. Sourced from the root of the tree, never run.

program=${program:-${0##*/}}

say() { printf '%s\n' "$program: $*"; }

# fail STATUS LINE...: says why on standard error and ends.
fail() {
    local status=$1 line
    shift
    for line in "$@"; do printf '%s\n' "$program: $line" >&2; done
    exit "$status"
}

# step LABEL LOG COMMAND...: runs the command with its output in LOG. Every ten seconds it tells how far the command is
# (ninja's [12/120], or the last line). Returns the command's status; a failure shows the end of LOG.
step() {
    local label=$1 log=$2 begun=$SECONDS told=$SECONDS status=0 pid last
    shift 2
    mkdir -p "$(dirname "$log")"
    say "$label ..."
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    # A shell's background command does not hear Ctrl-C; the step is ended by hand.
    trap 'kill "$pid" 2>/dev/null; exit 130' INT
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.05
        if ((SECONDS - told >= 10)); then
            told=$SECONDS
            last=$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-90)
            say "    $((SECONDS - begun)) s: $last"
        fi
    done
    wait "$pid" || status=$?
    trap - INT
    if ((status == 0)); then
        say "$label: done in $((SECONDS - begun)) s"
    else
        {
            say "$label failed after $((SECONDS - begun)) s; the end of $log:"
            grep -v '^$' "$log" | tail -n 40 | sed 's/^/    /'
        } >&2
    fi
    return "$status"
}

# configure PRESET DIR [OPTION...]: makes DIR ready for ninja, once; ninja itself notices later changes. A folder that was configured
# for a tree elsewhere (a copied or moved clone) is begun anew.
configure() {
    local preset=$1 dir=$2
    shift 2
    if [ -e "$dir/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$dir/CMakeCache.txt"; then
        say "$dir belongs to another copy of this tree; beginning anew"
        rm -rf "$dir/CMakeCache.txt" "$dir/CMakeFiles" "$dir/build.ninja"
    fi
    if [ -e "$dir/build.ninja" ]; then
        return 0
    fi
    if command -v ccache >/dev/null; then
        export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
    fi
    step "configuring ($preset)" "$dir/configure.log" cmake --preset "$preset" -B "$dir" "$@" ||
        fail 1 "the build could not be configured"
}

# build DIR [TARGET...]: nothing to do is found out in milliseconds and said by nobody.
build() {
    local dir=$1 first
    shift
    first=$(ninja -C "$dir" -n "$@" 2>&1 | tail -n 1)
    case $first in
    *'no work to do'*) return 0 ;;
    esac
    step "building in $dir" "$dir/build.log" ninja -C "$dir" -j "$(nproc)" "$@" || fail 1 "the build failed"
}

# Where this machine has its Debian from; nothing when /etc/apt does not say.
debian_mirror() {
    sed -nE 's/^(URIs:|deb) *(\[[^]]*\] *)?(http[^ ]*debian)\/?( .*)?$/\3/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1 || true
}
