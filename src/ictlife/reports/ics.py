"""Milestones as a calendar（工程カレンダー）, RFC 5545: UID from the Ref, DTSTAMP from the as-of day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from ictlife.base.text import Lang
from ictlife.reports.paper import Paper
from ictlife.reports.plan_tables import title_of
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_ALARM_BEFORE = timedelta(days=14)
"""Two weeks: time enough to put a paper before a section chief."""


def render_ics(paper: Paper, lang: Lang = "ja") -> bytes:
    """All open steps from the as-of day on and those that are late; whole days, no time zone."""
    words = Words(lang, paper.named(lang))
    stamp = datetime.combine(paper.manifest.as_of, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//ictlife//{paper.manifest.version}//JA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", words("paper.milestones_of", city=_city(paper, lang)))
    for row in (*view_milestones(paper), *_makings(paper, words)):
        if row["is_open"]:
            calendar.add_component(_event(row, words, stamp))
    return bytes(calendar.to_ical())


def _makings(paper: Paper, words: Words) -> Iterator[Row]:
    """The steps of making plans, as rows of milestones（策定工程）."""
    for making in paper.assessment.planning.makings:
        for step in making.steps:
            yield {
                "ref": str(step.ref),
                "name": words("planning.next_of", plan=step.plan),
                "step": title_of(step).in_lang(words.lang),
                "starts": step.starts_on.isoformat(),
                "due": step.due_on.isoformat(),
                "is_open": step.done_on is None,
                "late": step.late_days,
            }


def _city(paper: Paper, lang: Lang) -> str:
    city = paper.assessment.estate.city
    return city.name if lang == "ja" else city.name_en or city.name


def _event(row: Row, words: Words, stamp: datetime) -> Event:
    due = date.fromisoformat(row["due"])
    step, name = words.of("step", row["step"]), _clean(row["name"])
    event = Event()
    event.add("uid", f"{row['ref']}@ictlife")
    event.add("dtstamp", stamp)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", words("ics.summary", step=step, name=name))
    said = (
        words("ics.late", days=row["late"]) if row["late"] else words("ics.from", day=date.fromisoformat(row["starts"]))
    )
    event.add("description", f"{said}\n{row['ref']}")
    event.add("categories", [words("gantt.milestone"), step])
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words("ics.summary", step=step, name=name))
    alarm.add("trigger", -_ALARM_BEFORE)
    event.add_component(alarm)
    return event


def _clean(text: str) -> str:
    """Without line separators and control characters, which some calendars take for the end of a line."""
    return "".join(" " if not char.isprintable() else char for char in text)
