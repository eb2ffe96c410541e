"""What differs between two papers, as plain tables（比較表）. The name of each table is its key."""

from __future__ import annotations

from collections.abc import Callable

from ictlife.base.ref import Ref
from ictlife.budget.difference import Change
from ictlife.budget.row import CommitmentRow
from ictlife.compare.difference import (
    CommitmentChange,
    Differences,
    FindingChange,
    InputChange,
    Move,
    RecoveryChange,
    Spending,
)
from ictlife.continuity.recovery import Recovery
from ictlife.fiscal.month import Month
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row, plain
from ictlife.reports.words import Words

Name = Callable[[Ref], str]

TABLES = ("moves", "years", "lines", "commitments", "findings", "recoveries", "inputs")
"""In the order in which a negotiation asks: dates, money, what is bound, what is found, and why."""


def view_differences(found: Differences, before: Paper, after: Paper, words: Words) -> dict[str, list[Row]]:
    """Every table of the comparison, with sentences for findings in the language of `words`."""
    name = _names(before, after)
    return {
        "moves": [_move(move, name) for move in found.moves],
        "years": [_year(year) for year in _changed_years(found)],
        "lines": [row for spending in found.spending for row in _spending(spending, name)],
        "commitments": [_commitment(each) for each in found.commitments],
        "findings": [_finding(each, name, before, after, words) for each in found.findings],
        "recoveries": [_recovery(each, name) for each in found.recoveries],
        "inputs": [_input(each, name, before, after) for each in found.inputs],
    }


def view_overview(name: str, found: Differences) -> Row:
    """One comparison in a line: moves, money in all and in the year that changes most, findings, verdicts."""
    years = [year.change for year in found.money.years]
    return {
        "name": name,
        "moved": len(found.moves),
        "total_yen": sum(years),
        "most_yen": max(years, key=abs, default=0),
        "new": sum(1 for each in found.findings if each.before is None),
        "gone": sum(1 for each in found.findings if each.after is None),
        "verdicts": len(found.recoveries),
        "edits": len(found.inputs),
    }


def _move(move: Move, name: Name) -> Row:
    return {
        "ref": str(move.renewal),
        "name": name(move.subject),
        "before": _month(move.before),
        "after": _month(move.after),
        "months": move.after - move.before if move.before and move.after else None,
        "causes": [str(ref) for ref in move.causes],
    }


def _year(year: Change) -> Row:
    return {
        "fiscal_year": year.fy.start_year,
        "before_yen": year.before,
        "after_yen": year.after,
        "change_yen": year.change,
    }


def _spending(spending: Spending, name: Name) -> list[Row]:
    line = spending.line
    about = {
        "ref": str(line.contract),
        "name": name(line.contract),
        "kind": line.kind.value,
        "heading": line.heading,
        "funding": line.funding,
    }
    causes = {"causes": [str(ref) for ref in spending.causes]}
    return [about | _year(year) | causes for year in line.years if year.change]


def _commitment(each: CommitmentChange) -> Row:
    return {
        "ref": str(each.contract),
        "name": each.either.name,
        "before_yen": each.before.limit if each.before else None,
        "after_yen": each.after.limit if each.after else None,
        "before": _years(each.before),
        "after": _years(each.after),
        "causes": [str(ref) for ref in each.causes],
    }


def _recovery(each: RecoveryChange, name: Name) -> Row:
    return {
        "ref": str(each.service),
        "name": name(each.service),
        "hazard": name(each.hazard),
        "phase": each.phase,
        "from_on": each.from_on.isoformat(),
        "until_on": each.until_on.isoformat() if each.until_on else None,
        **_side("before", each.before),
        **_side("after", each.after),
        "causes": [str(ref) for ref in each.causes],
    }


def _input(change: InputChange, name: Name, before: Paper, after: Paper) -> Row:
    return {
        "ref": str(change.ref),
        "name": name(change.ref),
        "before": _value(change.before, change.ref),
        "after": _value(change.after, change.ref),
        "why": after.why(change.ref) or before.why(change.ref) or None,
        "place": str(after.origin(change.ref) or before.origin(change.ref) or ""),
    }


def _changed_years(found: Differences) -> list[Change]:
    """From the first year that changes until the last: a supplementary budget shows those between as well."""
    changed = [year.fy for year in found.money.years if year.change]
    return [year for year in found.money.years if changed and changed[0] <= year.fy <= changed[-1]]


def _names(before: Paper, after: Paper) -> Name:
    """The name on the later side; of what is gone, the name it had."""

    def name(ref: Ref) -> str:
        said = after.names(ref)
        return said if said != ref.id else before.names(ref)

    return name


def _month(month: Month | None) -> str | None:
    return str(month) if month else None


def _years(row: CommitmentRow | None) -> str | None:
    return f"{row.first_year}-{row.last_year}" if row else None


def _side(name: str, each: Recovery | None) -> Row:
    """Verdict and hours of one side; null hours are not known, unless it never comes back, or all is lost."""
    return {
        name: each.verdict.value if each else None,
        f"{name}_rto_h": each.rto_achievable_h if each else None,
        f"{name}_rto_at_least_h": each.rto_at_least_h if each else None,
        f"{name}_is_never": each.is_never if each else None,
        f"{name}_rpo_h": each.rpo_achievable_h if each else None,
        f"{name}_rpo_at_least_h": each.rpo_at_least_h if each else None,
        f"{name}_loses_all": each.loses_all if each else None,
    }


def _value(value: object, ref: Ref) -> object:
    """A field's value; of a whole record that is only on one side, that it is there."""
    if value is None:
        return None
    return plain(value) if ref.field else "record"


def _finding(each: FindingChange, name: Name, before: Paper, after: Paper, words: Words) -> Row:
    either = each.either
    paper = after if each.after else before
    return {
        "state": "new" if each.before is None else "gone" if each.after is None else "changed",
        "code": each.code,
        "severity": either.severity.value,
        "ref": str(each.subject),
        "name": name(each.subject),
        "message": words.finding(either, paper.rulebook),
        "message_before": words.finding(each.before, before.rulebook) if each.before and each.after else None,
        "causes": [str(ref) for ref in each.causes],
    }
