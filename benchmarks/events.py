"""How folding grows, on one core: ``python -m benchmarks.events [--million]``.

Folds made-up claims of four sizes, each in a process of its own, and into each a day of 2,000 claims, every one about
an event that is stored already: the most that a day can touch. Prints a table in Markdown; ``--plot FILE.svg`` draws
the growth. Times are of the processor, without making the claims.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from time import process_time

import msgspec

from benchmarks.events_made import CLAIMS_A_DAY, day_of, readings
from rawi.events.fold import EventIndex

ROOT = Path(__file__).parents[1]
SIZES = (12_500, 25_000, 50_000, 100_000)
DAY = 2_000
# Eight times the claims in eight times the time, and 15 % for what is not linear.
MOST_GROWTH = 8 * 1.15
MOST_MEMORY_MB = 2_048
# 1 % of the events of a million claims, which are about 420,000.
MOST_TOUCHED = 4_200


class Run(msgspec.Struct):
    """One size. seconds: of the processor, from the first reading to the last event; peak_mb: of the whole process;
    day_touched: events that one day more of claims touches."""

    claims: int
    events: int
    seconds: float
    peak_mb: float
    day_seconds: float
    day_touched: int


def run(claims: int) -> Run:
    """Fold that many claims in this process, then add a day of claims that all retell events of the last days."""
    made = list(readings(claims))
    start = process_time()
    index = EventIndex()
    for reading in made:
        index.add(reading)
    events = index.events()
    seconds = process_time() - start
    peak = _peak_mb()
    start = process_time()
    # Days have a few claims more than CLAIMS_A_DAY, so the last one is asked of the last article.
    first = max(0, day_of(made[-1]) - DAY // CLAIMS_A_DAY)
    for reading in readings(DAY, first=first, prefix="day-"):
        index.add(reading)
    touched = index.touched()
    known = {index.event_of(name) for name in touched if not name.startswith("day-")}
    index.groups()
    return Run(claims, len(events), seconds, peak, process_time() - start, len(known))


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
    return int(found[1]) / 1024 if found else float("nan")


def table(runs: list[Run]) -> str:
    """The runs in Markdown, each against the smallest."""
    lines = [
        "| claims | events | time of the smallest × | peak memory | a day of 2,000 more touches |",
        "|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {item.claims:,} | {item.events:,} | {item.seconds / runs[0].seconds:.2f} | {item.peak_mb:.0f} MB "
        f"| {item.day_touched:,}, {item.day_touched / item.events:.2%} |"
        for item in runs
    ]
    return "\n".join(lines)


def plot(runs: list[Run]) -> str:
    """Time against claims as SVG, beside the line of equal growth."""
    width, height, left, bottom = 640, 380, 64, 44
    most_x, most_y = runs[-1].claims, max(item.seconds for item in runs) * 1.08

    def spot(claims: float, seconds: float) -> str:
        x = left + (width - left - 24) * claims / most_x
        y = height - bottom - (height - bottom - 24) * seconds / most_y
        return f"{x:.1f},{y:.1f}"

    pace = runs[0].seconds / runs[0].claims
    line = " ".join(spot(item.claims, item.seconds) for item in runs)
    dots = "".join(
        f'<circle cx="{spot(r.claims, r.seconds).split(",")[0]}" cy="{spot(r.claims, r.seconds).split(",")[1]}" r="4" '
        'fill="#14565f"/>'
        for r in runs
    )
    ticks = "".join(
        f'<text x="{spot(r.claims, 0).split(",")[0]}" y="{height - 22}" text-anchor="middle">'
        f"{r.claims // 1000:g}k</text>"
        for r in runs
    )
    shares = "".join(
        f'<text x="{left - 8}" y="{spot(0, runs[0].seconds * n).split(",")[1]}" dy=".34em" text-anchor="end">'
        f"{n}×</text>"
        for n in (1, 2, 4, 8)
        if runs[0].seconds * n <= most_y
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<polyline points="{spot(0, 0)} {spot(most_x, pace * most_x)}" stroke="#b9b2a2" '
        'stroke-dasharray="5 4" fill="none"/>'
        f'<polyline points="{line}" stroke="#14565f" stroke-width="2" fill="none"/>{dots}{ticks}{shares}'
        f'<text x="{width / 2}" y="{height - 4}" text-anchor="middle">'
        "claims folded (dashed: equal growth)</text></svg>\n"
    )


def main() -> None:
    """Measure and print; exit status 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, help="fold this many claims in this process, and print JSON")
    parser.add_argument("--million", action="store_true", help="a fifth size: 12 minutes more, and 7 GB of memory")
    parser.add_argument("--plot", type=Path, help="draw the growth into this SVG file")
    options = parser.parse_args()
    if options.size:
        print(msgspec.json.encode(run(options.size)).decode())
        return
    runs: list[Run] = []
    for size in (*SIZES, 1_000_000) if options.million else SIZES:
        command = [sys.executable, "-m", "benchmarks.events", "--size", str(size)]
        done = subprocess.run(
            command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}
        )
        runs.append(msgspec.json.decode(done.stdout, type=Run))
        print(f"{size:,}: {runs[-1].seconds:.1f} s", file=sys.stderr)
    print(table(runs))
    if options.plot:
        options.plot.write_text(plot(runs[: len(SIZES)]), encoding="utf-8")
    bound = runs[len(SIZES) - 1]
    growth = bound.seconds / runs[0].seconds
    touched = max(item.day_touched for item in runs)
    if growth > MOST_GROWTH or bound.peak_mb > MOST_MEMORY_MB or touched > MOST_TOUCHED:
        sys.exit(f"a bound is broken: {growth:.2f} ×, {bound.peak_mb:.0f} MB, {touched:,} events")


if __name__ == "__main__":
    main()
