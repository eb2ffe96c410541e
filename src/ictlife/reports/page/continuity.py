"""What the section on continuity of the page shows（業務継続の表示）: figures and tables of the ICT-BCP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ictlife.base.ref import Ref
from ictlife.continuity.figures import Bar, layout
from ictlife.continuity.tables import Stretch
from ictlife.reports.grounds.counted import recovery_address
from ictlife.reports.grounds.grounds import BARS, restart_address
from ictlife.reports.grounds.judged import held_on, remedy_address
from ictlife.reports.page.dependency import dependency_figure, limited
from ictlife.reports.page.recovery_strip import HourAxis, said_bar, verdict_strip
from ictlife.reports.page.strip import Axis
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import continuity_tables, measure_name
from ictlife.reports.tables.courses import courses_of, told
from ictlife.reports.tables.said import SaidTable
from ictlife.reports.views.continuity import view_continuity, view_remedies
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

LONGEST = 200
"""Rows of a table on the page; all of them stand in the workbook."""
_LAST = 10**6
_SHOWN_ABOVE = ("remedies", "single_points")
"""Tables of the workbook that the page shows before the forms, with more to open."""


def continuity_page(paper: Paper, words: Words, axis: Axis, knows: Callable[[str], bool]) -> Row:
    """What is lost when and what helps, restart orders, dependency view, attainability and forms.

    Empty where there are no services.
    """
    estate = paper.assessment.estate
    if not estate.services:
        return {}
    hours = HourAxis(words)
    restarts = [_restart(paper, words, hours, scenario, knows) for scenario in paper.restarts]
    if restarts:
        max(restarts, key=lambda each: int(each["total"]))["is_open"] = True
    courses, tables = courses_of(paper), continuity_tables(paper, words)
    changing = [each for each in courses if len(each) > 1]
    changing.sort(key=lambda each: (each[1].from_on, each[0].service, each[0].scenario, each[0].phase))
    points = frozenset(each.node for each in paper.assessment.continuity.single_points)
    whole = layout(paper.course, points)
    ranked = sorted(estate.services.values(), key=lambda each: (each.priority or _LAST, each.id))
    shown = limited(whole, [each.ref() for each in ranked])
    return {
        "hours": hours,
        "restarts": restarts,
        "figure": dependency_figure(paper, words, shown),
        "boxes": (len(shown.boxes), len(whole.boxes)),
        "courses": [_course(paper, words, axis, each) for each in changing[:LONGEST]],
        "changing": len(changing),
        "steady": len(courses) - len(changing),
        "lapses": _lapses(paper),
        "remedies": _remedies(paper, words),
        "single_points": _single_points(paper),
        "forms": [
            _cut(table.on_page).leading(knows) for table in tables if table.rows and table.key not in _SHOWN_ABOVE
        ],
        "lengths": {table.key: len(table.rows) for table in tables if table.key not in _SHOWN_ABOVE},
        "longest": LONGEST,
    }


def _cut(table: SaidTable) -> SaidTable:
    return replace(table, rows=table.rows[:LONGEST], refs=table.refs[:LONGEST])


def _lapses(paper: Paper) -> list[Row]:
    """Targets that will be lost; each day and verdict with the address of the recovery that it speaks of."""
    rows: list[Row] = view_continuity(paper)["lapses"]
    for row in rows:
        lost = date.fromisoformat(row["met_until"])
        links = {"met_until": lost, "status": lost + timedelta(days=1)}
        if row["restored_on"]:
            links["restored_on"] = date.fromisoformat(row["restored_on"])
        held = {key: held_on(paper, row["ref"], row["scenario"], row["phase"], day) for key, day in links.items()}
        row["links"] = {key: recovery_address(paper, each) for key, each in held.items() if each}
    return rows


def _remedies(paper: Paper, words: Words) -> list[Row]:
    rows = view_remedies(paper)
    for row in rows:
        row["measure"] = measure_name(Ref.parse(row["measure_ref"]), words)
        row["links"] = dict.fromkeys(("measure", "rto_h", "rpo_h"), remedy_address(row)) | {"cost_yen": row["cost_ref"]}
    return rows


def _single_points(paper: Paper) -> list[Row]:
    rows = view_continuity(paper)["single_points"][:LONGEST]
    return [row | {"links": {"takes_down": f"single_point:{row['ref']}"}} for row in rows]


def _restart(paper: Paper, words: Words, hours: HourAxis, scenario: Ref, knows: Callable[[str], bool]) -> Row:
    """The restart order in one scenario: what stops, first back first（復旧順序）."""
    estate = paper.assessment.estate
    bars = paper.restarts[scenario]
    rows = []
    for bar in bars[:BARS]:
        service = estate.services.get(bar.node.id) if bar.node.kind == "service" else None
        target = service.rto_h if service else None
        rows.append(
            {
                "ref": str(bar.node),
                "name": words.value(bar.node),
                "is_service": service is not None,
                "why": next(filter(knows, (restart_address(bar, scenario), str(bar.node))), ""),
                "priority": bar.priority,
                "means": words.of("means", bar.means or "waits") if bar.ends_h is not None else "",
                "back": _back(bar, words),
                "is_late": target is not None and (bar.is_never or (bar.ends_h or 0) > target),
                "strip": hours.strip(bar, target),
            }
        )
    gone = [bar for bar in bars if bar.ends_h is None]
    never = sum(bar.is_never for bar in gone)
    return {
        "name": words.value(scenario),
        "rows": rows,
        "is_open": False,
        "total": len(bars),
        "count": words("bcp.restart_count", struck=len(bars), never=never, unknown=len(gone) - never),
    }


def _back(bar: Bar, words: Words) -> str:
    return said_bar(bar, words) if bar.ends_h is None else words("bcp.after", hours=round(bar.ends_h, 1))


def _course(paper: Paper, words: Words, axis: Axis, stretches: tuple[Stretch, ...]) -> Row:
    first = stretches[0]
    return {
        "ref": str(first.service),
        "name": words.value(first.service),
        "phase": first.phase,
        "hazard": words.value(first.scenario),
        "text": told(paper, words, stretches),
        "strip": verdict_strip(axis, words, stretches),
    }
