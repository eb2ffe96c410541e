"""Budget bars（年度別予算の図）: stacked by kind of cost, against the caps."""

from __future__ import annotations

from markupsafe import Markup

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_LEFT, _TOP, _WIDTH, _HEIGHT = 64, 16, 880, 260
_TICKS = 5


def budget_bars(budget: Row, words: Words) -> Markup:
    """One bar per fiscal year; the cap is a line across its bar, what exceeds it is named above."""
    top = _round_up(max([*budget["total_yen"], *(cap or 0 for cap in budget["cap_yen"]), 1]))
    step = _WIDTH / max(len(budget["years"]), 1)
    parts = [_grid(top, words)]
    for place, year in enumerate(budget["years"]):
        parts.append(_bar(budget, place, top, _LEFT + place * step, step, words))
        parts.append(
            Markup('<text class="year" x="{}" y="{}">{}</text>').format(
                _r(_LEFT + (place + 0.5) * step), _TOP + _HEIGHT + 18, words.fy(FiscalYear(year), is_short=True)
            )
        )
    return Markup('<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _LEFT + _WIDTH + 16, _TOP + _HEIGHT + 28, words("budget.chart"), Markup("").join(parts)
    )


def _grid(top: int, words: Words) -> Markup:
    parts = []
    for tick in range(_TICKS + 1):
        y = _r(_y(top * tick // _TICKS, top))
        parts.append(
            Markup('<path class="grid" d="M{} {}h{}"/><text class="tick" x="{}" y="{}">{}</text>').format(
                _LEFT, y, _WIDTH, _LEFT - 8, y + 4, words.number(top * tick // _TICKS // 1_000_000)
            )
        )
    return Markup("").join(parts)


def _bar(budget: Row, place: int, top: int, left: float, step: float, words: Words) -> Markup:
    x, width, base = _r(left + step * 0.18), _r(step * 0.64), 0
    year, total, cap, over = (budget[key][place] for key in ("years", "total_yen", "cap_yen", "over_yen"))
    label = words.fy(FiscalYear(year))
    parts = []
    for line in budget["by_kind"]:
        amount = line["amounts_yen"][place]
        if amount > 0:
            title = words("budget.part_of", year=label, kind=words.of("cost_kind", line["key"]), amount=amount)
            parts.append(
                Markup('<rect class="kind {}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
                    line["key"], x, _r(_y(base + amount, top)), width, _r(amount / top * _HEIGHT), title
                )
            )
            base += amount
    if cap is not None:
        title = words("budget.cap_of", year=label, amount=cap)
        parts.append(
            Markup('<path class="cap" d="M{} {}h{}"><title>{}</title></path>').format(
                _r(left + step * 0.06), _r(_y(cap, top)), _r(step * 0.88), title
            )
        )
    said = (
        words("budget.over_short", amount=words.number(over / 1_000_000)) if over else words.number(total / 1_000_000)
    )
    parts.append(
        Markup('<text class="total{}" x="{}" y="{}">{}</text>').format(
            " over" if over else "", _r(left + step / 2), _r(_label_y(total, cap, top)), said
        )
    )
    return Markup("").join(parts)


def _label_y(total: int, cap: int | None, top: int) -> float:
    """Above the bar; above the cap too where its line would strike the figure through."""
    y = _y(total, top) - 5
    return _y(cap, top) - 5 if cap is not None and y - 12 <= _y(cap, top) <= y + 4 else y


def _y(amount: float, top: int) -> float:
    return _TOP + _HEIGHT * (1 - amount / top)


def _r(number: float) -> float:
    return round(number, 1)


def _round_up(amount: int) -> int:
    """The least round number above `amount` whose fifth part is 1, 2, 3, 4, 5 or 10 million, times ten and so on."""
    unit = 1_000_000
    while True:
        for factor in (1, 2, 3, 4, 5):
            if factor * unit * _TICKS >= amount:
                return factor * unit * _TICKS
        unit *= 10
