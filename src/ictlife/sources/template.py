"""The inventory as a workbook to fill in（台帳の様式）: a sheet for each kind, with lists of words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ictlife.model.estate import MODELS
from ictlife.sources.columns import Words
from ictlife.sources.grid import letters
from ictlife.sources.ledger import sheet_name, table_fields
from ictlife.sources.shape import Reads, Shape, shapes

Rows = Sequence[Mapping[str, str]]
_SPARE = 200
"""Empty rows for which the lists hold as well."""
_A3 = 8
_LONGEST_LIST = 255
"""Characters that Excel allows in a list written into the cell."""
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the same inventory gives the same bytes


def render_template(tables: Mapping[str, Rows], words: Words) -> bytes:
    """A workbook with all fields of each kind; every cell is text, so that Excel changes none."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _NO_DAY})
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E6EDF7", "text_wrap": True})
        for kind, rows in tables.items():
            page = book.add_worksheet(sheet_name(kind, words))
            fields = table_fields(kind, rows, is_whole=True)
            for place, name in enumerate(fields):
                page.write_string(0, place, words.label(kind, name), head)
                _validate(page, place, kind, name, len(rows), tables, words)
            for down, row in enumerate(rows, 1):
                for place, name in enumerate(fields):
                    if row.get(name):
                        page.write_string(down, place, row[name], text)
            page.set_column(0, len(fields) - 1, 14, text)
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.set_paper(_A3)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            page.autofilter(0, 0, len(rows), len(fields) - 1) if rows else None
    return data.getvalue()


def _validate(
    page: Worksheet, place: int, kind: str, name: str, count: int, tables: Mapping[str, Rows], words: Words
) -> None:
    """A list in the cells of a field that takes words of a list or ids of other records; typing others is allowed."""
    shape = shapes(MODELS[kind]).get(name)
    source = _list(kind, shape, tables, words) if shape else None
    if source:
        rule = {"validate": "list", "source": source, "error_type": "information"}
        page.data_validation(1, place, count + _SPARE, place, rule)


def _list(kind: str, shape: Shape, tables: Mapping[str, Rows], words: Words) -> list[str] | str | None:
    if shape.refers and not shape.is_many and len(tables.get(shape.refers[0], ())) > 0:
        target = shape.refers[0]
        return f"='{sheet_name(target, words)}'!${letters(0)}$2:${letters(0)}${len(tables[target]) + 1}"
    if shape.reads is not Reads.CHOICE and not words.choices.get(f"{kind}.{shape.name}"):
        return None
    owned = (shape.choices, f"{kind}.{shape.name}")
    said = [word for (choices, _), word in words.spoken.items() if choices in owned]
    said = list(dict.fromkeys(said))
    return said if said and len(",".join(said)) <= _LONGEST_LIST and not any("," in word for word in said) else None
