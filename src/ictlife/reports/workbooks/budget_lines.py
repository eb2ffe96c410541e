"""The sheet of budget lines（予算明細）: a line of money a row, its fiscal years side by side, as finance reads it."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs

from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget_rows
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import TOP, Book, Column

_KIND, _FIRST_YEAR = 2, 6
"""Columns in which a line's kind and its first fiscal year stand."""


def budget_lines(paper: Paper, words: Words) -> list[Row]:
    """Budget rows that differ in nothing but the year, gathered: a fifth of the cells."""
    estate = paper.assessment.estate
    lines: dict[tuple[object, ...], Row] = {}
    shown = {fy.start_year for fy in paper.years}
    for row in view_budget_rows(paper):
        if row["fiscal_year"] not in shown:
            continue
        key = tuple(row[name] for name in ("subject", "contract", "kind", "heading", "funding", "is_estimate"))
        heading, source = estate.headings.get(row["heading"] or ""), estate.fundings.get(row["funding"] or "")
        line = lines.setdefault(
            key,
            {
                "ref": row["contract"],
                "name": paper.names_of(row["subject"]),
                "kind": words.of("cost_kind", row["kind"]),
                "heading": f"{heading.setsu} {heading.setsu_name}" if heading else row["heading"],
                "funding": source.name if source else row["funding"],
                "basis": words.of("basis", "estimate" if row["is_estimate"] else "contracted"),
            },
        )
        spent_in = f"y{row['fiscal_year']}"
        line[spent_in] = line.get(spent_in, 0) + row["amount_yen"]
    return [lines[key] for key in sorted(lines, key=str)]


def write_budget_lines(book: Book, paper: Paper, lines: Sequence[Row]) -> None:
    """The lines, with a total below each year."""
    words = book.words
    columns = (
        Column("ref", "ref", 20),
        Column("name", "text", 30, words("column.group")),
        Column("kind", "text", 12),
        Column("heading", "text", 22),
        Column("funding", "text", 18),
        Column("basis", "text", 10),
        *(Column(f"y{fy.start_year}", "yen", 14, words.fy(fy)) for fy in paper.years),
    )
    book.table(words("sheet.rows"), columns, lines, has_total=True)


def sum_of_kind(words: Words, lines: int, place: int, label: str) -> str:
    """A formula: the lines of a kind in the `place`-th fiscal year; `label` is the cell that names the kind."""
    sheet, across = f"'{words('sheet.rows')}'!", _FIRST_YEAR + place
    last = TOP + max(1, lines)
    amounts, kinds = (xl_range_abs(TOP + 1, each, last, each) for each in (across, _KIND))
    return f"=SUMIFS({sheet}{amounts},{sheet}{kinds},{label})"
