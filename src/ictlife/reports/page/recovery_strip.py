"""Strips of the ICT-BCP（復旧の図）: hours after the event, and verdicts over the years, one SVG per table row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from ictlife.continuity.figures import Bar
from ictlife.continuity.tables import Stretch
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.page.strip import HEIGHT, WIDTH, Axis
from ictlife.reports.words import Words

TICKS = (3, 12, 24, 72, 168, 336, 720, 2160)
"""Hours at which the axis is divided into equal parts: the phases in which a BCP thinks（発災後の時間）."""
_MIDDLE = HEIGHT // 2


@dataclass(frozen=True)
class HourAxis:
    """Hours after the event, denser at first（発災後の時間軸）."""

    words: Words

    @property
    def style(self) -> Markup:
        """What the style sheet needs to rule a cell."""
        return Markup("--n:{};--today:-9%").format(len(TICKS))

    @property
    def head(self) -> Markup:
        """The axis itself, for the head of the column."""
        return Markup("").join(Markup("<span>{}</span>").format(self.words(f"bcp.hours_axis.{tick}")) for tick in TICKS)

    @staticmethod
    def x(hours: float) -> float:
        """Where `hours` lie, held inside the axis."""
        if hours >= TICKS[-1]:
            return float(WIDTH)
        part = bisect_left(TICKS, hours) if hours > 0 else 0
        before = TICKS[part - 1] if part else 0
        share = (max(hours, 0.0) - before) / (TICKS[part] - before)
        return round((part + share) * WIDTH / len(TICKS), 1)

    def strip(self, bar: Bar, target_h: float | None) -> Markup:
        """The recovery of one thing: waiting, working, and what the crews make of it（復旧順序の1行）."""
        said = said_bar(bar, self.words)
        parts = []
        if bar.ends_h is None or bar.starts_h is None:
            css = "gone" if bar.is_never else "open-end"
            parts.append(f'<path class="{css}" d="M0 {_MIDDLE}H{WIDTH}"><title>{escape(said)}</title></path>')
        else:
            parts += self._bars(bar, bar.starts_h, bar.ends_h, said)
        if target_h is not None:
            parts.append(f'<path class="limit" d="M{self.x(target_h)} 3V{HEIGHT - 3}"/>')
        frame = f'class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}"'
        return Markup(f"<svg {frame}>{''.join(parts)}</svg>")

    def _bars(self, bar: Bar, starts: float, ends: float, said: str) -> Iterable[str]:
        left, right = self.x(starts), self.x(ends)
        yield f'<rect class="life" x="0" y="{_MIDDLE - 1}" width="{left}" height="2"/>'
        place = f'x="{left}" y="{_MIDDLE - 6}" width="{round(max(right - left, 2.5), 1)}" height="12" rx="2"'
        yield f'<rect class="work" {place}><title>{escape(said)}</title></rect>'
        if bar.crew_ends_h is not None and bar.crew_ends_h > ends:
            until = self.x(bar.crew_ends_h)
            place = f'x="{right}" y="{_MIDDLE - 4}" width="{round(max(until - right, 1), 1)}" height="8"'
            yield f'<rect class="crewed" {place}/>'


def said_bar(bar: Bar, words: Words) -> str:
    """A bar in words, for the pointer and for screen readers."""
    means = words.of("means", bar.means or "waits")
    if bar.ends_h is None or bar.starts_h is None:
        return words("bcp.never") if bar.is_never else words("unknown")
    starts, ends = (words("bcp.after", hours=_short(hours)) for hours in (bar.starts_h, bar.ends_h))
    return words("bcp.bar_said", means=means, starts=starts, ends=ends)


def _short(hours: float) -> float | int:
    return round(hours, 1)


def verdict_strip(axis: Axis, words: Words, stretches: Iterable[Stretch]) -> Markup:
    """Verdicts of one service in one scenario over the years（達成可能性の1行）."""
    parts, said = [], []
    for each in stretches:
        left = axis.of_day(each.from_on)
        right = axis.of_day(each.until_on) if each.until_on else float(WIDTH)
        verdict = words.of("verdict", each.verdict.value)
        until = each.until_on or axis.years.until.last
        said.append(words("bcp.until", day=until, verdict=verdict))
        title = f"<title>{escape(said[-1])}</title>"
        place = f'x="{left}" y="{_MIDDLE - 6}" width="{round(max(right - left, 1.5), 1)}" height="12"'
        if FiscalYear.of(each.from_on) <= axis.years.until:
            parts.append(f'<rect class="verdict {each.verdict.value}" {place}>{title}</rect>')
    return axis.strip(parts, words("list_mark").join(said))
