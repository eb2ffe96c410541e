"""Time strips（時間軸の図）: one thin SVG per table row, on an axis of April years.

A strip is drawn inside a table cell, so that rows can be filtered, paged and printed under a repeated head
like any other. Colours are classes of the style sheet. Strips are put together as plain text, with every word
that comes from outside escaped where it goes in: a large city has a hundred thousand marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

WIDTH = 864
"""Width of every axis: of equal widths, strips of different spans have marks of equal size."""
HEIGHT = 26
_MIDDLE = HEIGHT // 2


@dataclass(frozen=True)
class Axis:
    """Fiscal years laid out from left to right（時間軸）. The lines of the years are the style sheet's."""

    years: FiscalSpan
    as_of: date

    @property
    def style(self) -> Markup:
        """What the style sheet needs to rule a cell: how many years, and where the as-of day lies."""
        return Markup("--n:{};--today:{}%").format(len(self.years), round(self.of_day(self.as_of) / WIDTH * 100, 2))

    def x(self, month: Month, share: float = 0) -> float:
        """Where `month` begins, or the point after that `share` of it, held inside the axis."""
        place = (month - self.years.first.first_month + share) * WIDTH / (len(self.years) * 12)
        return round(min(max(place, 0), WIDTH), 1)

    def of_day(self, day: date) -> float:
        """Where a day lies."""
        month = Month.of(day)
        return self.x(month, (day.day - 1) / month.last.day)

    def holds(self, month: Month) -> bool:
        """Whether `month` lies on the axis."""
        return month.fy in self.years

    def head(self, words: Words) -> Markup:
        """The axis itself, for the head of the column: fiscal years in era years, western years beneath."""
        if words.lang == "en":
            return Markup("").join(Markup("<span>FY{:02}</span>").format(fy.start_year % 100) for fy in self.years)
        return Markup("").join(
            Markup("<span>{}<small>{}</small></span>").format(words.fy(fy, is_short=True), fy.start_year)
            for fy in self.years
        )

    def strip(self, parts: list[str], label: str, height: int = HEIGHT, role: str = "img") -> Markup:
        """A strip of `parts`, which are markup, over the axis; `label` is what a screen reader says.

        One that holds links is a `group`: what stands in an `img` cannot be reached（WAI-ARIA 1.2, 5.2.8 Children
        Presentational）.
        """
        frame = f'class="strip" viewBox="0 0 {WIDTH} {height}" role="{role}" aria-label="{escape(label)}"'
        return Markup(f"<svg {frame}>{''.join(parts)}</svg>")

    def bar(self, first: Month, until: Month, css: str, title: str = "", height: int = 10) -> str:
        """A bar over months, both included."""
        left, right = self.x(first), self.x(until, 1)
        place = f'x="{left}" y="{_MIDDLE - height / 2}" width="{round(max(right - left, 1), 1)}" height="{height}"'
        return f'<rect class="{css}" {place} rx="2">{_said(title)}</rect>'


def _said(title: str) -> str:
    """What is shown where the pointer rests."""
    return f"<title>{escape(title)}</title>" if title else ""


def gantt_strip(axis: Axis, words: Words, renewals: list[Row], steps: list[Row], in_service: str | None) -> Markup:
    """Life, windows, limits, steps and renewals of one group（ガントチャートの1行）."""
    parts: list[str] = []
    start = _month(in_service) if in_service else None
    for row in renewals:
        month = _month(row["in_service"])
        if start is not None and month > start:
            parts.append(axis.bar(start, month + -1, "life", height=4))
        start = month
    if start is not None and axis.holds(start):
        parts.append(axis.bar(start, axis.years.until.last_month, "life open", height=4))
    for row in renewals:
        parts.extend(_window(axis, words, row))
    for step in steps:
        parts.append(_step(axis, words, step))
    for row in renewals:
        parts.append(_renewal(axis, words, row))
    label = words("list_mark").join(words.iso(row["in_service"]) for row in renewals)
    return axis.strip(parts, label or words("gantt.no_date"), role="group")


def _window(axis: Axis, words: Words, row: Row) -> list[str]:
    first, until = _month(row["earliest"]), _month(row["latest"])
    parts = []
    if until >= axis.years.first.first_month and first <= axis.years.until.last_month and first <= until:
        parts.append(axis.bar(first, until, "window", words("gantt.window_of", first=first, until=until), height=16))
    for driver, limit in row["limits"].items():
        month = _month(limit)
        if axis.holds(month):
            title = _said(words("gantt.limit_of", driver=words.of("driver", driver), month=month))
            parts.append(f'<path class="limit {driver}" d="M{axis.x(month, 1)} 3V{HEIGHT - 3}">{title}</path>')
    return parts


def _step(axis: Axis, words: Words, step: Row) -> str:
    day = date.fromisoformat(step["due"])
    if FiscalYear.of(day) not in axis.years:
        return ""
    title = _said(words("gantt.step_of", step=words.of("step", step["step"]), day=day))
    x = axis.of_day(day)
    if step["late"] and step["is_open"]:
        place = f'x="{round(x - 2.6, 1)}" y="{_MIDDLE - 2.6}" width="5.2" height="5.2"'
        return f'<rect class="step late" {place}>{title}</rect>'
    return f'<circle class="step" cx="{x}" cy="{_MIDDLE}" r="2.2">{title}</circle>'


def _renewal(axis: Axis, words: Words, row: Row) -> str:
    month = _month(row["in_service"])
    if not axis.holds(month):
        return ""
    title = _said(words("gantt.renewal_of", month=month, driver=words.of("driver", row["driver"])))
    css = "planned" if row["plan"] else "unplanned"
    path = f'<path class="mark {css}" d="M{axis.x(month, 0.5)} {_MIDDLE - 7}l6 7l-6 7l-6-7z"/>'
    return f'<a href="#{escape(row["ref"])}">{path}{title}</a>'


def plan_strip(axis: Axis, words: Words, plan: Row) -> Markup:
    """The period of one plan（計画期間）."""
    first, last = FiscalYear(plan["first_year"]), FiscalYear(plan["last_year"])
    label = words("span", first=first, until=last)
    middle = (axis.x(first.first_month) + axis.x(last.last_month, 1)) / 2
    said = words("span", first=words.fy(first, is_short=True), until=words.fy(last, is_short=True))
    bar = axis.bar(first.first_month, last.last_month, f"plan {plan['level']}", label, height=16)
    text = f'<text class="plan-name {plan["level"]}" x="{middle}" y="{_MIDDLE + 4}">{escape(said)}</text>'
    return axis.strip([bar, text], label)


def support_strip(axis: Axis, words: Words, row: Row) -> Markup:
    """Until when support, maintenance and lease of one group reach, and what gap is left to its renewal.

    A lane for each end, in the order in which they are listed beside it（サポート期限の1行）.
    """
    until = _month(row["used_until"]) if row["used_until"] else None
    parts: list[str] = []
    said = []
    for lane, end in enumerate(row["ends"]):
        kind, top = words.of("support_kind", end["kind"]), lane * _LANE + 3
        if end["day"] is None:
            said.append(f"{kind} {end['name']} {words.of('support_state', end['state'])}")
            parts.append(f'<path class="open-end" d="M0 {top + 3}H{WIDTH}">{_said(said[-1])}</path>')
            continue
        day = date.fromisoformat(end["day"])
        said.append(words("support.end_of", kind=kind, name=end["name"], day=day))
        right = axis.of_day(day)
        title = _said(said[-1])
        parts.append(f'<rect class="reach {end["kind"]}" x="0" y="{top}" width="{right}" height="6">{title}</rect>')
        if end["state"] in ("ended", "short"):
            to = axis.x(until) if until else axis.of_day(axis.as_of)
            gap = f'x="{right}" y="{top}" width="{max(round(to - right, 1), 2)}" height="6"'
            parts.append(f'<rect class="gap" {gap}>{title}</rect>')
    height = max(HEIGHT, len(row["ends"]) * _LANE + 2)
    if until and axis.holds(until):
        x = axis.x(until, 0.5)
        title = _said(words("support.renewal", month=until))
        parts.append(f'<path class="until" d="M{x} 0V{height}"/>')
        parts.append(f'<path class="mark planned" d="M{x} {height / 2 - 6}l5 6l-5 6l-5-6z">{title}</path>')
    return axis.strip(parts, words("list_mark").join(said), height)


_LANE = 14


def timeline_bars(days: list[Row], words: Words) -> Markup:
    """How many services × hazards keep their target from each day of change on（達成見込みの推移）."""
    total = max((day["met"] + day["missed"] + day["unknown"] for day in days), default=0)
    parts = []
    for place, day in enumerate(days):
        top = place * 24
        left = 150.0
        parts.append(
            Markup('<text x="140" y="{}" class="day">{}</text>').format(
                top + 16, words.date(date.fromisoformat(day["day"]))
            )
        )
        for verdict in ("met", "unknown", "missed"):
            width = round(day[verdict] / total * 700, 1) if total else 0
            if width:
                bar = f'<rect class="verdict {verdict}" x="{left}" y="{top + 3}" width="{width}" height="18"/>'
                middle = round(left + width / 2, 1)
                text = f'<text class="on {verdict}" x="{middle}" y="{top + 16}">{day[verdict]}</text>'
                label = words("verdict_on", day=date.fromisoformat(day["day"]), verdict=words.of("verdict", verdict))
                link = f'<a href="#verdicts:{day["day"]}/{verdict}" aria-label="{escape(label)}: {day[verdict]}">'
                parts.append(Markup(f"{link}{bar}{text}</a>"))
            left += width
    return Markup('<svg class="bars timeline" viewBox="0 0 860 {}" role="group" aria-label="{}">{}</svg>').format(
        len(days) * 24 + 4, words("continuity.timeline"), Markup("").join(parts)
    )


def _month(text: str) -> Month:
    """From `2026-02`, `2026-02-01` or a fiscal year `FY2025`, which begins in April."""
    if text.startswith("FY"):
        return FiscalYear(int(text[2:])).first_month
    return Month(int(text[:4]), int(text[5:7]) if len(text) > 4 else 1)
