"""Dropping a record never turns a rule green: what depends on its kind is not checked, the rest is unmoved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictlife.assess import assess
from ictlife.assessment import Status
from ictlife.base.ref import Ref
from ictlife.checks.registry import CHECKS
from ictlife.model.estate import ATTRIBUTES
from ictlife.workspace.rulebook import load_rulebook
from tests.golden.test_law_dates import TOWN
from tests.rules.cases import estate_of

BOOK = load_rulebook(None)[0]
ESTATE = estate_of(TOWN)
DAY = date(2026, 11, 23)
WHOLE = {each.code: each for each in assess(ESTATE, BOOK, DAY).results}


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(ATTRIBUTES)), min_size=1, max_size=4))
def test_a_dropped_record_turns_passes_into_not_checked(kinds):
    dropped = frozenset(Ref(kind, "lost") for kind in kinds)
    for each in assess(replace(ESTATE, dropped=dropped), BOOK, DAY).results:
        rule, whole = BOOK.rules[each.code], WHOLE[each.code]
        if not rule.check:
            continue
        reads_one = bool(kinds & set(CHECKS[rule.check].reads))
        if not reads_one or whole.status is Status.FAIL:
            assert each.status is whole.status
        elif whole.examined or each.status is not Status.NOT_APPLICABLE:
            assert each.status is Status.NOT_CHECKED
            assert any(text.endswith(":lost") for text in each.missing)


def test_no_rule_passes_by_looking_at_nothing():
    assert [code for code, each in WHOLE.items() if each.status is Status.PASS and not each.examined] == []
