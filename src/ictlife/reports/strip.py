"""Time strips（時間軸の図）: one thin SVG per table row, on an axis of April years.

A strip is drawn inside a table cell, so that rows can be filtered, paged and printed under a repeated head
like any other. Colours are classes of the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

UNIT = 6
"""Width of a month."""
HEIGHT = 26
_MIDDLE = HEIGHT // 2


@dataclass(frozen=True)
class Axis:
    """Fiscal years laid out from left to right（時間軸）. `name` tells the axes of one page apart."""

    name: str
    years: FiscalSpan
    as_of: date

    @property
    def width(self) -> int:
        """Its whole width."""
        return len(self.years) * 12 * UNIT

    def x(self, month: Month, share: float = 0) -> float:
        """Where `month` begins, or the point after that `share` of it, held inside the axis."""
        place = (month - self.years.first.first_month + share) * UNIT
        return round(min(max(place, 0), self.width), 1)

    def of_day(self, day: date) -> float:
        """Where a day lies."""
        month = Month.of(day)
        return self.x(month, (day.day - 1) / month.last.day)

    def holds(self, month: Month) -> bool:
        """Whether `month` lies on the axis."""
        return month.fy in self.years

    def symbol(self) -> Markup:
        """The lines behind every strip: one per fiscal year, and the as-of day. Drawn once, used by all."""
        lines = [f"M{place * 12 * UNIT} 0V{HEIGHT}" for place in range(len(self.years) + 1)]
        today = self.of_day(self.as_of)
        return Markup(
            '<symbol id="axis-{}" viewBox="0 0 {} {}" preserveAspectRatio="none">'
            '<path class="grid" d="{}"/><path class="today" d="M{} 0V{}"/></symbol>'
        ).format(self.name, self.width, HEIGHT, "".join(lines), today, HEIGHT)

    def head(self, words: Words) -> Markup:
        """The axis itself, for the head of the column: fiscal years in era years, western years beneath."""
        parts = []
        for place, fy in enumerate(self.years):
            middle = (place * 12 + 6) * UNIT
            parts.append(
                Markup('<text x="{0}" y="11">{1}</text><text x="{0}" y="22" class="west">{2}</text>').format(
                    middle, words.fy(fy, is_short=True), fy.start_year if words.lang == "ja" else ""
                )
            )
        return self._strip(Markup("").join(parts), words("gantt.axis"), "strip head")

    def _strip(self, inside: Markup, label: str, css: str = "strip") -> Markup:
        return Markup(
            '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><use href="#axis-{}"/>{}</svg>'
        ).format(css, self.width, HEIGHT, label, self.name, inside)

    def strip(self, parts: list[Markup], label: str) -> Markup:
        """A strip of `parts` over the axis; `label` is what a screen reader says."""
        return self._strip(Markup("").join(parts), label)

    def bar(self, first: Month, until: Month, css: str, title: str = "", height: int = 10) -> Markup:
        """A bar over months, both included."""
        left, right = self.x(first), self.x(until, 1)
        said = Markup("<title>{}</title>").format(title) if title else ""
        return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2">{}</rect>').format(
            css, left, _MIDDLE - height / 2, round(max(right - left, 1), 1), height, said
        )


def gantt_strip(axis: Axis, words: Words, renewals: list[Row], steps: list[Row], in_service: str | None) -> Markup:
    """Life, windows, limits, steps and renewals of one group（ガントチャートの1行）."""
    parts: list[Markup] = []
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
    label = words("list_mark").join(words.month(_month(row["in_service"])) for row in renewals)
    return axis.strip(parts, label or words("gantt.no_date"))


def _window(axis: Axis, words: Words, row: Row) -> list[Markup]:
    first, until = _month(row["earliest"]), _month(row["latest"])
    parts = []
    if until >= axis.years.first.first_month and first <= axis.years.until.last_month and first <= until:
        parts.append(axis.bar(first, until, "window", words("gantt.window_of", first=first, until=until), height=16))
    for driver, limit in row["limits"].items():
        month = _month(limit)
        if axis.holds(month):
            title = words("gantt.limit_of", driver=words.of("driver", driver), month=month)
            parts.append(
                Markup('<path class="limit {}" d="M{} 3V{}"><title>{}</title></path>').format(
                    driver, axis.x(month, 1), HEIGHT - 3, title
                )
            )
    return parts


def _step(axis: Axis, words: Words, step: Row) -> Markup:
    day = date.fromisoformat(step["due"])
    if FiscalYear.of(day) not in axis.years:
        return Markup("")
    title = words("gantt.step_of", step=words.of("step", step["step"]), day=day)
    css = "step late" if step["late"] and step["is_open"] else "step"
    return Markup('<circle class="{}" cx="{}" cy="{}" r="2.2"><title>{}</title></circle>').format(
        css, axis.of_day(day), _MIDDLE, title
    )


def _renewal(axis: Axis, words: Words, row: Row) -> Markup:
    month = _month(row["in_service"])
    if not axis.holds(month):
        return Markup("")
    x = axis.x(month, 0.5)
    title = words("gantt.renewal_of", month=month, driver=words.of("driver", row["driver"]))
    return Markup('<a href="#{}" data-why="{}"><path class="mark {}" d="M{} {}l6 7l-6 7l-6-7z"/><title>{}</title></a>').format(
        row["ref"], row["ref"], "planned" if row["plan"] else "unplanned", x, _MIDDLE - 7, title
    )


def plan_strip(axis: Axis, words: Words, plan: Row) -> Markup:
    """The period of one plan（計画期間）."""
    first, last = FiscalYear(plan["first_year"]), FiscalYear(plan["last_year"])
    label = words("span", first=first, until=last)
    bar = axis.bar(first.first_month, last.last_month, f"plan {plan['level']}", label, height=16)
    middle = (axis.x(first.first_month) + axis.x(last.last_month, 1)) / 2
    said = words("span", first=words.fy(first, is_short=True), until=words.fy(last, is_short=True))
    text = Markup('<text class="plan-name {}" x="{}" y="{}">{}</text>').format(
        plan["level"], middle, _MIDDLE + 4, said
    )
    return axis.strip([bar, text], label)


def support_strip(axis: Axis, words: Words, row: Row) -> Markup:
    """The ends of support, maintenance and lease of one group, and its renewal（サポート期限の1行）."""
    parts: list[Markup] = []
    for end in row["ends"]:
        if end["day"] is None:
            continue
        day = date.fromisoformat(end["day"])
        last = min(max(Month.of(day), axis.years.first.first_month), axis.years.until.last_month)
        if FiscalYear.of(day) in axis.years:
            title = words("support.end_of", kind=words.of("support_kind", end["kind"]), name=end["name"], day=day)
            shape = _SHAPES[end["kind"]].format(x=axis.x(last, day.day / last.last.day), y=_MIDDLE)
            parts.append(
                Markup('<path class="end {} {}" d="{}"><title>{}</title></path>').format(
                    end["kind"], end["state"], shape, title
                )
            )
    if row["used_until"] and axis.holds(_month(row["used_until"])):
        month = _month(row["used_until"])
        parts.append(
            Markup('<path class="mark small planned" d="M{} {}l4 5l-4 5l-4-5z"><title>{}</title></path>').format(
                axis.x(month, 0.5), _MIDDLE - 5, words("support.renewal", month=month)
            )
        )
    said = [
        words("support.end_of", kind=words.of("support_kind", end["kind"]), name=end["name"], day=date.fromisoformat(end["day"]))
        for end in row["ends"]
        if end["day"]
    ]
    return axis.strip(parts, words("list_mark").join(said) or words("unknown"))


_SHAPES = {
    "support": "M{x} {y}m0-7v14M{x} {y}m-4-7h4",
    "maintenance": "M{x} {y}m-4-5l8 10m0-10l-8 10",
    "lease": "M{x} {y}m-3-6h3v12h-3",
}


def timeline_bars(days: list[Row], words: Words) -> Markup:
    """How many services × hazards keep their target from each day of change on（達成見込みの推移）."""
    total = max((day["met"] + day["missed"] + day["unknown"] for day in days), default=0)
    parts = []
    for place, day in enumerate(days):
        top = place * 24
        left = 150.0
        parts.append(Markup('<text x="140" y="{}" class="day">{}</text>').format(top + 16, words.date(date.fromisoformat(day["day"]))))
        for verdict in ("met", "unknown", "missed"):
            width = round(day[verdict] / total * 700, 1) if total else 0
            if width:
                parts.append(
                    Markup('<rect class="verdict {}" x="{}" y="{}" width="{}" height="18"/><text class="on {}" x="{}" y="{}">{}</text>').format(
                        verdict, left, top + 3, width, verdict, round(left + width / 2, 1), top + 16, day[verdict]
                    )
                )
            left += width
    return Markup('<svg class="bars timeline" viewBox="0 0 860 {}" role="img" aria-label="{}">{}</svg>').format(
        len(days) * 24 + 4, escape(words("continuity.timeline")), Markup("").join(parts)
    )


def _month(text: str) -> Month:
    """From `2026-02`, `2026-02-01` or a fiscal year `FY2025`, which begins in April."""
    if text.startswith("FY"):
        return FiscalYear(int(text[2:])).first_month
    return Month(int(text[:4]), int(text[5:7]) if len(text) > 4 else 1)
