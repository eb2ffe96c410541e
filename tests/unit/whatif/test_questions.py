"""Questions as edits: what is asked, and nothing else, would be written otherwise."""

from __future__ import annotations

import pytest

from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.fiscal.month import Month
from ictlife.whatif import questions
from ictlife.whatif.questions import Change
from tests.unit.estates import estate

ESTATE = estate(
    group=[
        {"id": "PC1", "name": "端末", "category": "pc", "planned_renewal_on": "令和8年2月", "site": "S"},
        {"id": "PC2", "name": "端末", "category": "pc", "planned_renewal_on": "令和8年度", "pin_month": "2026-09"},
        {"id": "SV", "name": "サーバ", "category": "server", "acquisition": "lease", "site": "S", "cycle_months": "60"},
    ],
    policy=[{"id": "pc", "cycle_months": 60, "longest_months": 72}],
    cap=[{"id": "C8", "fiscal_year": "令和8年度", "amount": "123,457千円"}],
    plan=[
        {"id": "P5", "name": "第五次", "first_year": "R5", "last_year": "R9"},
        {"id": "P6", "name": "第六次", "first_year": "R10", "last_year": "R14", "predecessor": "P5"},
    ],
    site=[{"id": "S", "name": "分庁舎"}],
    product=[
        {"id": "os", "name": "OS", "end_of_security_support": "2027-01-12"},
        {"id": "db", "name": "DB", "end_of_security_support": "未定"},
    ],
)


def as_text(changes: tuple[Change, ...]) -> set[tuple[str, str | None, str | None]]:
    return {(str(change.ref), change.was, change.to) for change in changes}


def test_a_class_kept_longer_moves_its_policy_and_what_is_stated_as_precisely_as_it_was():
    assert as_text(questions.extend(ESTATE, "pc", 1)) == {
        ("policy:pc.cycle_months", "60", "72"),
        ("policy:pc.longest_months", "72", "84"),
        ("group:PC1.planned_renewal_on", "2026-02", "2027-02"),
        ("group:PC2.planned_renewal_on", "FY2026", "FY2027"),
    }


def test_caps_are_cut_down_to_the_thousand_yen():
    assert as_text(questions.cut_caps(ESTATE, 10)) == {("cap:C8.amount", "123457000", "111111000")}


def test_a_plan_that_ends_later_moves_the_one_after_it():
    assert as_text(questions.move_plan(ESTATE, "P5", 1)) == {
        ("plan:P5.last_year", "2027", "2028"),
        ("plan:P6.first_year", "2028", "2029"),
        ("plan:P6.last_year", "2032", "2033"),
    }


def test_a_pin_is_set_and_taken_away():
    assert as_text(questions.pin(ESTATE, "SV", Month(2027, 9))) == {("group:SV.pin_month", None, "2027-09")}
    assert as_text(questions.unpin(ESTATE, "PC2")) == {("group:PC2.pin_month", "2026-09", None)}
    assert questions.unpin(ESTATE, "SV") == ()


def test_cloud_instead_of_lease():
    assert as_text(questions.to_cloud(ESTATE, "SV")) == {
        ("group:SV.acquisition", "lease", "cloud"),
        ("group:SV.method", None, "cloud"),
    }


def test_a_vendor_date_moves_only_where_it_is_known():
    assert as_text(questions.delay_support(ESTATE, "os", 6)) == {
        ("product:os.end_of_security_support", "2027-01-12", "2027-07-12")
    }
    with pytest.raises(Refusal) as refused:
        questions.delay_support(ESTATE, "db", 6)
    assert refused.value.code == "no_date"


def test_a_lost_site_ends_the_renewal_of_what_stands_there():
    closed = {change.ref.record for change in questions.close_site(ESTATE, "S")}
    assert closed == {Ref("group", "PC1"), Ref("group", "SV")}


def test_what_is_not_there_is_refused_with_what_is():
    with pytest.raises(Refusal) as refused:
        questions.extend(ESTATE, "tablet", 1)
    assert "pc" in str(refused.value.params["near"])
