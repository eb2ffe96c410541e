"""The formula of a rule's status, and how findings are graded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ictlife.assessment import Rulebook, Status
from ictlife.base.finding import Finding, Severity
from ictlife.base.ref import Ref
from ictlife.checks import run as engine
from ictlife.checks.look import Looked, check
from ictlife.checks.run import run
from ictlife.model.rule import Rule
from tests.rules.cases import assessed, estate_of

DAY = date(2026, 4, 1)
WORDS = {"ja": "。", "en": "."}


@check(reads=("site",), params=("most",), says=("name",))
def named_sites(found, *, most=0):
    for site in found.estate.sites.values():
        yield Looked(site.ref(), {"name": site.name} if len(site.name) > most else None, is_lesser=site.id == "LOW")


@check(reads=("site",), says=())
def unknown_sites(found):
    for site in found.estate.sites.values():
        yield Looked(site.ref(), is_unknown=True)


@check(reads=("site",), says=(), is_manual=True)
def attested(found):
    yield Looked(Ref("site", "S1"))


@check(reads=("site",), says=())
def broken(found):
    raise KeyError("x")
    yield


@pytest.fixture(autouse=True)
def _checks(monkeypatch):
    monkeypatch.setattr(
        engine, "CHECKS", {each.name: each for each in (named_sites, unknown_sites, attested, broken)}
    )


def rule(**fields):
    given = {"id": "LOC001", "name": "x", "check": "named_sites", "severity": "error"}
    return Rule.model_validate({**given, "title": WORDS, "message": WORDS, "hint": WORDS, **fields})


def result(given, **fields):
    found = assessed(estate_of(given), DAY)
    return run(Rulebook({"LOC001": rule(**fields)}), found)[0]


SITES = {"sites": [{"id": "S1", "name": "本庁舎"}, {"id": "LOW", "name": "分庁舎"}]}


def test_a_finding_fails_the_rule():
    assert (result(SITES).status, result(SITES).examined) == (Status.FAIL, 2)


def test_nothing_to_examine_is_not_a_pass():
    assert result({}).status is Status.NOT_APPLICABLE


def test_all_well_is_a_pass_with_a_count():
    kept = result(SITES, params={"most": 9})
    assert (kept.status, kept.examined, kept.findings) == (Status.PASS, 2, ())


def test_a_dropped_record_of_a_kind_it_reads_is_not_checked():
    kept = result({**SITES, "dropped": ["site:S9"]}, params={"most": 9})
    assert (kept.status, kept.missing) == (Status.NOT_CHECKED, ("site:S9",))


def test_a_dropped_record_of_another_kind_changes_nothing():
    assert result({**SITES, "dropped": ["plan:P9"]}, params={"most": 9}).status is Status.PASS


def test_unknown_facts_are_never_a_pass():
    assert result(SITES, check="unknown_sites").status is Status.NOT_CHECKED


def test_what_rests_on_a_statement_is_manual():
    assert result({}, check="attested").status is Status.MANUAL


@pytest.mark.parametrize(
    ("from_on", "until_on", "status"),
    [
        ("2026-04-01", None, Status.FAIL),
        ("2026-04-02", None, Status.NOT_APPLICABLE),
        (None, "2026-04-01", Status.FAIL),
        (None, "2026-03-31", Status.NOT_APPLICABLE),
    ],
)
def test_a_rule_speaks_only_while_in_force(from_on, until_on, status):
    assert result(SITES, in_force_from=from_on, in_force_until=until_on).status is status


def test_a_parameter_is_taken_at_the_as_of_date():
    steps = {date(2020, 4, 1): 0, date(2026, 4, 1): 9}
    assert result(SITES, params={"most": steps}).status is Status.PASS


def test_a_rule_whose_parameter_has_no_value_yet_is_not_applicable():
    assert result(SITES, params={"most": {date(2027, 4, 1): 0}}).status is Status.NOT_APPLICABLE


def test_a_rule_for_another_kind_of_body_is_not_applicable():
    assert result(SITES, body_types=["prefecture"]).status is Status.NOT_APPLICABLE


def test_a_rule_that_is_off_is_not_applicable():
    assert result(SITES, is_off=True).status is Status.NOT_APPLICABLE


def test_the_lesser_case_has_the_lesser_severity():
    grades = {each.subject.id: each.severity for each in result(SITES, lesser="info").findings}
    assert grades == {"S1": Severity.ERROR, "LOW": Severity.INFO}


def test_a_check_that_stops_is_a_finding_and_not_a_pass():
    found = assessed(estate_of(SITES), DAY)
    results = {each.code: each for each in run(Rulebook({"LOC001": rule(check="broken")}), found)}
    assert results["LOC001"].status is Status.NOT_CHECKED
    assert [each.params["check"] for each in results["RUL020"].findings] == ["broken"]


def test_findings_of_the_engines_are_graded_by_the_rule_of_their_code():
    found = assessed(estate_of(SITES), DAY)
    raised = replace(found.budget, findings=(Finding("BUD099", Ref("cap", "R8")),))
    engine_rule = rule(id="BUD099", check=None, raised_by="budget", severity="info")
    graded = run(Rulebook({"BUD099": engine_rule}), replace(found, budget=raised))[0]
    assert (graded.status, graded.findings[0].severity) == (Status.FAIL, Severity.INFO)


def test_a_code_outside_the_rulebook_is_still_shown():
    found = assessed(estate_of(SITES), DAY)
    raised = replace(found.budget, findings=(Finding("BUD099", Ref("cap", "R8")),))
    assert [each.code for each in run(Rulebook({}), replace(found, budget=raised))] == ["BUD099"]


def test_a_rule_raised_by_reading_has_no_result_here():
    assert run(Rulebook({"INP001": rule(id="INP001", check=None, raised_by="reading")}), assessed(estate_of({}), DAY)) == ()
