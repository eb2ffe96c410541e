"""Hour-by-hour play of small cases gives the same times with crews as the engine（要員制約の検算）."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ictlife.base.ref import Ref
from ictlife.continuity.network import connect
from ictlife.continuity.recover import recover
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Schedule
from tests.unit.estates import estate

AS_OF = date(2026, 11, 1)
LAST = 400


@st.composite
def jobs(draw: st.DrawFn) -> dict[str, Any]:
    """Up to six things to bring back, each by hand in whole hours, needing earlier ones; one or two crews."""
    size = draw(st.integers(1, 6))
    nodes = []
    for place in range(size):
        earlier = list(range(place))
        members = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        at_least = draw(st.integers(1, len(members))) if members else 0
        nodes.append(
            {
                "hours": draw(st.integers(1, 6)),
                "weeks": draw(st.sampled_from([0, 0, 1])),
                "members": members,
                "at_least": at_least,
                "people": draw(st.integers(1, 2)),
                "is_struck": draw(st.booleans()),
            }
        )
    crews = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9)), min_size=1, max_size=2))
    return {"nodes": nodes, "crews": crews, "priorities": draw(st.permutations(range(size)))}


def built(plan: dict[str, Any]) -> Estate:
    """The plan as an estate: every thing has a service of its own that ranks it."""
    rows: dict[str, list[dict[str, Any]]] = {
        kind: [] for kind in ("group", "dependency", "strategy", "service", "crew", "hazard")
    }
    for place, node in enumerate(plan["nodes"]):
        name = f"N{place}"
        rows["group"].append({"id": name, "name": name, "category": "server", "holds_data": False})
        if node["members"]:
            needs = [f"N{each}" for each in node["members"]]
            rows["dependency"].append({"id": f"D{place}", "of": name, "needs": needs, "at_least": node["at_least"]})
        way = {"id": f"W{place}", "of": [name], "means": "procure", "hours": node["hours"], "wait_weeks": node["weeks"]}
        rows["strategy"].append({**way, "skill": "s", "people": node["people"]})
        rank = plan["priorities"][place]
        rows["service"].append(
            {"id": f"S{place}", "name": "s", "needs": [name], "rto_h": 1, "rpo_h": 0, "priority": rank}
        )
    for number, (people, arrives) in enumerate(plan["crews"]):
        rows["crew"].append({"id": f"C{number}", "name": "c", "skills": ["s"], "people": people, "arrives_h": arrives})
    struck = [f"N{place}" for place, node in enumerate(plan["nodes"]) if node["is_struck"]]
    rows["hazard"].append({"id": "h", "hits": [{"damage": "broken", "nodes": struck or ["none"]}]})
    return estate(**rows)


def played(plan: dict[str, Any], places: list[int]) -> list[int | None]:
    """When each thing is back, hour by hour: the most important ready work that there are hands for begins.

    `places` in restart order say which of two equally important things goes first.
    """
    nodes = plan["nodes"]
    priority = ranked(plan)
    back: dict[int, int] = {}
    until: dict[int, int] = {}
    for hour in range(LAST):
        changed = True
        while changed:
            done = [place for place, end in until.items() if end <= hour and place not in back]
            done += [
                place
                for place, node in enumerate(nodes)
                if place not in back and not node["is_struck"] and is_ready(node, back)
            ]
            changed = bool(done)
            back.update(dict.fromkeys(done, hour))
        free = sum(people for people, arrives in plan["crews"] if arrives <= hour)
        free -= sum(nodes[place]["people"] for place, end in until.items() if end > hour)
        for place in sorted(range(len(nodes)), key=lambda each: (priority[each], places[each])):
            node = nodes[place]
            can = node["is_struck"] and place not in until and is_ready(node, back) and hour >= node["weeks"] * 168
            if can and node["people"] <= free:
                free -= node["people"]
                until[place] = hour + node["hours"]
    return [back.get(place) for place in range(len(nodes))]


def is_ready(node: dict[str, Any], back: dict[int, int]) -> bool:
    return sum(member in back for member in node["members"]) >= node["at_least"]


def ranked(plan: dict[str, Any]) -> list[int]:
    """Each thing ranks as high as whatever may wait for it."""
    found = list(plan["priorities"])
    for place in reversed(range(len(found))):
        for member in plan["nodes"][place]["members"]:
            found[member] = min(found[member], found[place])
    return found


@given(jobs())
@settings(max_examples=80, deadline=None)
def test_the_engine_plays_as_hour_by_hour(plan) -> None:
    network = connect(built(plan))
    places = [network.rank[network.index[Ref("group", f"N{place}")]] for place in range(len(plan["nodes"]))]
    hours = played(plan, places)
    for recovery in recover(built(plan), Schedule(()), AS_OF).on(AS_OF):
        by_hand = hours[int(recovery.service.id[1:])]
        unlimited = recovery.rto_achievable_h
        assert unlimited is not None
        expected = None if by_hand is None else max(unlimited, by_hand)
        assert recovery.rto_with_crews_h == expected
