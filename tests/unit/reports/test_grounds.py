"""Figures that were read, or stand in a chart, have reasons of their own: which link leads where, and what it says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ictlife.base.ref import Ref
from ictlife.base.text import LANGS
from ictlife.prepare import prepare
from ictlife.reports.grounds.grounds import grounds_of
from ictlife.reports.page.report import render_html
from ictlife.reports.paper import Paper
from ictlife.reports.views.support import view_support
from ictlife.reports.words import Words
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[3]


@cache
def sample() -> Paper:
    loaded = load(ROOT)
    assert loaded.estate.city.as_of
    return prepare(loaded, loaded.estate.city.as_of, is_optimised=False)


@pytest.mark.parametrize("lang", LANGS)
def test_every_step_of_every_reason_has_its_phrase(lang):
    words = Words(lang, sample().named(lang))
    for _, _, reason in grounds_of(sample(), words).values():
        for step in reason.walk():
            assert words.has(f"reason.{step.code}"), step.code


def test_each_kind_of_figure_has_reasons_and_the_page_leads_to_all_of_them():
    linked = set(re.findall(r'href="#([^"]+)"', render_html(sample()).decode()))
    grounds = grounds_of(sample(), Words("ja", sample().names))
    kinds = {address.partition(":")[0] for address in grounds}
    assert kinds >= {"product", "contract", "asset", "measure", "restart", "period", "support", "plan", "verdicts", "remedy"}
    linked |= {str(ref) for _, _, reason in grounds.values() for ref in reason.inputs()}
    # A verdict to come is a place to be led to by its address; a law may lie outside every plan.
    assert {each for each in grounds if each.partition(":")[0] not in ("recovery", "authority")} <= linked


def test_every_end_of_support_that_is_known_says_the_field_it_was_read_from():
    paper = sample()
    grounds = grounds_of(paper, Words("ja", paper.names))
    ends = [end for row in view_support(paper) for end in row["ends"] if end["day"]]
    assert ends
    for end in ends:
        read = Ref.parse(end["told_by"])
        value = getattr(paper.assessment.estate.find(read.record), read.field)
        day = getattr(value, "last", None) or value.day
        assert day.isoformat() == end["day"]
        assert grounds[end["told_by"]][2].rests_on == (read,)


def test_what_something_waited_for_is_back_no_later_than_itself():
    paper = sample()
    bars = [bar for restart in paper.restarts.values() for bar in restart]
    for bar in bars:
        assert (bar.reason is None) == (bar.ends_h is None)
        if bar.reason is not None:
            hours = [float(step.params["hours"]) for step in bar.reason.because]  # type: ignore[arg-type]
            assert hours == sorted(hours, reverse=True)
            assert hours[0] == pytest.approx(bar.ends_h, abs=0.01)


def test_years_and_scores_of_a_candidate_period_are_those_of_the_table():
    paper = sample()
    grounds = grounds_of(paper, Words("ja", paper.names))
    for period in paper.assessment.plan_periods.candidates:
        reason = grounds[f"period:{period.years.first.start_year}-{period.years.until.start_year}"][2]
        counts = {code: [step.params["count"] for step in reason.because if step.code == code] for code in ("period_year", "period_score")}
        assert counts["period_year"] == list(period.by_year)
        assert counts["period_score"] == list(period.scores)
