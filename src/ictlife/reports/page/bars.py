"""Budget bars（年度別予算の図）: money by fiscal year, stacked by kind of cost or by fund, against the caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_LEFT, _TOP, _WIDTH = 64, 30, 880
_TICKS = 5
_LINE = 14
"""Height of a line of text above a bar."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of every bar（積み上げの一層）: how it is painted, what it is called, yen of each year."""

    css: str
    name: str
    amounts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure of stacked bars（積み上げ棒グラフ）. `budget` has a total, a cap and an excess for each year."""

    budget: Row
    layers: Sequence[Layer]
    label: str
    words: Words
    addresses: Sequence[str] = ()
    """Of each layer, to which a year is added: where its parts are shown."""
    whole: str = "year:"
    """The address of a year's total, its cap and its excess."""
    height: int = 260

    @property
    def top(self) -> int:
        """Yen at the upper end of the scale."""
        return _round_up(max([*self.budget["total_yen"], *(cap or 0 for cap in self.budget["cap_yen"]), 1]))

    def svg(self) -> Markup:
        """One bar per fiscal year; the cap is a line across it, and what exceeds it is said above in red."""
        step = _WIDTH / max(len(self.budget["years"]), 1)
        parts = [self._scale()]
        parts += [self._bar(place, _LEFT + place * step, step) for place in range(len(self.budget["years"]))]
        size = f"0 0 {_LEFT + _WIDTH + 16} {_TOP + self.height + 28}"
        place = f'data-base="{_TOP + self.height}" data-height="{self.height}"'
        return Markup(
            f'<svg class="bars" viewBox="{size}" role="group" aria-label="{escape(self.label)}" {place}>'
            f"{''.join(parts)}</svg>"
        )

    def _scale(self) -> str:
        parts = []
        for tick in range(_TICKS + 1):
            yen = self.top * tick // _TICKS
            said = self.words.number(yen // 1_000_000)
            y = self._y(yen)
            parts.append(f'<path class="grid" d="M{_LEFT} {y}h{_WIDTH}"/>')
            parts.append(f'<text class="tick" x="{_LEFT - 8}" y="{y + 4}">{said}</text>')
        return "".join(parts)

    def _bar(self, place: int, left: float, step: float) -> str:
        year, cap = self.budget["years"][place], self.budget["cap_yen"][place]
        said, x, width = self.words.fy(FiscalYear(year)), round(left + step * 0.18, 1), round(step * 0.64, 1)
        parts, base = [], 0
        for number, layer in enumerate(self.layers):
            amount = layer.amounts[place]
            title = self.words("budget.part_of", year=said, kind=layer.name, amount=amount)
            high = round(max(amount, 0) / self.top * self.height, 1)
            shape = f'x="{x}" y="{self._y(base + amount)}" width="{width}" height="{high}"'
            mark = f'class="{layer.css}" data-line="{number}"'
            drawn = f"<rect {mark} {shape}><title>{escape(title)}</title></rect>"
            parts.append(_link(f"{self.addresses[number]}{year}", drawn) if amount else drawn)
            base += max(amount, 0)
        if cap is not None:
            title = escape(self.words("budget.cap_of", year=said, amount=cap))
            line = f"M{round(left + step * 0.06, 1)} {self._y(cap)}h{round(step * 0.88, 1)}"
            drawn = f'<path class="cap" d="{line}"><title>{title}</title></path>'
            parts.append(_link(f"{self.whole}{year}", drawn))
        total = self.budget["total_yen"][place]
        label = self.words("budget.part_of", year=said, kind=self.words("total"), amount=total)
        parts.append(_link(f"{self.whole}{year}", self._figures(place, round(left + step / 2, 1)), label))
        short = self.words.fy(FiscalYear(year), is_short=True)
        parts.append(f'<text class="year" x="{round(left + step / 2, 1)}" y="{_TOP + self.height + 18}">{short}</text>')
        return f'<g data-year="{year}">{"".join(parts)}</g>'

    def _figures(self, place: int, middle: float) -> str:
        """The total above the bar, and above the cap too where its line would strike the figure through."""
        total, cap, over = (self.budget[key][place] for key in ("total_yen", "cap_yen", "over_yen"))
        y = self._y(total) - 5
        if cap is not None and y - _LINE <= self._y(cap) <= y + 4:
            y = self._y(cap) - 5
        parts = [f'<text class="total" x="{middle}" y="{y}">{self.words.number(total / 1_000_000)}</text>']
        if over:
            said = escape(self.words("budget.over_short", amount=self.words.number(over / 1_000_000)))
            parts.append(f'<text class="over" x="{middle}" y="{round(y - _LINE, 1)}">{said}</text>')
        return "".join(parts)

    def _y(self, yen: float) -> float:
        return round(_TOP + self.height * (1 - yen / self.top), 1)


def _link(address: str, drawn: str, label: str = "") -> str:
    """What leads to its parts; only the total of a bar is a stop of the keyboard, the tables have all parts of it."""
    how = f'aria-label="{escape(label)}"' if label else 'tabindex="-1"'
    return f'<a href="#{escape(address)}" {how}>{drawn}</a>'


def _round_up(amount: int) -> int:
    """The least round number above `amount` whose fifth part is 1, 2, 3, 4, 5 or 10 million, times ten and so on."""
    unit = 1_000_000
    while True:
        for factor in (1, 2, 3, 4, 5):
            if factor * unit * _TICKS >= amount:
                return factor * unit * _TICKS
        unit *= 10
