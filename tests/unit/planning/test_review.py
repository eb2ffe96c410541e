"""Evidence for each viewpoint of review."""

from __future__ import annotations

from datetime import date

from ictlife.base.finding import Finding, Severity
from ictlife.base.ref import Ref
from ictlife.base.text import Text
from ictlife.model.rule import Authority
from ictlife.planning.review import GATHERERS, Grounds, review_sheets
from tests.rules.cases import assessed, estate_of

GIVEN = {
    "policies": [{"id": "server", "cycle_months": 60}],
    "groups": [
        {"id": "A", "name": "甲", "planned_renewal_on": "R8.2", "together": "基盤", "cycle_months": 84, "cycle_reason": "長寿命"},
        {"id": "B", "name": "乙", "planned_renewal_on": "R8.5", "together": "基盤"},
    ],
    "products": [{"id": "W", "name": "基本ソフト", "end_of_security_support": "2025-10-14"}],
    "software": [{"id": "S1", "group": "A", "product": "W"}],
    "plans": [
        {"id": "S1", "name": "上位2020", "level": "superior", "first_year": "R2年度", "last_year": "R5年度"},
        {"id": "S2", "name": "上位2024", "level": "superior", "first_year": "R6年度", "last_year": "R9年度", "predecessor": "S1"},
        {"id": "P5", "name": "第五次", "first_year": "R5年度", "last_year": "R9年度", "parents": ["S1", "S2"]},
    ],
    "external_cycles": [{"id": "X", "name": "県クラウド", "changes_in": "R8年度", "every_years": 5}],
    "initiatives": [{"id": "I", "name": "施策", "plan": "P5", "is_without_cost": "yes", "years": {"R6年度": "carry_out"}}],
}  # fmt: skip
LAW = Authority(id="law", title=Text("施行規則", "Regulation"), in_force_on=date(2027, 7, 1))
FINDINGS = (
    Finding("SEC001", Ref("asset", "a"), severity=Severity.ERROR),
    Finding("SEC001", Ref("asset", "b"), severity=Severity.ERROR, waived_by=Ref("waiver", "w")),
    Finding("BCP001", Ref("service", "s")),
)


def evidence(*kinds, findings=FINDINGS, reviews=()):
    given = {**GIVEN, "viewpoints": [{"id": "V", "name": "視点", "plan": "P5", "evidence": list(kinds)}], "reviews": list(reviews)}
    whole = assessed(estate_of(given), date(2024, 10, 1))
    grounds = Grounds(whole.estate, whole.projection, whole.schedule, findings, {"law": LAW})
    (sheet,) = review_sheets(grounds)
    (row,) = sheet.rows
    return row


def said(*kinds):
    return [(each.code, str(each.subject)) for each in evidence(*kinds).evidence]


def test_each_kind_of_evidence():
    assert said("external_cycles") == [("external_cycle", "external_cycle:X"), ("external_cycle", "external_cycle:X")]
    assert said("regimes") == [("regime", "authority:law")]
    assert said("support_ends") == [("support_ends_first", "group:A")]
    assert said("shared") == [("renewed_apart", "group:A.together")]
    assert said("lengthened") == [("cycle_lengthened", "group:A.cycle_months")]
    assert said("initiatives") == [("initiative", "initiative:I")]
    assert said("parents") == [("parent_replaced", "plan:S2.first_year"), ("parent_covers", "plan:S2")]


def test_every_kind_is_tested():
    assert set(GATHERERS) == {"external_cycles", "regimes", "support_ends", "shared", "lengthened", "initiatives", "parents"}


def test_findings_are_counted_by_rule_with_waived_ones_apart():
    (piece,) = evidence("findings.SEC").evidence
    assert {name: piece.params[name] for name in ("rule", "count", "waived")} == {"rule": "SEC001", "count": 1, "waived": 1}


def test_evidence_that_nobody_gathers_is_named():
    assert evidence("weather").unknown == ("weather",)


def test_judgement_is_what_people_wrote():
    row = evidence("parents", reviews=[{"id": "R", "viewpoint": "V", "judgement": "change", "reason": "上位計画の変更"}])
    assert (row.review.judgement.value, row.review.reason) == ("change", "上位計画の変更")
