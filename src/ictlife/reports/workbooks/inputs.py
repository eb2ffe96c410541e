"""The sheets on which finance writes（見直しのシート）: stated dates, pins and amounts, read back as an overlay."""

from __future__ import annotations

from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.reports.workbooks.book import Book, Column

GROUP_FIELDS = ("planned_renewal_on", "pin_month", "renewal_cost", "build_cost", "maintenance_per_year")
"""Fields of a group that come back."""
_KINDS = {"planned_renewal_on": "text", "pin_month": "month"}


def write_inputs(book: Book, paper: Paper) -> None:
    """Groups with what can be changed about them, and the caps."""
    estate, words = paper.assessment.estate, book.words
    groups: list[Row] = [
        {
            "ref": str(group.ref()),
            "name": group.name,
            "planned_renewal_on": str(group.planned_renewal_on) if group.planned_renewal_on else None,
            "pin_month": str(group.pin_month) if group.pin_month else None,
            **{name: getattr(group, name) for name in GROUP_FIELDS[2:]},
        }
        for group in estate.groups.values()
    ]
    fields = [Column(name, _KINDS.get(name, "yen"), 18, words(f"back.field.{name}")) for name in GROUP_FIELDS]
    columns = (Column("ref", "ref", 18), Column("name", "text", 34, words("column.group")), *fields)
    book.table(words("sheet.inputs"), columns, groups)
    caps: list[Row] = [
        {"ref": str(cap.ref()), "fiscal_year": cap.fiscal_year.start_year, "amount": cap.amount}
        for cap in sorted(estate.caps.values(), key=lambda cap: (cap.fiscal_year, cap.id))
    ]
    amount = Column("amount", "yen", 18, words("back.field.amount"))
    book.table(words("sheet.caps"), (Column("ref", "ref", 18), Column("fiscal_year", "fy", 16), amount), caps)
