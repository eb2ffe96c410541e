"""The result of the optimisation as sentences（最適化の結果の文）, for the console and the page."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_MOVERS = 5


def fitting_lines(view: Row, words: Words) -> list[str]:
    """How it was found, how good it is proven to be, what it saves."""
    method, status = words.of("method", view["method"]), words.of("schedule_status", view["status"])
    lines = [words("fitting.status", method=method, status=status)]
    if view["gap_percent"] is not None:
        gap = f"{view['gap_percent']:.3f}"
        lines.append(words("fitting.gap", gap=gap, objective=view["objective_yen"], bound=view["bound_yen"]))
    saving = view["saving_yen"]
    if saving is not None and saving > 0:
        lines.append(words("fitting.saving", saving=saving, percent=view["saving_percent"]))
    elif saving is not None and saving < 0:
        lines.append(words("fitting.dearer", extra=-saving))
    return lines


def increase_lines(view: Row, words: Words) -> Iterator[str]:
    """The least increases of caps with which the schedule fits, and who else could move at what price."""
    for each in view["increases"]:
        year = FiscalYear(each["fiscal_year"]) if each["fiscal_year"] is not None else None
        yield words("fitting.increase", fy=year, amount=each["amount_yen"])
        movable = [mover for mover in each["movers"] if mover["fiscal_year"] is not None]
        for mover in sorted(movable, key=lambda mover: (mover["extra_yen"], mover["group"]))[:_MOVERS]:
            fy = FiscalYear(mover["fiscal_year"])
            yield words("fitting.mover", group=mover["name"], fy=fy, extra=mover["extra_yen"])
