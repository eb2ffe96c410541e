"""The tables of school device plans, said in one language（端末整備・更新計画の表示）: for page and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ictlife.planning.schools import DevicePlan, DeviceYear, device_plans
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words

_LINES = (
    ("pupils", "count"),
    ("ceiling", "count"),
    ("devices", "count"),
    ("fund_devices", "count"),
    ("cumulative_rate", "rate"),
    ("spares", "count"),
    ("fund_spares", "count"),
    ("spare_rate_of_allowed", "rate"),
    ("spare_rate_of_pupils", "rate"),
)
"""The lines of the form in its order（①〜⑧）; the last two are the two readings of ⑧."""


@dataclass(frozen=True, slots=True)
class SchoolTable:
    """A table of a plan（計画の表）: cells are whole numbers, rates or words; None is unknown."""

    title: str
    ref: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int | Fraction | str | None, ...], ...]


def school_tables(paper: Paper, words: Words) -> tuple[SchoolTable, ...]:
    """The years and the disposal of every school device plan, in order."""
    plans = device_plans(paper.assessment.estate)
    return tuple(table for plan in plans for table in (_years(plan, words), _disposal(plan, words)))


def _years(plan: DevicePlan, words: Words) -> SchoolTable:
    over = (("over_ceiling", "count"),) if any(year.over_ceiling for year in plan.years) else ()
    rows = tuple(
        (words(f"school.line.{key}"), *(_cell(year, key) for year in plan.years)) for key, _ in (*_LINES, *over)
    )
    heads = (words("school.item"), *(words.fy(year.fy) for year in plan.years))
    return SchoolTable(words("school.years_of", name=plan.name), str(plan.ref), heads, rows)


def _cell(year: DeviceYear, key: str) -> int | Fraction | None:
    value: int | Fraction | None = getattr(year, key)
    return value


def _disposal(plan: DevicePlan, words: Words) -> SchoolTable:
    heads = tuple(words(f"school.{key}") for key in ("way", "count", "eraser", "planned_on"))
    return SchoolTable(words("school.disposal_of", name=plan.name), str(plan.ref), heads, tuple(_ways(plan, words)))


def _ways(plan: DevicePlan, words: Words) -> Iterator[tuple[int | str | None, ...]]:
    for each in plan.disposals:
        day = words.date(each.planned_on) if each.planned_on else None
        yield words.of("reuse_way", each.way.value), each.count, words.of("eraser", each.eraser) or None, day
    if plan.unassigned:
        yield words("school.unassigned"), plan.unassigned, "", ""
    yield words("school.replaced"), plan.replaced, "", ""


def cell_text(cell: int | Fraction | str | None, words: Words) -> str:
    """A cell as it is read: thousands separators, per cent with one place, 不明 for what is not known."""
    if cell is None:
        return words("unknown")
    if isinstance(cell, Fraction):
        return f"{float(cell):.1%}"
    return cell if isinstance(cell, str) else words.number(cell)
