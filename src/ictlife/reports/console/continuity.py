"""Continuity as plain text（端末への表示）: the matrix, what is missed, what is not known."""

from __future__ import annotations

from collections import Counter
from string import ascii_uppercase

from ictlife.base.ref import Ref
from ictlife.continuity.known import Hours
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.continuity.tables import Matrix, matrix
from ictlife.reports.console.aligned import aligned
from ictlife.reports.paper import Paper
from ictlife.reports.tables.courses import courses_of, told
from ictlife.reports.words import Words


def continuity_lines(paper: Paper, words: Words) -> list[str]:
    """Services × scenarios as of the day; what decides each miss; the facts that would settle the rest."""
    found = matrix(paper.assessment.continuity, paper.assessment.as_of)
    if not found.rows:
        return [words("continuity.empty")]
    verdicts = Counter(cell.verdict for row in found.rows for cell in row.cells if cell)
    counts = {verdict.value: verdicts[verdict] for verdict in Verdict}
    return [
        f"{words('paper.as_of', day=paper.assessment.as_of)}  {words('bcp.counts', **counts)}",
        "",
        *_matrix(found, paper, words),
        *_missed(found, words),
        *_unknown(found, words),
        *_changing(paper, words),
        "",
        words("bcp.more"),
    ]


def _matrix(found: Matrix, paper: Paper, words: Words) -> list[str]:
    """A letter for each scenario, a sign for each verdict; services in order of priority."""
    services = paper.assessment.estate.services
    letters = [_letter(place) for place in range(len(found.scenarios))]
    rows = []
    for row in found.rows:
        service = services.get(row.service.id)
        signs = [words.of("bcp.glyph", cell.verdict.value) if cell else "–" for cell in row.cells]
        priority = words.number(service.priority) if service and service.priority is not None else ""
        target = _hours(words, service.rto_h if service else None)
        rows.append((priority, row.service.id, words.value(row.service), target, *signs))
    rows.sort(key=lambda row: (not row[0], row[0].zfill(9), row[1]))
    head = (words("bcp.priority"), words("column.ref"), words("column.service"), words("column.rto_target"), *letters)
    legend = [f"{letter}  {words.value(each)}" for letter, each in zip(letters, found.scenarios, strict=True)]
    return [*legend, "", *aligned(head, rows, right=(0, 3))]


def _letter(place: int) -> str:
    """A, B, … Z, A2, B2, …"""
    more = place // len(ascii_uppercase)
    return ascii_uppercase[place % len(ascii_uppercase)] + (str(more + 1) if more else "")


def _missed(found: Matrix, words: Words) -> list[str]:
    missed = [cell for row in found.rows for cell in row.cells if cell and cell.verdict is Verdict.MISSED]
    if not missed:
        return []
    rows = [
        (words.value(each.service), words.value(each.scenario), _reached(words, each), _decider(words, each))
        for each in missed
    ]
    head = (words("column.service"), words("bcp.column.scenario"), words("bcp.back"), words("bcp.decided_by"))
    return ["", words("bcp.missed_now"), *aligned(head, rows)]


def _reached(words: Words, each: Recovery) -> str:
    if each.is_never:
        return words("bcp.never")
    back, target = each.rto_achievable_h or each.rto_at_least_h, each.rto_target_h
    if back is not None and target is not None and back > target:
        part = _hours(words, each.rto_achievable_h, each.rto_at_least_h)
        return words("of", part=part, whole=_hours(words, target))
    if each.level < each.level_target:
        return words("bcp.level", level=each.level, target=each.level_target)
    if each.loses_all:
        return words("bcp.no_data")
    age = _hours(words, each.rpo_achievable_h, each.rpo_at_least_h)
    return words("bcp.data", age=age, target=_hours(words, each.rpo_target_h))


def _decider(words: Words, each: Recovery) -> str:
    path: tuple[Ref, ...] = each.path[1:] or each.path
    return words("bcp.then").join(words.value(ref) for ref in path)


def _unknown(found: Matrix, words: Words) -> list[str]:
    missing = Counter(
        cell.missing for row in found.rows for cell in row.cells if cell and cell.verdict is Verdict.UNKNOWN
    )
    rows = [
        (words.number(count), words.value(fact), str(fact))
        for fact, count in sorted(missing.items(), key=lambda each: (-each[1], str(each[0])))
        if fact is not None
    ]
    return ["", words("bcp.settle"), *aligned((), rows, right=(0,))] if rows else []


def _changing(paper: Paper, words: Words) -> list[str]:
    changing = [each for each in courses_of(paper) if len(each) > 1]
    if not changing:
        return []
    lines = ["", words("bcp.lost_later")]
    for each in sorted(changing, key=lambda each: (each[1].from_on, each[0].service, each[0].scenario)):
        first = each[0]
        named = [words.value(first.service), words.value(first.scenario), first.phase]
        lines.append(f"{words('list_mark').join(name for name in named if name)}: {told(paper, words, each)}")
    return lines


def _hours(words: Words, hours: float | None, at_least: float | None = None) -> str:
    if hours is None and at_least is not None:
        return words("hours_at_least", hours=Hours(at_least))
    return words("unknown") if hours is None else words("unit.hours", count=hours)
