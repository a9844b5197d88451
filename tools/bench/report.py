# SPDX-License-Identifier: MIT
"""Tables and a plot of what tools/bench/run has measured. Numbers in, text out."""
import html
import math
import statistics

BASE = "chromium"  # ratios are to this one
OURS, LEAST = "panggil", "bound"
TITLES = {"chromium": "Chromium", "qml": "Qt Quick, software", "panggil": "panggil-screen", "bound": "the least"}
COLOURS = {"chromium": "#7A8B90", "qml": "#C98A00", "panggil": "#0B5563", "bound": "#B9B29F"}
SIZES = {"1080": "1920 × 1080", "4k": "3840 × 2160"}
LATE_MS = 25

# key, sentence, unit, digits; all are better when smaller.
ROWS = (
    ("ticker.total", "ticker: CPU with the X server", "s/min", 2),
    ("ticker.cpu", "ticker: CPU", "s/min", 2),
    ("busy.total", "busy: CPU with the X server", "s/min", 2),
    ("busy.cpu", "busy: CPU", "s/min", 2),
    ("idle.total", "idle: CPU with the X server", "s/min", 3),
    ("idle.cpu", "idle: CPU", "s/min", 3),
    ("idle.wakeups", "idle: wake-ups", "/s", 1),
    ("ticker.wakeups", "ticker: wake-ups", "/s", 0),
    ("pss", "memory, proportional (PSS), most", "MB", 1),
    ("uss", "memory, private (USS), most", "MB", 1),
    ("start", "start to first frame", "ms", 0),
    # An event begins when it is on the wire: a second subscriber has it. What our hub needs before that nobody else has.
    *((f"{scene}.event{part}", f"event to pixel, {scene}, p{part}", "ms", 2) for scene in ("idle", "ticker") for part in (50, 95, 99)),
    *((f"{scene}.press{part}", f"press to pixel, {scene}, p{part}", "ms", 2) for scene in ("idle", "ticker") for part in (50, 95, 99)),
    ("frames.p99", "ticker: interval of two frames, p99", "ms", 1),
    ("frames.late", f"ticker: intervals over {LATE_MS} ms in ten seconds", "", 1),
)
# What was hoped for of our screen: at most so large a part of Chromium's figure, at each size; absolute where no part is named.
HOPES = (
    ("ticker.total", "ticker, CPU with the X server", {"1080": 13, "4k": 7}),
    ("busy.total", "busy, CPU with the X server", {"1080": 11, "4k": 8}),
    ("idle.total", "idle, CPU with the X server", {"1080": 15, "4k": 15}),
    ("pss", "memory (PSS)", {"1080": 10, "4k": 7}),
    ("start", "start", {"1080": 6, "4k": 4}),
    ("ticker.event50", "event to pixel, ticker, p50", {"1080": 15, "4k": 15}),
    ("ticker.event99", "event to pixel, ticker, p99", {"1080": 8, "4k": 8}),
)
PLOTTED = ("ticker.total", "busy.total", "idle.total", "pss", "start", "ticker.event50", "ticker.event99")


def percentile(values, part):
    """The smallest value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * part / 100) - 1)]


def of_scene(parts, scene):
    """Figures of one contestant in one scene, medians over the rounds."""
    found = {f"{scene}.{key}": statistics.median(part[key] for part in parts) for key in ("cpu", "wakeups")}
    found[f"{scene}.total"] = statistics.median(part["cpu"] + part["cpu_x"] for part in parts)
    for name, key in (("press", "press_ms"), ("event", "event_ms")):
        latencies = [value for part in parts for value in part.get(key, ())]
        if latencies:
            found |= {f"{scene}.{name}{part}": percentile(latencies, part) for part in (50, 95, 99)}
    intervals = [value for part in parts for value in part.get("frame_ms", ())]
    if intervals:
        found |= {"frames.rate": 1000 / statistics.fmean(intervals), "frames.p99": percentile(intervals, 99),
                  "frames.late": sum(value > LATE_MS for value in intervals) * 10_000 / sum(intervals)}
    return found


def summary(results):
    """size -> name -> figures, and how much others computed meanwhile."""
    found = {}
    for size in dict.fromkeys(part["size"] for part in results["parts"]):
        for name in dict.fromkeys(part["name"] for part in results["parts"]):
            mine = [part for part in results["parts"] if (part["size"], part["name"]) == (size, name)]
            if not mine:
                continue
            figures = {"pss": max(part["pss"] for part in mine), "uss": max(part["uss"] for part in mine),
                       "start": statistics.median(part["start_ms"] for part in mine), "processes": max(part["processes"] for part in mine),
                       "lost": sum(part.get("events_lost", 0) for part in mine)}
            for scene in dict.fromkeys(part["scene"] for part in mine):
                figures |= of_scene([part for part in mine if part["scene"] == scene], scene)
            found.setdefault(size, {})[name] = figures
    others = [part["cpu_others"] for part in results["parts"]]
    return {"machine": results["machine"], "rounds": 1 + max((part["round"] for part in results["parts"]), default=0),
            "others": statistics.median(others) if others else 0, "sizes": found}


def cell(value, digits, base):
    if value is None:
        return "-"
    text = f"{value:.{digits}f}"
    if base and value is not base and value > 0:
        ratio = base / value
        text += f" (1/{ratio:.1f})" if ratio >= 1 else f" ({1 / ratio:.1f}x)"
    return text


def distance(figures, key):
    """How many times the least our figure is."""
    ours, least = (figures.get(name, {}).get(key) for name in (OURS, LEAST))
    return f"{ours / least:.1f}x" if ours and least and ours / least < 1000 else "-"


def tables(found):
    lines = [f"Measured on {found['machine']}, {found['rounds']} round(s). Other work took {found['others']:.1f} CPU s a minute meanwhile.",
             "In brackets: the part of Chromium's figure."]
    for size, contestants in found["sizes"].items():
        far = [f"{TITLES[OURS]} to {TITLES[LEAST]}"] if {OURS, LEAST} <= contestants.keys() else []
        titles = [TITLES[name] for name in contestants] + far
        lines += ["", f"**{SIZES[size]}**", "", "| | " + " | ".join(titles) + " |", "|---|" + "---:|" * len(titles)]
        base = contestants.get(BASE, {})
        for key, sentence, unit, digits in ROWS:
            if not any(key in figures for figures in contestants.values()):
                continue
            cells = [cell(figures.get(key), digits, None if name == BASE else base.get(key)) for name, figures in contestants.items()]
            cells += [distance(contestants, key)] if far else []
            lines.append(f"| {sentence}{', ' if unit else ''}{unit} | " + " | ".join(cells) + " |")
        if any("frames.rate" in figures for figures in contestants.values()):
            rates = [f"{figures['frames.rate']:.2f}" if "frames.rate" in figures else "-" for figures in contestants.values()]
            lines.append("| ticker: frames a second | " + " | ".join(rates + [""] * len(far)) + " |")
        lines.append("| processes | " + " | ".join([str(figures["processes"]) for figures in contestants.values()] + [""] * len(far)) + " |")
    return "\n".join(lines) + "\n"


def hopes(found):
    """What was hoped for and what was found, and how far that is from what the least needs."""
    sizes = [size for size in SIZES if size in found["sizes"] and {BASE, OURS} <= found["sizes"][size].keys()]
    if not sizes:
        return ""
    lines = ["| | " + " | ".join(f"{SIZES[size]}: wanted | found | the least" for size in sizes) + " |", "|---|" + "---:|" * 3 * len(sizes)]

    def part(size, name, key):
        figures = found["sizes"][size]
        mine, base = figures.get(name, {}).get(key), figures[BASE].get(key)
        return base / mine if mine and base else None
    for key, sentence, wanted in HOPES:
        cells = []
        for size in sizes:
            ours, least = part(size, OURS, key), part(size, LEAST, key)
            holds = ours is not None and ours >= wanted[size]
            cells += [f"1/{wanted[size]}", "-" if ours is None else f"1/{ours:.1f}{'' if holds else ' (short)'}", "-" if least is None else f"1/{least:.1f}"]
        lines.append(f"| {sentence} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def bars_of(found):
    """(size, sentence, [(name, value, text)]) of each group of bars."""
    sentences = {key: (f"{sentence}{', ' if unit else ''}{unit}", digits) for key, sentence, unit, digits in ROWS}
    for size, contestants in found["sizes"].items():
        for key in PLOTTED:
            bars = [(name, figures[key], f"{figures[key]:.{sentences[key][1]}f}") for name, figures in contestants.items() if key in figures]
            if bars:
                yield size, sentences[key][0], bars


def plot(found):
    """A bar for each contestant and figure, as long as its part of the largest; the shorter the better."""
    left, width, thick, gap = 330, 560, 13, 12
    y, size_before, parts = 34, None, []
    for size, sentence, bars in bars_of(found):
        if size != size_before:
            y += 26
            parts.append(f'<text x="20" y="{y}" font-weight="bold" font-size="16">{SIZES[size]}</text>')
            y += 14
            size_before = size
        parts.append(f'<text x="{left - 10}" y="{y + thick * len(bars) / 2 + 4}" text-anchor="end">{html.escape(sentence)}</text>')
        largest = max(value for _, value, _ in bars) or 1
        for name, value, text in bars:
            long = max(1.0, value / largest * width)
            parts.append(f'<rect x="{left}" y="{y}" width="{long:.1f}" height="{thick - 2}" fill="{COLOURS[name]}"/>'
                         f'<text x="{left + long + 5:.1f}" y="{y + 10}" font-size="11">{text}</text>')
            y += thick
        y += gap
    legend = "".join(f'<rect x="{left + 190 * index}" y="14" width="12" height="12" fill="{COLOURS[name]}"/><text x="{left + 18 + 190 * index}" y="25">{TITLES[name]}</text>'
                     for index, name in enumerate(TITLES))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {y + 10}" font-family="Lato, sans-serif" font-size="13" fill="#0F242B">\n'
            f'<rect width="960" height="{y + 10}" fill="#FFFFFF"/>\n{legend}\n' + "\n".join(parts) + "\n</svg>\n")
