"""Ten scenarios of a made-up city compared with today（シナリオ比較の性能）: python benchmarks/scenarios.py

The files are read once and only records that a scenario edits are bound again; the ratio is to opening the
city anew for each scenario. Then, for edits of several kinds of record, the processor time of one assessment anew
and with what holds of today's taken over (`recall.py`).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from city import SIZES, make

from ictlife.api import compare_versions
from ictlife.model.estate import Estate
from ictlife.prepare import prepare
from ictlife.recall import Recall
from ictlife.whatif import questions
from ictlife.whatif.questions import Change
from ictlife.workspace.load import gather, load
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
        for label, change in edits(estate, groups[0]).items():
            anew, again = assessed(folder, label, change)
            print(f"assessed after an edit of a {label}: {anew:.2f} s anew, {again:.2f} s with what holds taken over")
        sys.exit(0 if all(each.found.inputs for each in compared) else 1)


def edits(estate: Estate, group: str) -> dict[str, Change]:
    """An edit of a kind of record that reaches everything, much, and little."""
    cap, plan = next(iter(estate.caps.values())), next(iter(estate.plans.values()))
    return {
        "group": questions.to_cloud(estate, group)[0],
        "cap": Change(cap.ref("amount"), None, "1"),
        "plan": Change(plan.ref("last_year"), None, str(plan.last_year + 1)),
    }


def assessed(folder: Path, label: str, change: Change) -> tuple[float, float]:
    """Processor seconds of assessing the city with one edit: anew, and with what holds of today's taken over."""
    overlay = render_overlay(label, {"ja": label, "en": label}, [change], "benchmark")
    write_whole(folder / "config/scenarios", {f"{label}.yaml": overlay})
    taken = []
    for recall in (None, Recall()):
        gathered = gather(folder)
        loaded = gathered.load()
        day = loaded.estate.city.as_of
        prepare(loaded, day, recall=recall)
        edited = gathered.load(label)
        cpu = time.process_time()
        prepare(edited, day, recall=recall)
        taken.append(time.process_time() - cpu)
    return taken[0], taken[1]


if __name__ == "__main__":
    main()
