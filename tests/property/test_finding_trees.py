"""No tree of a finding, a sum, or a figure of the page lies: take away an input that it names, or let it say something
else, and what is found, or what is said of it, is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ictlife.assess import Stages
from ictlife.assessment import Assessment, Rulebook
from ictlife.base.finding import Finding
from ictlife.base.reason import Reason, completed
from ictlife.base.ref import Ref
from ictlife.budget.explain import bound_reason, sum_reason
from ictlife.checks.because import Because
from ictlife.checks.run import findings_of
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.reports.grounds.grounds import grounds_of
from ictlife.reports.paper import Manifest, Paper
from ictlife.reports.words import Words
from ictlife.workspace.rulebook import load_rulebook
from tests.property.test_more_reason_trees import changed, words
from tests.property.test_reason_trees import city

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
World = tuple[Estate, Rulebook]
Look = Callable[[World], object]


@cache
def rules() -> Rulebook:
    return load_rulebook(None)[0]


@cache
def whole() -> Assessment:
    return stages((city(), rules())).assessment()


def stages(world: World) -> Stages:
    return Stages(*world, city().city.as_of)


def worlds(ref: Ref) -> Iterator[World]:
    """The city without the input, and with it saying something else; of a rule's parameter, without that."""
    if ref.kind == "rule":
        rule = rules().rules[ref.id]
        kept = {name: value for name, value in rule.params.items() if name != ref.field}
        less = replace(rules(), rules={**rules().rules, rule.id: rule.model_copy(update={"params": kept})})
        yield city(), less
    else:
        yield from ((estate, rules()) for estate in changed(ref))


def complete(reason: Reason, found: Assessment) -> Reason:
    return completed(reason, {each.ref: each.reason for each in found.schedule.renewals})


def holds(reason: Reason, look: Look, data: st.DataObject) -> None:
    inputs = [ref for ref in complete(reason, whole()).inputs() if ref.kind in ATTRIBUTES or ref.kind == "rule"]
    assert inputs, "the tree names no input"
    ref = data.draw(st.sampled_from(inputs))
    now = look((city(), rules()))
    assert any(look(world) != now for world in worlds(ref)), f"{ref} is named for nothing"


def finding_in(world: World, like: Finding) -> object:
    """The same finding elsewhere, with all that is said of it; None where it is gone."""
    there = cast(Assessment, stages(world))
    judged = findings_of(world[1].rules[like.code], there)
    found = next((each for each in judged if each.fingerprint == like.fingerprint), None)
    return found and (str(found.params), words(complete(Because(there).finding(found), there)))


def codes() -> list[str]:
    return sorted({each.code for each in whole().findings})


@FEW
@given(st.data())
def test_of_a_finding(data):
    code = data.draw(st.sampled_from(codes()))
    finding = data.draw(st.sampled_from([each for each in whole().findings if each.code == code]))
    holds(Because(whole()).finding(finding), lambda world: finding_in(world, finding), data)


def test_a_finding_leads_to_all_that_it_follows_from():
    """What the sentence speaks of is in the tree: the renewal that is late, the support that ends, the full year."""
    because = Because(whole())
    speaks = {
        "SEC002": {"product", "asset|software", "renewal_named"},
        "PLN001": {"renewal_named", "plan"},
        "PRC001": {"renewal_named", "step_named", "gate|lead_time"},
        "BUD024": {"sum_under_cap", "cap", "group"},
        "BCP003": {"recovery_named", "strategy"},
        "BCP027": {"recovery_named", "contract"},
        "PLN008": {"renewal_named", "rule"},
        "PLN009": {"renewal_named", "external_cycle"},
    }
    for code, wanted in speaks.items():
        finding = next(each for each in whole().findings if each.code == code)
        tree = complete(because.finding(finding), whole())
        there = {step.code for step in tree.walk()} | {ref.kind for ref in tree.inputs()}
        assert all(there & set(each.split("|")) for each in wanted), (code, wanted - there)


def test_money_outside_the_years_of_its_source_leads_to_the_money_and_the_source():
    source = city().fundings["FD-STD"]
    ended = source.model_copy(update={"last_year": FiscalYear(2023)})
    found = stages((replace(city(), fundings={**city().fundings, source.id: ended}), rules())).assessment()
    finding = next(each for each in found.findings if each.code == "BUD004")
    tree = complete(Because(found).finding(finding), found)
    assert {"amount_named"} <= {step.code for step in tree.walk()}
    assert {"funding", "group"} <= {ref.kind for ref in tree.inputs()}


def test_every_tree_ends_in_inputs_never_in_what_was_computed():
    for finding in whole().findings:
        tree = complete(Because(whole()).finding(finding), whole())
        ends = [ref for step in tree.walk() if not step.because for ref in step.rests_on]
        assert all(ref.kind in ATTRIBUTES or ref.kind == "rule" for ref in ends), finding.code


@settings(FEW, max_examples=6)
@given(st.data())
def test_of_what_fills_a_cap(data):
    cap = data.draw(st.sampled_from([each for each in Because(whole()).under_cap.values() if each.shares]))

    def look(world: World) -> object:
        there = cast(Assessment, stages(world))
        under = Because(there).under_cap.get(cap.cap.id)
        return under and words(complete(Because(there).cap(under), there))

    holds(Because(whole()).cap(cap), look, data)


@settings(FEW, max_examples=6)
@given(st.data())
def test_of_what_later_years_are_bound_to(data):
    row = data.draw(st.sampled_from([each for each in whole().budget.commitments if each.lines or each.is_stated]))

    def look(world: World) -> object:
        there = cast(Assessment, stages(world))
        same = (each for each in there.budget.commitments if (each.ref, each.name) == (row.ref, row.name))
        return [words(complete(bound_reason(each), there)) for each in same]

    holds(bound_reason(row), look, data)


def test_the_parts_of_a_year_add_up_to_it():
    budget = whole().budget
    for fy, total in budget.by_year.items():
        reason = sum_reason("sum_of_year", [row for row in budget.rows if row.fy == fy], fy=fy)
        assert reason.params["yen"] == total == sum(cast(int, part.params["yen"]) for part in reason.because)


def paper(world: World) -> Paper:
    return Paper(cast(Assessment, stages(world)), (), Manifest("0", city().city.as_of))


@cache
def figures() -> Mapping[str, Reason]:
    return {address: reason for address, (_, _, reason) in grounds_of(paper((city(), rules())), said()).items()}


def said() -> Words:
    return Words("ja")


FIGURES = (
    *("product", "contract", "asset", "measure", "restart", "period", "next_period", "support", "single_point"),
    *("recovery", "plan_milestone", "plan", "plans", "initiative", "goal", "remedy", "waiver"),
)  # fmt: skip
"""Kinds of figures whose trees name inputs; counts of verdicts, rules and laws name what is counted."""


@pytest.mark.parametrize("kind", FIGURES)
@settings(FEW, max_examples=2)
@given(data=st.data())
def test_of_a_figure_of_the_page(kind, data):
    address = data.draw(st.sampled_from([each for each in figures() if each.partition(":")[0] == kind]))

    def look(world: World) -> object:
        made = paper(world)
        there = grounds_of(made, said()).get(address)
        return there and (there[1], words(complete(there[2], made.assessment)))

    holds(figures()[address], look, data)
