"""The calendar of media that leave, in workbook and calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from icalendar import Calendar

from ictlife.base.ref import Ref
from ictlife.planning.disposal import Departure
from ictlife.reports.ics import render_ics
from ictlife.reports.views.departures import view_departures
from ictlife.reports.workbooks.renewal_plan import render_excel
from tests.unit.reports.demo import AS_OF, paper


def leaving(group: str, due: date, done: date | None = None) -> Departure:
    return Departure(Ref("group", group), Ref("renewal", f"{group}#1"), 48, True, due, None, done, None)


@pytest.fixture
def demo():
    made = paper()
    late = leaving("G-0001", date(AS_OF.year - 1, AS_OF.month, 1))
    far = leaving("G-0002", date(AS_OF.year + 9, 3, 31))
    return replace(made, assessment=replace(made.assessment, departures=(late, far)))


def test_an_open_one_past_its_day_is_late(demo):
    first, second = view_departures(demo)
    assert (first["late"] > 300, first["is_near"], second["late"], second["is_near"]) == (True, True, 0, False)


def test_one_that_is_done_is_not_late():
    made = paper()
    gone = leaving("G-0001", date(AS_OF.year - 1, 1, 31), done=date(AS_OF.year - 1, 3, 1))
    (row,) = view_departures(replace(made, assessment=replace(made.assessment, departures=(gone,))))
    assert (row["late"], row["is_open"]) == (0, False)


def test_the_papers_hold_them(demo):
    book = openpyxl.load_workbook(BytesIO(render_excel(demo)))
    assert "departure:G-0001" in [cell.value for cell in book["廃棄・返却予定"]["A"]]
    events = [str(each["UID"]) for each in Calendar.from_ical(render_ics(demo)).walk("VEVENT")]
    assert any("departure:G-0001" in uid for uid in events)
    assert not any("departure:G-0002" in uid for uid in events)
