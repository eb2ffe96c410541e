"""What hangs on the wall（壁掛け予定表）: gates, times without change and cut-overs of the coming months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.base.text import Lang
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.calendar import Blackout, YearlySpan
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.steps.gate import openings

MONTHS = 18
"""A year of budget and the half year in which it is carried out."""


def view_wall(paper: Paper, lang: Lang = "ja") -> list[Row]:
    """One row a month, from that of the as-of day: what is open or forbidden in it, and what goes into service."""
    first = Month.of(paper.assessment.as_of)
    entries = sorted(_entries(paper, lang, first), key=_order)
    return [
        {
            "month": str(month),
            "gates": [each for each in entries if each["kind"] == "gate" and _touches(each, month)],
            "blackouts": [each for each in entries if each["kind"] == "blackout" and _touches(each, month)],
            "elections": [each for each in entries if each["kind"] == "election" and _begins_in(each, month)],
            "cut_overs": _cut_overs(paper, month),
        }
        for month in (first + number for number in range(MONTHS))
    ]


def _order(entry: Row) -> tuple[str, ...]:
    return (entry["from"], entry["until"], entry["ref"])


def _begins_in(entry: Row, month: Month) -> bool:
    """Whether it begins in the month; `_entries` has none that began before the first."""
    return bool(entry["from"][:7] == str(month))


def _touches(entry: Row, month: Month) -> bool:
    return bool(entry["from"] <= month.last.isoformat() and entry["until"] >= month.first.isoformat())


def _entries(paper: Paper, lang: Lang, first: Month) -> Iterator[Row]:
    estate = paper.assessment.estate
    last = first + (MONTHS - 1)
    years = [FiscalYear(year) for year in range(first.fy.start_year - 1, last.fy.start_year + 1)]
    name = paper.named(lang)
    spans: list[tuple[str, str, str, date, date]] = []
    for gate in estate.gates.values():
        spans += [("gate", str(gate.ref()), name(gate.ref()), *each) for fy in years for each in openings(gate, fy)]
    for blackout in estate.blackouts.values():
        ref = blackout.ref()
        spans += [("blackout", str(ref), name(ref), *each) for fy in years for each in _forbidden(blackout, fy)]
    for election in estate.elections.values():
        spans.append(("election", str(election.ref()), election.name, election.day, election.day))
    for kind, address, said, begins, ends in spans:
        if begins <= last.last and ends >= first.first:
            begins = max(begins, first.first)
            yield {"kind": kind, "ref": address, "name": said, "from": begins.isoformat(), "until": ends.isoformat()}


def _forbidden(blackout: Blackout, fy: FiscalYear) -> Iterator[tuple[date, date]]:
    for once in blackout.once:
        if FiscalYear.of(once.from_on) == fy:
            yield once.from_on, once.until_on
    for span in blackout.yearly:
        yield _in_year(span, fy)


def _in_year(span: YearlySpan, fy: FiscalYear) -> tuple[date, date]:
    """The span that begins in the fiscal year; one that runs over 31 March ends in the next."""
    first, until = (_day(each, fy) for each in (span.from_md, span.until_md))
    return (first, until) if first <= until else (first, _day(span.until_md, fy + 1))


def _day(month_day: str, fy: FiscalYear) -> date:
    number = int(month_day[:2])
    month = Month(fy.start_year if number >= 4 else fy.start_year + 1, number)
    return date(month.year, number, min(int(month_day[3:]), month.last.day))


def _cut_overs(paper: Paper, month: Month) -> list[Row]:
    return [
        {
            "ref": str(renewal.ref),
            "name": paper.names(renewal.need.subject),
            "owner": _owner(paper, renewal.need.subject.id),
        }
        for renewal in sorted(paper.assessment.schedule.renewals, key=lambda each: str(each.ref))
        if renewal.in_service == month
    ]


def _owner(paper: Paper, group: str) -> str:
    found = paper.assessment.estate.groups.get(group)
    return (found.owner if found else None) or ""
