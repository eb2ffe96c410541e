"""Which storage media leave by when（廃棄・返却の予定）."""

from __future__ import annotations

from datetime import date

from ictlife.planning.disposal import Departure
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row


def view_departures(paper: Paper) -> list[Row]:
    """Every group's media in order of day（廃棄・返却カレンダー）. `late` is in days; 0 where it is not late."""
    return [_departure(paper, each) for each in paper.assessment.departures]


def _departure(paper: Paper, each: Departure) -> Row:
    is_open = each.done_on is None
    return {
        "ref": f"departure:{each.group.id}",
        "renewal": str(each.renewal) if each.renewal else None,
        "subject": str(each.group),
        "name": paper.names(each.group),
        "media": each.media,
        "is_returned": each.is_returned,
        "due": each.due_on.isoformat(),
        "fiscal_year": each.fy.start_year,
        "planned": _iso(each.planned_on),
        "done": _iso(each.done_on),
        "certificate": _iso(each.certificate_on),
        "late": max(0, (paper.assessment.as_of - each.due_on).days) if is_open else 0,
        "is_open": is_open,
        "is_near": each.is_within(paper.assessment.as_of, paper.assessment.estate.city.warn_months),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
