"""No tree lies: take away an input that a renewal's reason names, or let it say something else, and the renewal is
another one. (Taken away alone is too strict: a group's own cycle may say what its policy says.)"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictlife.base.ref import Ref
from ictlife.fiscal.month import Month, add_months
from ictlife.fiscal.when import When
from ictlife.lifecycle.need import Need
from ictlife.lifecycle.project import project
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.model.product import Known
from ictlife.schedule.place import place
from ictlife.schedule.renewal import Renewal
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[2]


@cache
def city() -> Estate:
    return load(ROOT).estate


@cache
def renewals() -> tuple[Renewal, ...]:
    estate = city()
    return place(project(estate, estate.city.as_of)).renewals


def without(estate: Estate, ref: Ref) -> Estate:
    """The estate without a field, or without the record where the field must be there."""
    attribute = ATTRIBUTES[ref.kind]
    records = dict(getattr(estate, attribute))
    record = records[ref.id]
    field = type(record).model_fields.get(ref.field)
    if field is None or field.is_required() or getattr(record, ref.field) == field.default:
        del records[ref.id]
    else:
        records[ref.id] = record.model_copy(update={ref.field: field.default})
    return replace(estate, **{attribute: records})


def twins(estate: Estate, ref: Ref) -> list[Ref]:
    """The input and those of the same group that say the same: a tree names one of several equal ones."""
    record = estate.find(ref)
    group = getattr(record, "group", None)
    if not group or not ref.field:
        return [ref]
    value = getattr(record, ref.field)
    members = (*estate.assets_of.get(group, ()), *estate.software_of.get(group, ()))
    same = [each.ref(ref.field) for each in members if getattr(each, ref.field, None) == value]
    return same if ref in same else [ref, *same]


def otherwise(estate: Estate, ref: Ref) -> Estate | None:
    """The estate with the field saying something else; None for what has no other value to say."""
    attribute = ATTRIBUTES[ref.kind]
    records = dict(getattr(estate, attribute))
    value = _other(getattr(records[ref.id], ref.field)) if ref.field else None
    if value is None:
        return None
    records[ref.id] = records[ref.id].model_copy(update={ref.field: value})
    return replace(estate, **{attribute: records})


def _other(value: object) -> object:
    if isinstance(value, int):
        return value + 7
    if isinstance(value, When):
        return When.month(value.first_month + 7)
    if isinstance(value, Month):
        return value + 7
    if isinstance(value, Known):
        return Known(day=add_months(value.day, 7))
    return None


def said(need: Need) -> tuple[object, ...]:
    """What a tree explains: when it falls due, by what, how far it may move, each limit, and in which words.

    The words count too: where two products end in one month, the one that is named is the earlier.
    """
    words = tuple((step.code, repr(sorted(map(str, step.params.items())))) for step in need.reason.walk())
    return (need.due, need.driver, need.window, tuple(sorted(need.limits.items())), need.cycle_months, words)


def named(renewal: Renewal) -> list[Ref]:
    return [ref for ref in renewal.reason.inputs() if ref.kind in ATTRIBUTES]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_taking_away_an_input_that_a_reason_names_changes_what_it_explains(data):
    renewal = data.draw(st.sampled_from([each for each in renewals() if named(each)]))
    ref = data.draw(st.sampled_from(named(renewal)))
    before = said(renewal.need)
    gone = city()
    for twin in twins(city(), ref):
        gone = without(gone, twin)
    changed = [each for each in (gone, otherwise(city(), ref)) if each is not None]
    assert any(_said_of(renewal, estate) != before for estate in changed), f"{renewal.ref} names {ref} for nothing"


def _said_of(renewal: Renewal, estate: Estate) -> tuple[object, ...] | None:
    """What is said of the same renewal in another estate; None where there is none any more."""
    subject = renewal.need.subject.id
    alone = replace(estate, groups={key: group for key, group in estate.groups.items() if key == subject})
    needs = {need.cycle: need for need in project(alone, city().city.as_of).needs}
    need = needs.get(renewal.need.cycle)
    return said(need) if need else None


def test_every_renewal_names_an_input_or_an_earlier_renewal():
    assert all(renewal.reason.inputs() for renewal in renewals())
