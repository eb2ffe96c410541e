"""The budget against its caps: the papers and the rule say the same of every year and fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ictlife.assess import Stages
from ictlife.assessment import Assessment, Rulebook
from ictlife.base.ref import Ref
from ictlife.budget.caps import binding_caps, under_caps
from ictlife.checks.budget.cap_exceeded import cap_exceeded
from ictlife.reports.paper import Manifest, Paper
from ictlife.reports.views.budget import view_budget
from ictlife.reports.views.summary import view_summary
from tests.unit.budget.budgets import TAX_RATES
from tests.unit.estates import CITY, estate

AS_OF = date(2026, 4, 1)
GROUPS = [{"id": id, "name": id, "category": "server"} for id in ("SV", "NW")]
GRANT = {"id": "KOKKO", "name": "国庫", "kind": "national", "groups": ["SV"], "share_percent": "50"}


def contract(id: str, group: str, yearly: int) -> dict[str, object]:
    return {"id": id, "name": id, "kind": "maintenance", "groups": [group], "starts_on": "2026-04", "ends_on": "2027-03",
            "amount": yearly // 12, "tax_basis": "gross"}  # fmt: skip


def cap(id: str, amount: int, fund: str | None = None, year: str = "令和8年度") -> dict[str, object]:
    return {"id": id, "fiscal_year": year, "amount": amount, "fund": fund}


def town(*caps: dict[str, object], funding: Sequence[dict[str, object]] = (GRANT,)) -> Assessment:
    """Two contracts of one year, 2.4 and 1.2 million yen; half of the first is paid by the state."""
    found = estate(
        city=[CITY | {"horizon_from": "令和8年度", "horizon_years": 3}],
        group=GROUPS,
        contract=[contract("C1", "SV", 2_400_000), contract("C2", "NW", 1_200_000)],
        funding=list(funding),
        cap=list(caps),
        tax_rate=TAX_RATES,
    )
    return Stages(found, Rulebook(), AS_OF).assessment()


def said(found: Assessment) -> dict[str, int]:
    """Cap → by how much the rule says that it is exceeded."""
    return {each.subject.id: each.said["amount"] for each in cap_exceeded(found) if each.said}


def shown(found: Assessment, fund: str = "") -> tuple[object, object]:
    """The cap and the excess of the first year as the papers show them."""
    view = view_budget(Paper(found, (), Manifest("0", AS_OF, "", (), ()), lambda _: None))
    table = next(line for line in view["by_funding"] if line["key"] == fund) if fund else view
    return table["cap_yen"][0], table["over_yen"][0]


def test_each_cap_is_beside_what_its_year_and_fund_spend():
    found = town(cap("ALL", 3_000_000), cap("F", 1_000_000, "KOKKO"), cap("G", 5_000_000, "general"), cap("N", 1, None, "令和7年度"))
    sums = {each.cap.id: (sum(each.shares.values()), each.over) for each in under_caps(found.budget, found.estate, found.estate.caps.values())}
    assert sums == {"ALL": (3_600_000, 600_000), "F": (1_200_000, 200_000), "G": (2_400_000, 0), "N": (0, 0)}
    (under,) = under_caps(found.budget, found.estate, [found.estate.caps["ALL"]])
    assert under.shares == {Ref("group", "SV"): 2_400_000, Ref("group", "NW"): 1_200_000}


def test_a_named_fund_over_its_cap_is_the_same_on_papers_and_in_the_finding():
    found = town(cap("F", 1_000_000, "KOKKO"))
    assert said(found) == {"F": 200_000}
    assert shown(found, "KOKKO") == (1_000_000, 200_000)
    assert shown(found) == (None, None)


def test_of_two_caps_of_a_year_and_fund_the_lower_binds_in_either_order():
    low, high = cap("LOW", 3_000_000), cap("HIGH", 3_400_000)
    for caps in ((low, high), (high, low)):
        found = town(*caps)
        assert [each.id for each in binding_caps(found.estate).values()] == ["LOW"]
        assert said(found) == {"LOW": 600_000, "HIGH": 200_000}
        assert shown(found) == (3_000_000, max(said(found).values()))


def test_a_kept_cap_beside_an_exceeded_one_hides_nothing():
    low, high = cap("LOW", 3_000_000), cap("HIGH", 9_000_000)
    for caps in ((low, high), (high, low)):
        found = town(*caps)
        assert said(found) == {"LOW": 600_000}
        assert shown(found) == (3_000_000, 600_000)


def test_the_rule_is_silent_where_the_schedule_was_fitted():
    """Then SCH001 says which caps could not be kept."""
    found = town(cap("ALL", 3_000_000), cap("F", 1_000_000, "KOKKO"), cap("G", 1_000_000, "general"))
    assert said(found) == {"ALL": 600_000, "F": 200_000, "G": 1_400_000}
    fitted = replace(found, schedule=replace(found.schedule, method="column_generation"))
    assert list(cap_exceeded(fitted)) == []


def test_general_funds_may_be_named_by_their_own_record():
    found = town(cap("G", 1_000_000, "IPPAN"), funding=[GRANT, {"id": "IPPAN", "name": "一般財源", "kind": "general"}])
    assert said(found) == {"G": 1_400_000}
    assert shown(found, "general") == (1_000_000, 1_400_000)
    assert not [each for each in found.budget.findings if each.code == "BUD018"]


def test_a_cap_on_a_fund_nobody_knows_is_a_finding():
    found = town(cap("X", 1_000_000, "何か"))
    assert [(each.code, each.subject) for each in found.budget.findings] == [("BUD018", Ref("cap", "X", "fund"))]


def test_the_first_page_knows_caps_on_one_fund():
    """It said that no cap was on record."""
    found = view_summary(Paper(town(cap("G", 1_000_000, "general")), (), Manifest("0", AS_OF, "", (), ()), lambda _: None))
    assert found["has_caps"]
    assert found["over"] == [{"fiscal_year": 2026, "fund": "general", "total_yen": 2_400_000, "over_yen": 1_400_000}]
