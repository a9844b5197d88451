#!/bin/bash
# SPDX-License-Identifier: MIT
# One file of browser tests, with the packages of package-lock.json in a folder outside of the tree.
#   tests/browser/run.sh FOLDER page.test.mjs
# 77, which ctest counts as skipped: there is no Node.js, npm or Chromium here (tools/packages.sh test), or no registry.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 file=$2
for program in node npm "${PANGGIL_CHROMIUM:-chromium}"; do
    if ! command -v "$program" >/dev/null; then
        echo "skipped: there is no $program; tools/packages.sh test installs it"
        exit 77
    fi
done
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
# Only when something has changed: the packages come from the network.
if ! cmp -s "$here/package-lock.json" "$folder/done.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) || {
        # A machine without a way to npm's registry is no fault of the tree; anything else is.
        npm ping >/dev/null 2>&1 && exit 1
        echo "skipped: npm's registry cannot be reached, and the packages are not here yet"
        exit 77
    }
    cp "$here/package-lock.json" "$folder/done.json"
fi
flock -u 9
PANGGIL_BROWSER_PACKAGES=$folder exec node --test --test-reporter=spec "$here/$file"
