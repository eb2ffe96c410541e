"""How long recovery takes to reckon（復旧計算の所要時間）: 500 services, 3,000 nodes, 10 scenarios, 40 days of change.

Run from the repository root: `PYTHONPATH=src python benchmarks/continuity.py`. Prints one line each for
the whole, for ever more dates (each of which changes as much), for ever more of one scenario, and for one
scenario after an edited fact. Of both series the time beyond the first entry should grow by equal steps.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ictlife.base.ref import Ref
from ictlife.continuity.reckon import evaluate_one
from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Recovery
from ictlife.continuity.timeline import last_shown, prepare
from ictlife.model.estate import ATTRIBUTES, MODELS, Estate
from ictlife.model.hazard import Hazard
from ictlife.schedule.renewal import Schedule

AS_OF = date(2026, 4, 1)
MONTHS = 40
SITES, CORES, LINES, SERVERS, SYSTEMS, SERVICES = 20, 30, 150, 2000, 800, 500
ZONES = ("my_number", "lgwan", "internet")
Row = dict[str, Any]


def town(days: int, hazards: list[Row], seed: int = 1) -> Estate:
    """A made-up town in layers: sites, core equipment, lines, servers, systems, services."""
    chance = random.Random(seed)
    rows: dict[str, list[Row]] = {kind: [] for kind in MODELS}
    rows["city"].append({"id": "default", "name": "town"})
    for number in range(SITES):
        rows["site"].append(
            {"id": f"T{number}", "name": "site", "is_main": number == 0, "floor": str(1 + number % 4),
             "flood_depth_cm": 100 * (number % 6), "ups_minutes": 10, "generator_hours": 24 * (number % 4)}
        )  # fmt: skip
    for number in range(CORES + SERVERS):
        _equipment(rows, number, days, chance)
    for number in range(LINES):
        rows["node"].append({"id": f"L{number}", "name": "line", "kind": "line", "site": f"T{number % SITES}"})
    for number in range(SYSTEMS):
        needs = [f"G{chance.randrange(CORES, CORES + SERVERS)}" for _ in range(3)]
        rows["node"].append(
            {"id": f"Y{number}", "name": "system", "kind": "system", "holds_data": False, "needs": needs,
             "zone": ZONES[number % 3]}
        )  # fmt: skip
        rows["strategy"] += [
            {"id": f"R{number}", "of": [f"Y{number}"], "means": "rebuild", "hours": 6, "skill": "server"},
            {"id": f"B{number}", "of": [f"Y{number}"], "means": "restart", "hours": 1, "skill": "server"},
        ]
    for number in range(SERVICES):
        needs = [f"Y{chance.randrange(SYSTEMS)}", f"Y{chance.randrange(SYSTEMS)}", f"L{chance.randrange(LINES)}"]
        rows["service"].append(
            {"id": f"S{number}", "name": "service", "needs": needs, "priority": 1 + number % 50,
             "rto_h": chance.choice([4, 24, 72, 168]), "rpo_h": 24}
        )  # fmt: skip
    rows["support_level"] = [
        {"id": "all", "contracts": [row["id"] for row in rows["contract"]], "is_all_days": True,
         "hours_per_day": 24, "onsite_h": 4, "parts_h": 4}
    ]  # fmt: skip
    rows["crew"] = [{"id": "c1", "name": "staff", "skills": ["server"], "people": 5}]
    rows["hazard"] = hazards
    return Estate(
        **{
            ATTRIBUTES[kind]: {row["id"]: MODELS[kind].model_validate(row) for row in each}
            for kind, each in rows.items()
        }
    )


def _equipment(rows: Mapping[str, list[Row]], number: int, days: int, chance: random.Random) -> None:
    """A group with its ways of recovery and its copy; one in forty loses its contract on each date of change."""
    name = f"G{number}"
    rows["group"].append(
        {"id": name, "name": name, "category": "server", "site": f"T{number % SITES}", "zone": ZONES[number % 3],
         "holds_data": number >= CORES}
    )  # fmt: skip
    ends = 2027 * 12 + number % MONTHS
    upkeep = {"id": f"C{number}", "name": "upkeep", "kind": "maintenance", "groups": [name], "starts_on": "2020-04-01"}
    if number % MONTHS < days:  # a month ends as many contracts whatever the number of months
        upkeep["ends_on"] = f"{ends // 12:04d}-{ends % 12 + 1:02d}"
    rows["contract"].append(upkeep)
    for means, more in (
        ("repair", {"hours": 4}),
        ("restore", {"hours": 2}),
        ("procure", {"hours": 8, "wait_weeks": 6}),
        ("restart", {"hours": 1}),
    ):
        rows["strategy"].append({"id": f"{means}{number}", "of": [name], "means": means, "skill": "server", **more})
    if number >= CORES:
        rows["backup"].append(
            {"id": f"K{number}", "of": [name], "interval_h": 24, "site": f"T{(number + 1) % SITES}",
             "is_offline": number % 5 > 0, "volume_gb": 500, "restore_gb_per_h": 200, "restore_fixed_h": 1}
        )  # fmt: skip
        cores = [f"G{chance.randrange(CORES)}", f"G{chance.randrange(CORES)}"]
        rows["dependency"].append({"id": f"D{number}", "of": name, "needs": cores, "at_least": 1})


def scenarios() -> list[Row]:
    """Ten scenarios, from a single device to a flood."""
    found: list[Row] = [
        {"id": "device", "hits": [{"damage": "broken", "kinds": ["group"], "each": "node"}]},
        {"id": "supplier", "absent_contractors": True,
         "hits": [{"damage": "broken", "kinds": ["group"], "each": "node"}]},
        {"id": "main", "hits": [{"damage": "lost", "is_main": True}]},
        {"id": "flood", "hits": [{"damage": "lost", "flood_cm": 300}]},
        {"id": "line", "hits": [{"damage": "cut", "hours": 72, "kinds": ["line"], "each": "node"}]},
    ]  # fmt: skip
    found += [{"id": f"dark{h}", "hits": [{"damage": "cut", "hours": h, "is_power": True}]} for h in (72, 168)]
    found += [
        {"id": f"ransom-{zone}", "hits": [{"damage": "data", "kinds": ["group", "system"], "zones": [zone]}]}
        for zone in ZONES
    ]
    return found


def timed(name: str, work: Callable[[], object]) -> float:
    """Run, print and return the seconds taken."""
    begins, worked = time.perf_counter(), time.process_time()
    work()
    seconds = time.perf_counter() - begins
    print(f"{name:<48}{seconds:8.2f} s elapsed{time.process_time() - worked:8.2f} s of processor")
    return seconds


def main() -> None:
    """Print the table."""
    estate = town(MONTHS, scenarios())
    schedule = Schedule(())
    course = prepare(estate, schedule, AS_OF)
    print(f"nodes {len(course.network.refs) - SERVICES}, services {SERVICES}, days {len(course.steps)}")
    timed("all: 10 scenarios, 40 dates of change", lambda: recover(estate, schedule, AS_OF))
    for days in (0, 10, 20, 30, 40):
        some = town(days, scenarios())
        timed(f"10 scenarios, {days} dates", lambda some=some: recover(some, schedule, AS_OF))  # type: ignore[misc]
    for count in (0, 4, 8, 12):
        some = town(MONTHS, [scenarios()[3] | {"id": f"flood{number}"} for number in range(count)])
        timed(f"{count} times one scenario, 40 dates", lambda some=some: recover(some, schedule, AS_OF))  # type: ignore[misc]
    timed("made ready", lambda: prepare(estate, schedule, AS_OF))
    until = last_shown(estate, AS_OF)
    for hazard in estate.hazards.values():
        changed = edited(estate)
        timed(f"after an edited fact: {hazard.id}", lambda hazard=hazard, changed=changed: again(changed, hazard))  # type: ignore[misc]
        timed(f"one scenario: {hazard.id}", lambda hazard=hazard: evaluate_one(course, hazard, until))  # type: ignore[misc]


def edited(estate: Estate) -> Estate:
    """The town with one fact changed: how long a server takes to be restored."""
    strategy = estate.strategies["restore1000"].model_copy(update={"hours": 9.0})
    return replace(estate, strategies={**estate.strategies, strategy.id: strategy})


def again(estate: Estate, hazard: Hazard) -> tuple[Recovery, ...]:
    """One scenario once more after a fact about one server was edited."""
    course = prepare(estate, Schedule(()), AS_OF)
    return evaluate_one(course, hazard, last_shown(estate, AS_OF), frozenset({Ref("group", "G1000")}))


if __name__ == "__main__":
    main()
