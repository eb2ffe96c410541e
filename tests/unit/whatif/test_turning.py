"""Inputs moved step by step, and the nearest step that turns a value."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.assessment import Rulebook
from ictlife.base.ref import Ref
from ictlife.model.product import Known
from ictlife.whatif.nudge import Ladder, World, ladders, movable, with_value
from ictlife.whatif.turning import first_turn, some_turn
from ictlife.workspace.rulebook import load_rulebook
from tests.unit.estates import estate

ESTATE = estate(
    group=[
        {"id": "PC", "name": "端末", "category": "pc", "planned_renewal_on": "令和8年2月", "cycle_months": "60",
         "acquisition": "lease", "is_priority": "yes", "note": "x"},
        {"id": "SV", "name": "サーバ", "category": "server", "planned_renewal_on": "令和8年度"},
    ],
    cap=[{"id": "C", "fiscal_year": "令和8年度", "amount": "100,000千円"}],
    product=[{"id": "os", "name": "OS", "end_of_security_support": "2027-01-31"}],
)  # fmt: skip
WORLD = World(ESTATE, load_rulebook(None)[0], date(2024, 10, 1))


@pytest.mark.parametrize(
    ("ref", "up", "down"),
    [
        ("group:PC.planned_renewal_on", "2026-03", "2026-01"),
        ("group:SV.planned_renewal_on", "FY2027", "FY2025"),
        ("group:PC.cycle_months", "61", "59"),
        ("cap:C.amount", "100001000", "99999000"),
        ("cap:C.fiscal_year", "2027", "2025"),
    ],
)
def test_an_input_moves_by_a_month_a_year_or_a_unit(ref, up, down):
    later, earlier = ladders(WORLD, Ref.parse(ref))
    assert (str(later.step(1)), str(earlier.step(1))) == (up, down)


def test_the_end_of_a_month_stays_in_its_month():
    later, _ = ladders(WORLD, Ref("product", "os", "end_of_security_support"))
    assert later.step(1) == Known(day=date(2027, 2, 28))


def test_a_choice_is_one_of_the_others_and_text_is_not_moved():
    assert [ladder.step(1) for ladder in ladders(WORLD, Ref("group", "PC", "is_priority"))] == [False]
    assert "cloud" in {ladder.step(1) for ladder in ladders(WORLD, Ref("group", "PC", "acquisition"))}
    assert list(ladders(WORLD, Ref("group", "PC", "note"))) == []
    assert list(ladders(WORLD, Ref("group", "NO", "note"))) == []


def test_of_a_record_dates_numbers_and_yes_or_no_are_moved():
    assert [ref.field for ref in movable(WORLD, Ref("group", "PC"))] == [
        "cycle_months", "is_priority", "planned_renewal_on",
    ]  # fmt: skip


def test_a_parameter_of_a_rule_is_moved_from_what_holds_on_the_day():
    more, less = ladders(WORLD, Ref("rule", "PLN008", "most_renewals"))
    assert (more.was, more.step(1), less.step(1)) == (15, 16, 14)
    changed = with_value(WORLD, more.ref, 16)
    assert changed.rulebook.rules["PLN008"].params["most_renewals"] == 16
    assert changed.estate is ESTATE


def test_one_input_is_another_and_nothing_else():
    changed = with_value(WORLD, Ref("group", "PC", "cycle_months"), 72).estate
    assert changed.groups["PC"].cycle_months == 72
    assert changed.groups["SV"] is ESTATE.groups["SV"]
    assert changed.caps is ESTATE.caps


def ladder(most: int = 100) -> Ladder:
    return Ladder(Ref("cap", "C", "amount"), 0, lambda count: count, most)


def test_the_least_step_is_the_first_that_turns():
    turn = first_turn(ladder(), lambda _, value: value >= 7, bool)
    assert turn
    assert (turn.near, turn.to, turn.is_least, turn.is_binding) == (6, 7, True, False)
    assert first_turn(ladder(5), lambda _, value: value >= 7, bool) is None


@pytest.mark.parametrize("edge", [1, 2, 3, 4, 5, 17, 63, 64, 65, 99, 100])
def test_strides_end_at_a_step_that_turns_where_the_one_before_does_not(edge):
    turn = some_turn(ladder(), lambda _, value: value >= edge, bool)
    assert turn
    assert (turn.near, turn.to) == (edge - 1, edge)
    assert turn.is_least == (edge == 1)


def test_what_turns_to_and_fro_is_never_called_the_least():
    turn = some_turn(ladder(), lambda _, value: value in (3, *range(20, 101)), bool)
    assert turn
    assert not turn.is_least
    assert turn.to == 20


def test_nothing_is_said_of_an_empty_world():
    nothing = World(estate(), Rulebook(), date(2024, 10, 1))
    assert list(ladders(nothing, Ref("rule", "PLN008", "most_renewals"))) == []
    assert movable(nothing, Ref("group", "PC")) == ()
