"""Milestones as a calendar（工程カレンダー）, RFC 5545: UID from the Ref, DTSTAMP from the as-of day.

Written line by line: a calendar library takes 0.6 ms an event, which is half of the time that a whole
report of a large city may take. The tests open what is written with such a library.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ictlife.base.text import Lang
from ictlife.reports.alarms import alarms_of
from ictlife.reports.heading import city_name
from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import title_of
from ictlife.reports.views.departures import view_departures
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1); what is longer goes on in the next, after a space."""


def render_ics(paper: Paper, lang: Lang = "ja") -> bytes:
    """All open steps from the as-of day on and those that are late; whole days, no time zone."""
    words = Words(lang, paper.named(lang))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//ictlife//{_escaped(paper.manifest.version)}//JA",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(words('paper.milestones_of', city=city_name(paper, lang)))}",
    ]
    stamp = f"DTSTAMP:{paper.manifest.as_of:%Y%m%d}T000000Z"
    for row in (*view_milestones(paper), *_makings(paper, words), *_departures(paper)):
        if row["is_open"]:
            lines += _event(row, words, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


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


def _departures(paper: Paper) -> Iterator[Row]:
    """Media that leave within the months of warning, as rows of milestones（廃棄・返却）."""
    for row in view_departures(paper):
        if row["is_near"]:
            yield row | {"step": "departure", "starts": row["planned"] or row["due"]}


def _event(row: Row, words: Words, stamp: str) -> Iterator[str]:
    due = date.fromisoformat(row["due"])
    step = words.of("step", row["step"])
    summary = _escaped(words("ics.summary", step=step, name=_clean(row["name"])))
    said = (
        words("ics.late", days=row["late"]) if row["late"] else words("ics.from", day=date.fromisoformat(row["starts"]))
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(_clean(row['ref']))}@ictlife"
    yield stamp
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    yield "DESCRIPTION:" + _escaped(said) + "\\n" + _escaped(_clean(row["ref"]))
    yield f"CATEGORIES:{_escaped(words('gantt.milestone'))},{_escaped(step)}"
    yield "TRANSP:TRANSPARENT"
    for role, days in alarms_of(row["step"]):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{words('alarm.said', role=words.of('role', role), summary=summary)}"
        yield f"TRIGGER:-P{days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with its end; a long one is parted between characters, never inside one."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= _LONGEST:
        return octets + b"\r\n"
    parts: list[bytes] = []
    first = 0
    while len(octets) - first > _LONGEST - bool(parts):
        end = first + _LONGEST - bool(parts)
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # within a character
            end -= 1
        parts.append(octets[first:end])
        first = end
    return b"\r\n ".join((*parts, octets[first:])) + b"\r\n"


def _clean(text: str) -> str:
    """Without line separators and control characters, which some calendars take for the end of a line."""
    if text.isprintable():
        return text
    return "".join(" " if not char.isprintable() else char for char in text)
