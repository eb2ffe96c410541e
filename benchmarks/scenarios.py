"""Ten scenarios of a made-up city compared with today（シナリオ比較の性能）: python benchmarks/scenarios.py

The files are read once and only records that a scenario edits are bound again; the ratio is to opening the
city anew for each scenario.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from city import SIZES, make

from ictlife.whatif import questions
from ictlife.api import compare_versions
from ictlife.workspace.load import load
from ictlife.workspace.overlay_file import render_overlay
from ictlife.workspace.write import write_whole

LIMIT = 15.0
"""Seconds for ten scenarios of *city* on two cores."""
SCENARIOS = 10


def main() -> None:
    """Make the city and its scenarios, compare, print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make(folder, *SIZES["city"])
        estate = load(folder).estate
        day = lambda stated: stated  # noqa: E731
        groups = list(estate.groups)[:: max(1, len(estate.groups) // SCENARIOS)][:SCENARIOS]
        names = []
        for group in groups:
            name = f"cloud-{group}"
            overlay = render_overlay(name, {"ja": name, "en": name}, questions.to_cloud(estate, group), "benchmark")
            write_whole(folder / "config/scenarios", {f"{name}.yaml": overlay})
            names.append(name)
        clock, cpu = time.perf_counter(), time.process_time()
        compared = compare_versions(folder, ("today", *names), day)
        together = time.process_time() - cpu
        wall = time.perf_counter() - clock
        cpu = time.process_time()
        for name in names:
            compare_versions(folder, ("today", name), day)
        apart = time.process_time() - cpu
        print(f"{len(compared)} scenarios: {wall:.1f} s, {together:.1f} s of processor time (limit {LIMIT:.0f} s)")
        print(f"ratio to opening the city anew for each: {together / apart:.2f}")
        sys.exit(0 if all(each.found.inputs for each in compared) else 1)


if __name__ == "__main__":
    main()
