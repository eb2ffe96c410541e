"""What may never happen to a recovery（復旧見込みの単調性）: more needs help, less knowledge helps, crews help."""

from __future__ import annotations

from datetime import date
from math import inf
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.fiscal.month import Month
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Schedule
from tests.unit.continuity.town import renewed
from tests.unit.estates import estate

AS_OF = date(2026, 11, 1)
NEVER = Schedule(())
MAYBE_HOURS = st.sampled_from([None, 0, 1, 4, 24, 100])


@st.composite
def towns(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A town of up to four groups with contracts, copies, sites and crews, and three scenarios."""
    size = draw(st.integers(2, 4))
    names = [f"G{place}" for place in range(size)]
    rows: dict[str, list[dict[str, Any]]] = {
        "site": [
            {"id": "T", "name": "t", "is_main": True, "generator_hours": draw(MAYBE_HOURS), "ups_minutes": 10},
            {"id": "U", "name": "u"},
        ],
        "group": [], "dependency": [], "strategy": [], "backup": [], "contract": [], "support_level": [],
        "service": [], "hazard": HAZARDS,
        "crew": [{"id": "c", "name": "c", "skills": ["s"], "people": draw(st.integers(1, 2))}],
    }  # fmt: skip
    for place, name in enumerate(names):
        _group(draw, rows, place, name)
    for number in range(2):
        rows["service"].append(
            {"id": f"S{number}", "name": "s", "needs": draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)),
             "rto_h": draw(MAYBE_HOURS), "rpo_h": draw(MAYBE_HOURS), "priority": number}
        )  # fmt: skip
    return rows


HAZARDS: list[dict[str, Any]] = [
    {"id": "main", "hits": [{"damage": "lost", "is_main": True}]},
    {"id": "malware", "hits": [{"damage": "data", "kinds": ["group"], "zones": ["lgwan"]}]},
    {"id": "device", "hits": [{"damage": "broken", "kinds": ["group"], "each": "node"}]},
    {"id": "dark", "hits": [{"damage": "cut", "hours": 30, "is_power": True}]},
]


def _group(draw: st.DrawFn, rows: dict[str, list[dict[str, Any]]], place: int, name: str) -> None:
    rows["group"].append(
        {"id": name, "name": name, "category": "server", "site": draw(st.sampled_from(["T", "U"])),
         "zone": draw(st.sampled_from([None, "lgwan", "internet"])), "holds_data": draw(st.sampled_from([None, True, False]))}
    )  # fmt: skip
    earlier = [f"G{each}" for each in range(place)]
    if earlier and draw(st.booleans()):
        members = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2, unique=True))
        rows["dependency"].append(
            {"id": f"D{place}", "of": name, "needs": members, "at_least": draw(st.integers(1, len(members)))}
        )
    for turn, means in enumerate(
        draw(st.lists(st.sampled_from(["repair", "restore", "procure", "restart", "rebuild"]), max_size=4))
    ):
        rows["strategy"].append(
            {
                "id": f"W{place}-{turn}",
                "of": [name],
                "means": means,
                "hours": draw(MAYBE_HOURS),
                "wait_weeks": 1,
                "skill": "s",
            }
        )
    if earlier and draw(st.booleans()):
        rows["strategy"].append(
            {"id": f"F{place}", "of": [name], "means": "failover", "standby": draw(st.sampled_from(earlier)),
             "hours": draw(MAYBE_HOURS), "lag_h": draw(MAYBE_HOURS)}
        )  # fmt: skip
    if draw(st.booleans()):
        rows["contract"].append(
            {"id": f"C{place}", "name": "c", "kind": "maintenance", "groups": [name], "starts_on": "2020-04",
             "ends_on": draw(st.sampled_from(["2027-03", "2028-09"]))}
        )  # fmt: skip
        rows["support_level"].append(
            {
                "id": f"L{place}",
                "contracts": [f"C{place}"],
                "is_all_days": draw(st.booleans()),
                "hours_per_day": draw(st.sampled_from([8, 24])),
                "onsite_h": draw(MAYBE_HOURS),
                "parts_h": 0,
            }
        )
    if draw(st.booleans()):
        rows["backup"].append(
            {"id": f"K{place}", "of": [name], "interval_h": draw(MAYBE_HOURS), "site": draw(st.sampled_from([None, "T", "U"])),
             "is_offline": draw(st.sampled_from([None, True, False])), "volume_gb": 10, "restore_gb_per_h": 10, "restore_fixed_h": draw(MAYBE_HOURS)}
        )  # fmt: skip


def now(given_estate: Estate, schedule: Schedule = NEVER) -> dict[tuple[str, str], Recovery]:
    return {(each.service.id, each.scenario.id): each for each in recover(given_estate, schedule, AS_OF).on(AS_OF)}


def burden(recovery: Recovery) -> tuple[int, float]:
    """How bad it is: the verdict, and the hours of a single case.

    Where things are struck one at a time the hours are those of the gravest case, and a miss of known length
    is graver than a case of which nothing is known; there only verdicts can be compared.
    """
    grave = (Verdict.MET, Verdict.UNKNOWN, Verdict.MISSED).index(recovery.verdict)
    if recovery.scenario.id == "device":
        return grave, 0.0
    return grave, inf if recovery.rto_achievable_h is None else recovery.rto_achievable_h


def hours(recovery: Recovery) -> float:
    return inf if recovery.rto_achievable_h is None else recovery.rto_achievable_h


def no_worse(one: Recovery, other: Recovery) -> bool:
    return all(mine <= its for mine, its in zip(burden(one), burden(other), strict=True))


@given(towns(), st.data())
@settings(max_examples=25, deadline=None)
def test_another_need_never_shortens(rows, data) -> None:
    size = len(rows["group"])
    of = data.draw(st.integers(1, size - 1))
    more = {"id": "more", "of": f"G{of}", "needs": [f"G{data.draw(st.integers(0, of - 1))}"]}
    rows = {**rows, "backup": [], "group": [{**each, "holds_data": False} for each in rows["group"]]}
    before, after = now(estate(**rows)), now(estate(**{**rows, "dependency": [*rows["dependency"], more]}))
    assert all(no_worse(before[key], after[key]) for key in before)


@given(towns(), st.data())
@settings(max_examples=25, deadline=None)
def test_another_way_or_standby_never_lengthens(rows, data) -> None:
    place = data.draw(st.integers(1, len(rows["group"]) - 1))
    more = {
        "id": "more", "of": [f"G{place}"], "means": "failover", "standby": f"G{data.draw(st.integers(0, place - 1))}",
        "hours": data.draw(st.integers(0, 50)), "lag_h": 0,
    }  # fmt: skip
    twin = next(
        (each for each in rows["strategy"] if each.get("standby") == more["standby"] and each["of"] == more["of"]), None
    )
    assume(twin is None)
    rows = {**rows, "group": [{**each, "holds_data": False} for each in rows["group"]], "backup": []}
    before, after = now(estate(**rows)), now(estate(**{**rows, "strategy": [*rows["strategy"], more]}))
    for key, recovery in after.items():
        # What was unknown for want of any way may turn out to be missed: that is knowledge, not delay.
        assert recovery.verdict is Verdict.MET or before[key].verdict is not Verdict.MET
        assert recovery.scenario.id == "device" or hours(recovery) <= hours(before[key])


FACTS = {
    "group": ("zone", "site", "holds_data"),
    "strategy": ("hours", "lag_h", "wait_weeks"),
    "backup": ("interval_h", "site", "is_offline", "restore_fixed_h"),
    "support_level": ("onsite_h", "parts_h", "is_all_days"),
    "contract": ("ends_on",),
    "site": ("generator_hours", "ups_minutes"),
    "service": ("rto_h", "rpo_h"),
}


@given(towns(), st.data())
@settings(max_examples=60, deadline=None)
def test_replacing_a_value_by_unknown_never_makes_a_target_met(rows, data) -> None:
    known = [
        (kind, place, field)
        for kind, fields in FACTS.items()
        for place, row in enumerate(rows[kind])
        for field in fields
        if row.get(field) is not None
    ]
    assume(known)
    kind, place, field = data.draw(st.sampled_from(known))
    less = {key: [dict(row) for row in each] for key, each in rows.items()}
    less[kind][place][field] = None
    before, after = now(estate(**rows)), now(estate(**less))
    for key, recovery in after.items():
        if recovery.verdict is Verdict.MET:
            assert before[key].verdict is Verdict.MET, (kind, field)
        # A copy is evidence of data, so a group that no longer denies having any is judged by its copies.
        if before[key].verdict is Verdict.UNKNOWN and field != "holds_data":
            assert recovery.verdict is Verdict.UNKNOWN, (kind, field)


@given(towns())
@settings(max_examples=25, deadline=None)
def test_crews_never_make_it_faster_and_unknown_names_its_fact(rows) -> None:
    for recovery in now(estate(**rows)).values():
        if recovery.rto_with_crews_h is not None:
            assert recovery.rto_with_crews_h >= hours(recovery)
        if recovery.rto_achievable_h is not None:
            assert recovery.rto_worst_of_h is not None
            assert recovery.rto_worst_of_h <= recovery.rto_achievable_h
        assert (recovery.missing is not None) == (recovery.verdict is Verdict.UNKNOWN)


@given(towns(), st.sampled_from([Month(2027, 6), Month(2029, 1)]))
@settings(max_examples=15, deadline=None)
def test_every_later_day_is_as_if_reckoned_on_its_own(rows, month) -> None:
    """Carrying a scenario from day to day gives what starting afresh on that day gives."""
    whole, schedule = estate(**rows), renewed("G0", month)
    carried = recover(whole, schedule, AS_OF)
    for day in carried.days:
        afresh = {
            (each.service, each.scenario): (
                each.verdict,
                each.rto_achievable_h,
                each.rpo_achievable_h,
                each.path,
                each.missing,
            )
            for each in recover(whole, schedule, day).on(day)
        }
        assert {
            (each.service, each.scenario): (
                each.verdict,
                each.rto_achievable_h,
                each.rpo_achievable_h,
                each.path,
                each.missing,
            )
            for each in carried.on(day)
        } == afresh
