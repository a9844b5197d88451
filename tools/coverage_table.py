#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lines that tests reached, by folder and file, from gcovr's JSON. tools/coverage calls it."""
import argparse
import json
import pathlib
import sys

FOLDERS = ("core", "codec", "link")


def ranges(numbers):
    """[3, 4, 5, 9] as "3-5 9"."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def counted(report):
    """By file: the numbers of its lines, and of those that nothing reached. A template's line counts once."""
    files = {}
    for file in report["files"]:
        counts = {}
        for line in file["lines"]:
            if not line.get("gcovr/noncode"):
                counts[line["line_number"]] = counts.get(line["line_number"], 0) + line["count"]
        files[file["file"]] = (set(counts), {number for number, count in counts.items() if not count})
    return files


def share(lines, missed):
    return 100.0 * (lines - missed) / lines if lines else 100.0


def row(name, found, own):
    """A row of the table, for one file or for all files of a folder."""
    lines = sum(len(each[0]) for each in found)
    missed = sum(len(each[1]) for each in found)
    by_own = share(lines, sum(len(each[1]) for each in own))
    return f"| {name} | {lines} | {by_own:.1f} % | {share(lines, missed):.1f} % | {ranges(found[0][1]) if len(found) == 1 else ''} |"


def table(own, files, every):
    rows, shares = [], {}
    for folder in FOLDERS:
        inside = {name: found for name, found in sorted(files.items()) if name.split("/")[0] == folder}
        rows.append(row(folder, list(inside.values()), [own.get(name, found) for name, found in inside.items()]))
        shares[folder] = share(sum(len(found[0]) for found in inside.values()), sum(len(found[1]) for found in inside.values()))
        rows += [row(name, [found], [own.get(name, found)]) for name, found in inside.items() if found[1] or every]
    return ["| where | lines | reached by its own tests | by all that ran | not reached |", "|---|---|---|---|---|", *rows], shares


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("own", type=pathlib.Path, help="counts after the folders' own tests")
    parser.add_argument("report", type=pathlib.Path, help="counts after all that ran")
    parser.add_argument("--want", type=float, default=0, help="per cent that each folder must have")
    parser.add_argument("--files", action="store_true", help="every file")
    parser.add_argument("--lines", action="store_true", help="the text of each line that nothing reached")
    asked = parser.parse_args()
    own, files = (counted(json.loads(report.read_text(encoding="utf-8"))) for report in (asked.own, asked.report))
    rows, shares = table(own, files, asked.files)
    print("\n".join(rows))
    if asked.lines:
        for name, (_, none) in sorted(files.items()):
            text = pathlib.Path(name).read_text(encoding="utf-8").splitlines()
            for number in sorted(none):
                print(f"{name}:{number}: {text[number - 1].strip()}")
    low = {folder: share_of for folder, share_of in shares.items() if share_of < asked.want}
    for folder, share_of in low.items():
        print(f"coverage: {folder} is at {share_of:.1f} %, wanted are {asked.want:g} %", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
