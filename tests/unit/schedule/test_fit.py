"""From small estates to the optimiser and back: what is asked, what is answered, what cannot be kept."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.project import project
from ictlife.model.estate import Estate
from ictlife.optimiser import solve
from ictlife.optimiser.problem import Problem
from ictlife.schedule.fill import fill
from ictlife.schedule.fit import fit
from ictlife.schedule.limit import Limit
from ictlife.schedule.renewal import Schedule
from tests.unit.estates import CITY, estate

AS_OF = date(2025, 4, 1)
START = Month(2025, 4)
POLICY = {"id": "server", "cycle_months": 60, "earliest_months": 36, "longest_months": 84, "acquisition": "purchase",
          "staff_days": 6}  # fmt: skip
NO_PEAK = {"id": "default", "peak_weight": 0}


def group(id: str, **fields: object) -> dict[str, object]:
    """A bought server in service since April 2022, due in April 2027; it may move from April 2025 to 2028."""
    return {"id": id, "name": id, "category": "server", "in_service_on": "2022-04", "renewal_cost": 10_000_000} | fields


def town(*groups: dict[str, object], **records: object) -> Estate:
    city = CITY | {"horizon_from": "令和7年度", "horizon_years": 6}
    records.setdefault("policy", [POLICY])
    records.setdefault("goal", [NO_PEAK])
    return estate(city=[city], group=list(groups), **records)


def problem(found: Estate) -> Problem:
    projection = project(found, AS_OF)
    return fill(found, projection, tuple(need for need in projection.needs if need.cycle == 1), AS_OF)


def fitted(found: Estate) -> Schedule:
    return fit(found, project(found, AS_OF), AS_OF)


def first(schedule: Schedule, id: str) -> Month:
    return schedule.by_group[id][0].in_service


def codes(schedule: Schedule) -> set[str]:
    return {each.code for each in schedule.findings}


def test_window_cycle_and_price_become_months_and_yen():
    (one,) = problem(town(group("G"))).groups
    assert (one.earliest, one.due, one.nominal, one.shortest, one.longest) == (0, 24, 60, 36, 84)
    assert one.latest >= 24
    assert sum(one.payments.amounts) == one.residual == 10_000_000


def test_a_pin_is_kept_whatever_it_costs():
    schedule = fitted(town(group("G", pin_month="2026-11")))
    assert first(schedule, "G") == Month(2026, 11)
    assert schedule.status == "proven"


def test_one_comes_after_the_other_by_the_months_asked():
    early, late = group("A", pin_month="2027-06"), group("B", after=["A"], after_months=3)
    assert first(fitted(town(early, late)), "B") >= Month(2027, 9)


def test_an_order_against_pins_is_a_finding_and_months_short():
    groups = (group("A", pin_month="2027-06"), group("B", pin_month="2027-01", after=["A"]))
    schedule = fitted(town(*groups))
    assert codes(schedule) >= {"SCH013", "SCH003"}
    short = next(each for each in schedule.findings if each.code == "SCH003")
    assert (short.subject, short.params["months"]) == (Ref("group", "B", "after"), 5)
    assert short.params["before"] == Ref("group", "A")


def test_an_order_in_a_circle_is_named_and_the_rest_answered():
    schedule = fitted(town(group("A", after=["B"]), group("B", after=["A"])))
    circle = next(each for each in schedule.findings if each.code == "SCH014")
    assert set(circle.related) == {Ref("group", "A"), Ref("group", "B")}
    assert set(schedule.by_group) == {"A", "B"}


def test_a_saving_brings_a_set_to_one_month():
    apart = [group("A", in_service_on="2022-04"), group("B", in_service_on="2022-10", renewal_cost=9_000_000)]
    together = [each | {"together": "set", "build_cost": 4_000_000} for each in apart]
    goal = [NO_PEAK | {"together_percent": 50}]
    schedule = fitted(town(*together, goal=goal))
    assert first(schedule, "A") == first(schedule, "B")
    (one,) = problem(town(*together, goal=goal)).sets
    assert one.discount == 4_000_000


def test_no_renewal_goes_into_service_in_a_blackout():
    blackout = {"id": "spring", "yearly": [{"from_md": "03-01", "until_md": "05-31"}]}
    found = town(group("A"), group("B", pin_month="2027-04"), blackout=[blackout])
    by_id = {each.id: each for each in problem(found).groups}
    assert [n for n, is_open in enumerate(by_id["A"].allowed[:12]) if not is_open] == [0, 1, 11]
    schedule = fitted(found)
    assert all(each.in_service.month not in (3, 4, 5) for each in schedule.by_group["A"])
    assert first(schedule, "B") == Month(2027, 4), "a month fixed by decision stands"


def test_work_is_spread_over_hands():
    groups = [group(f"G{n}", staff_days=12) for n in range(3)]
    team = [{"id": "T", "name": "T", "days_per_month": 4}]
    schedule = fitted(town(*groups, team=team))
    assert schedule.goals["staff"] == 0
    months = sorted(first(schedule, each["id"]) for each in groups)
    assert months[2] - months[0] >= 6


def test_more_work_than_hands_is_said_for_the_year():
    team = [{"id": "T", "name": "T", "days_per_month": 1}]
    schedule = fitted(town(group("G", pin_month="2027-09", staff_days=12), team=team))
    (said,) = [each for each in schedule.findings if each.code == "SCH002"]
    assert (said.params["fiscal_year"], said.params["days"]) == (FiscalYear(2027), 6)
    assert said.related == (Ref("group", "G"),)


def test_a_team_of_one_year_counts_in_that_year_only():
    team = [{"id": "T", "name": "T", "days_per_month": 7, "fiscal_year": "令和8年度"}]
    limits = {each.month // 12: each.limit for each in problem(town(group("G"), team=team)).capacities}
    assert limits == {0: 0, 1: 7, 2: 0, 3: 0, 4: 0, 5: 0}


def source(**fields: object) -> dict[str, object]:
    return {"id": "F", "name": "F", "kind": "national", "groups": ["A"], "share_percent": "100"} | fields


def general(amount: int) -> list[dict[str, object]]:
    return [{"id": "C", "fiscal_year": "令和9年度", "amount": amount, "fund": "general"}]


STAY = [NO_PEAK | {"move_price": 100_000_000}]
"""Moving costs so much that only a limit moves anything."""


def test_a_cap_of_a_fund_counts_only_what_the_fund_pays():
    cap = [{"id": "C", "fiscal_year": "令和9年度", "amount": 0, "fund": "F"}]
    schedule = fitted(town(group("A"), group("B"), funding=[source()], cap=cap, goal=STAY))
    assert first(schedule, "A").fy != FiscalYear(2027)
    assert first(schedule, "B").fy == FiscalYear(2027)
    assert schedule.goals["cap"] == 0


def test_a_cap_of_a_fund_counts_its_share_and_no_more():
    cap = [{"id": "C", "fiscal_year": "令和9年度", "amount": 5_000_000, "fund": "F"}]
    pinned = group("A", pin_month="2027-06")
    assert "SCH001" not in codes(fitted(town(pinned, funding=[source(share_percent="50")], cap=cap)))
    (said,) = [each for each in fitted(town(pinned, funding=[source(share_percent="60")], cap=cap)).findings if each.code == "SCH001"]
    assert said.params["amount"] == 1_000_000


def test_a_cap_on_general_funds_moves_what_they_pay():
    """It was no limit at all: no group names the general funds."""
    assert first(fitted(town(group("A"), cap=general(0), goal=STAY)), "A").fy != FiscalYear(2027)
    assert first(fitted(town(group("A"), cap=general(0), goal=STAY, funding=[source()])), "A").fy == FiscalYear(2027)
    halved = town(group("A"), cap=general(5_000_000), goal=STAY, funding=[source(share_percent="50")])
    assert first(fitted(halved), "A").fy == FiscalYear(2027)


def test_general_funds_pay_again_outside_the_years_of_a_source():
    """In 令和9年度 all of it is paid; a year later the cap of that year is over."""
    caps = [*general(0), {"id": "D", "fiscal_year": "令和10年度", "amount": 0, "fund": "general"}]
    found = town(group("A", planned_renewal_on="2028-04"), cap=caps, goal=STAY, funding=[source(last_year="令和9年度")])
    assert first(fitted(found), "A").fy < FiscalYear(2028)


def test_what_is_left_of_a_limit_binds_general_funds():
    """Two pinned renewals of 10 million share 15 million: 5 million are the town's own, and over its cap by 1."""
    groups = (group("A", pin_month="2027-06"), group("B", pin_month="2027-08"))
    funding = [source(groups=["A", "B"], limit=15_000_000)]
    (said,) = [each for each in fitted(town(*groups, cap=general(4_000_000), funding=funding)).findings if each.code == "SCH001"]
    assert (said.params["amount"], said.params["limit"].key) == (1_000_000, "cap_limit.general")


def test_a_cap_that_cannot_be_kept_names_year_amount_and_who_shares_it():
    cap = [{"id": "C", "fiscal_year": "令和9年度", "amount": 12_000_000}]
    groups = (group("A", pin_month="2027-06"), group("B", pin_month="2027-08"))
    schedule = fitted(town(*groups, cap=cap))
    (said,) = [each for each in schedule.findings if each.code == "SCH001"]
    assert (said.subject, said.params["amount"], said.params["fiscal_year"]) == (Ref("cap", "C"), 8_000_000, FiscalYear(2027))
    assert set(said.params["groups"]) == {Ref("group", "A"), Ref("group", "B")}
    (more,) = schedule.increases
    assert (more.cap, more.amount) == (Ref("cap", "C"), 8_000_000)


def test_a_cap_below_running_contracts_is_found_before_solving():
    contract = {"id": "K", "name": "K", "kind": "maintenance", "groups": ["G"], "starts_on": "2025-04-01",
                "ends_on": "2026-03-31", "amount": 100_000, "tax_basis": "gross"}  # fmt: skip
    cap = [{"id": "C", "fiscal_year": "令和7年度", "amount": 1_000_000}]
    schedule = fitted(town(group("G", pin_month="2027-06"), contract=[contract], cap=cap))
    (said,) = [each for each in schedule.findings if each.code == "SCH015"]
    assert (said.subject, said.params["amount"]) == (Ref("cap", "C"), 200_000)


def test_moving_from_the_stated_month_costs_what_the_goal_says():
    free = fitted(town(group("G")))
    dear = fitted(town(group("G"), goal=[NO_PEAK | {"move_price": 100_000_000}]))
    due = project(town(group("G")), AS_OF).needs[0].due
    assert first(free, "G") != due
    assert first(dear, "G") == due
    assert dear.goals["moves"] == 0


def test_without_a_solver_the_due_date_schedule_is_shown_and_marked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(solve, "highspy", None)
    schedule = fitted(town(group("A"), group("B")))
    assert (schedule.method, schedule.status) == ("greedy", "no-solver")
    assert "SCH020" in codes(schedule)
    assert set(schedule.by_group) == {"A", "B"}


def test_a_group_with_no_month_left_stands_where_it_is_due():
    never = {"id": "never", "yearly": [{"from_md": "01-01", "until_md": "12-31"}]}
    schedule = fitted(town(group("G"), blackout=[never]))
    assert "SCH010" in codes(schedule)
    assert first(schedule, "G") == Month(2027, 4)


def a_town_of(year: int) -> Estate:
    """Everything dated from `year` on: windows, lease, services, caps, staff, order, a common renewal, a baseline."""
    groups = [
        group("A", in_service_on=f"{year - 3}-04", together="set", build_cost=3_000_000),
        group("B", in_service_on=f"{year - 3}-10", together="set", build_cost=2_000_000, after=["A"]),
        group("C", in_service_on=f"{year - 4}-06", acquisition="lease", lease_months=60, maintenance_per_year=700_001),
        group("D", pin_month=f"{year + 1}-11"),
    ]
    lease = {"id": "L", "name": "L", "kind": "lease", "groups": ["C"], "starts_on": f"{year - 4}-06-01",
             "ends_on": f"{year + 1}-05-31", "amount": 90_001, "tax_basis": "gross"}  # fmt: skip
    care = {"id": "M", "name": "M", "kind": "maintenance", "groups": ["A", "B"], "starts_on": f"{year}-04-01",
            "ends_on": f"{year + 1}-03-31", "amount": 40_000, "tax_basis": "gross"}  # fmt: skip
    caps = [{"id": f"CAP{n}", "fiscal_year": f"{year + n}年度", "amount": 14_000_000} for n in range(4)]
    city = CITY | {"horizon_from": f"{year}年度", "horizon_years": 6}
    records = {"policy": [POLICY], "goal": [{"id": "default"}], "contract": [lease, care], "cap": caps}
    return estate(city=[city], group=groups, team=[{"id": "T", "name": "T", "days_per_month": 5}], **records)


def test_all_data_a_year_later_is_the_same_schedule_a_year_later():
    def months(year: int) -> tuple[dict[str, int], dict[str, int]]:
        found, as_of = a_town_of(year), date(year, 4, 1)
        schedule = fit(found, project(found, as_of), as_of)
        return {str(each.ref): each.in_service - Month(year, 4) for each in schedule.renewals}, dict(schedule.goals)

    assert months(2025) == months(2026) == months(2027)


def test_keys_of_limits_are_read_back():
    for limit in (
        Limit(Ref("cap", "R9@x")),
        Limit.staff(Month(2027, 5)),
        Limit.order(Ref("group", "G2"), Ref("group", "G<1@2027-05")),
    ):
        assert Limit.parse(limit.key) == limit


def test_what_is_committed_alone_may_exceed_a_cap_on_general_funds():
    """A pinned and signed contract of 12 million, half of it paid by others, against 5 million of the town's own."""
    contract = {"id": "K", "name": "保守", "kind": "maintenance", "groups": ["A"], "starts_on": "2027-04", "ends_on": "2028-03",
                "amount": 1_000_000, "tax_basis": "gross"}  # fmt: skip
    found = town(group("A"), cap=general(5_000_000), funding=[source(share_percent="50")], contract=[contract], goal=STAY)
    (said,) = [each for each in fitted(found).findings if each.code == "SCH015"]
    assert (said.params["amount"], said.params["limit"].key) == (1_000_000, "cap_limit.general")
