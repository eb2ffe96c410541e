"""Brute force over small random networks gives the same times as the engine（復旧時間の総当たり検算）."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations, product
from math import inf
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Continuity, Verdict
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Schedule
from tests.unit.estates import estate

AS_OF = date(2026, 11, 1)
HOURS = st.sampled_from([0, 1, 2, 4, 8, 24])
Plan = Mapping[str, Any]
"""A small network: `nodes` in restart order, each with ways back, needs and standby; and targets."""


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Up to six nodes; each may need earlier ones in any form and has up to two ways back."""
    size = draw(st.integers(1, 6))
    nodes = []
    for place in range(size):
        earlier = list(range(place))
        needs = []
        for _ in range(draw(st.integers(0, 2)) if earlier else 0):
            members = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True))
            at_least = draw(st.integers(1, len(members)))
            spare = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True))
            needs.append(
                {"members": members, "at_least": at_least, "spare": spare, "level": draw(st.sampled_from([30, 60]))}
            )
        ways = draw(st.lists(st.tuples(HOURS, HOURS), max_size=2))
        standby = draw(st.sampled_from([None, *earlier]))
        nodes.append({"needs": needs, "ways": ways, "standby": (standby, draw(HOURS)), "struck": draw(st.booleans())})
    return {"nodes": nodes, "rto": draw(HOURS), "rpo": draw(HOURS), "level": draw(st.sampled_from([20, 50, 100]))}


def built(plan: Plan) -> Estate:
    """The plan as an estate: waits are procurement in weeks, data come from one offline copy per way."""
    rows: dict[str, list[dict[str, Any]]] = {
        "group": [], "dependency": [], "strategy": [], "backup": [], "hazard": [], "service": []
    }
    for place, node in enumerate(plan["nodes"]):
        name = f"N{place}"
        rows["group"].append({"id": name, "name": name, "category": "server", "holds_data": bool(node["ways"])})
        for turn, need in enumerate(node["needs"]):
            rows["dependency"].append(
                {
                    "id": f"D{place}-{turn}",
                    "of": name,
                    "needs": [f"N{each}" for each in need["members"]],
                    "at_least": need["at_least"],
                    "substitutes": [f"N{each}" for each in need["spare"]],
                    "level": need["level"],
                }
            )
        for turn, (work, loss) in enumerate(node["ways"]):
            # One way, one copy: a failover to an unneeded thing would hide the loss, so each way restores.
            rows["group"].append({"id": f"H{place}-{turn}", "name": "h", "category": "server", "holds_data": False})
            rows["strategy"].append(
                {
                    "id": f"W{place}-{turn}",
                    "of": name,
                    "means": "failover",
                    "hours": work,
                    "lag_h": loss,
                    "standby": f"H{place}-{turn}",
                }
            )
        standby, switch = node["standby"]
        if standby is not None:
            rows["strategy"].append(
                {
                    "id": f"S{place}",
                    "of": name,
                    "means": "failover",
                    "standby": f"N{standby}",
                    "hours": switch,
                    "lag_h": 1,
                }
            )
        if not node["ways"] and standby is None:
            rows["strategy"].append(
                {"id": f"X{place}", "of": name, "means": "procure", "wait_weeks": 1, "hours": place}
            )
    struck = [f"N{place}" for place, node in enumerate(plan["nodes"]) if node["struck"]]
    rows["hazard"].append({"id": "h", "hits": [{"damage": "broken", "nodes": struck or ["none"]}]})
    rows["service"].append(
        {
            "id": "S",
            "name": "s",
            "needs": [f"N{len(plan['nodes']) - 1}"],
            "rto_h": plan["rto"],
            "rpo_h": plan["rpo"],
            "level": plan["level"],
        }
    )
    return estate(**rows)


Outcome = tuple[float, float, int]


def brute(plan: Plan) -> set[Outcome]:
    """Every outcome of the last node, over all choices of ways, members and substitutes."""
    memo: list[set[Outcome]] = []
    for place, node in enumerate(plan["nodes"]):
        bases = [one for one in needed(node["needs"], memo)]
        if not node["struck"]:
            memo.append(set(bases))
            continue
        found: set[Outcome] = set()
        # A throw-away standby needs nothing: its way starts at once, whatever the node itself needs.
        found |= {(work, loss, 100) for work, loss in node["ways"]}
        standby, switch = node["standby"]
        if standby is not None:
            lag = 1 if node["ways"] else 0
            found |= {(time + switch, max(loss, lag), level) for time, loss, level in memo[standby]}
        if not node["ways"] and standby is None:
            found |= {(max(time, 168) + place, loss, level) for time, loss, level in bases}
        memo.append(found)
    return memo[-1]


def needed(needs: list[dict[str, Any]], memo: list[set[Outcome]]) -> set[Outcome]:
    found = {(0.0, 0.0, 100)}
    for need in needs:
        choices: set[Outcome] = set()
        for chosen in combinations(need["members"], need["at_least"]):
            choices |= merged_all([memo[each] for each in chosen])
        if need["spare"]:
            choices |= {
                (time, loss, min(level, need["level"]))
                for time, loss, level in merged_all([memo[each] for each in need["spare"]])
            }
        found = merged_all([found, choices])
    return found


def merged_all(sets: list[set[Outcome]]) -> set[Outcome]:
    return {
        (max(each[0] for each in combo), max(each[1] for each in combo), min(each[2] for each in combo))
        for combo in product(*sets)
    }


def at_start(found: Continuity) -> Any:
    (recovery,) = [each for each in found.on(AS_OF) if each.service.id == "S"]
    return recovery


@given(plans())
@settings(max_examples=100, deadline=None)
def test_the_engine_finds_what_brute_force_finds(plan: Plan) -> None:
    recovery = at_start(recover(built(plan), Schedule(()), AS_OF))
    outcomes = brute(plan)
    kept = {
        (time, loss)
        for time, loss, level in outcomes
        if time <= plan["rto"] and loss <= plan["rpo"] and level >= plan["level"]
    }
    assert recovery.verdict is (Verdict.MET if kept else Verdict.MISSED)
    if kept:
        assert recovery.rto_achievable_h == min(time for time, _ in kept)
    else:
        best = min((level < plan["level"], loss > plan["rpo"], time, loss) for time, loss, level in outcomes)
        assert (recovery.rto_achievable_h, recovery.rpo_achievable_h) == tuple(
            None if value == inf else value for value in best[2:]
        )
    assert recovery.rto_worst_of_h <= recovery.rto_achievable_h
