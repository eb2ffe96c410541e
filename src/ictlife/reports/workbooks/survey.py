"""A questionnaire as a workbook（調査票のブック）: what the ledger says in grey, room for the answer in yellow.

The first rows and columns carry keys by which `sources.survey` reads the sheet back whatever its language.
Cells for answers are of text format, so that Excel turns no `2026-2` into a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ictlife.fiscal.month import Month
from ictlife.planning.survey import ASKED, FORM, SurveyRow, SurveySheet
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import Book, clean

_MARK, _KEYS, _TOP = 3, 4, 5
"""Rows (from 0) of the mark, of the keys of the columns and of the headings."""
_SHOWN = ("id", "name", "category", "since", "age", "support_ends", "maintenance_ends", "renewal")
_WIDTHS = (14, 30, 14, 14, 10, 14, 14, 14)
_INPUT = {"bg_color": "#FFF7CC", "border": 1, "border_color": "#C9B458", "num_format": "@", "locked": False}
_GREY = {"bg_color": "#F1F3F5", "font_color": "#4A5561", "num_format": "@", "text_wrap": True}


def render_survey(sheet: SurveySheet, categories: Mapping[str, str], as_of: date, words: Words) -> bytes:
    """The workbook of one department. `categories` names the classes of equipment."""
    book = Book(words, words("survey.heading", department=sheet.department), words("survey.how", day=as_of), as_of)
    _groups(book, sheet, categories, as_of, words)
    _questions(book, sheet, as_of, words)
    return book.bytes()


def _groups(book: Book, sheet: SurveySheet, categories: Mapping[str, str], as_of: date, words: Words) -> None:
    keys = (*_SHOWN, *(f"{part}.{field}" for field in ASKED for part in ("present", "answer")))
    page = book.sheet(words("survey.sheet"), (*_WIDTHS, *(16,) * (2 * len(ASKED))))
    _mark(book, page, sheet.department, as_of, keys)
    head = book.format(bold=True, text_wrap=True, bottom=1, valign="bottom", bg_color="#E6EDF7")
    for place, key in enumerate(keys):
        book.write(page, _TOP, place, _label(words, key), "text", head)
    for down, row in enumerate(sheet.rows, _TOP + 1):
        shown = _shown(row, categories, words)
        for place, key in enumerate(keys):
            part, _, field = key.partition(".")
            text = present_text(row.present(field), words, field) if part == "present" else shown.get(key, "")
            if part == "answer":
                page.write_string(down, place, clean(text), book.format(**_INPUT))
            else:
                look = _GREY | ({"align": "right"} if field.endswith("_cost") else {})
                book.write(page, down, place, text, "text", book.format(**look))
    last = _TOP + max(1, len(sheet.rows))
    for place, key in enumerate(keys):
        choices = f"survey.choices.{key.removeprefix('answer.')}"
        if key.startswith("answer.") and words.has(choices):
            source = words(choices).split(",")
            page.data_validation(_TOP + 1, place, last, place, {"validate": "list", "source": source})
    page.freeze_panes(_TOP + 1, 2)
    page.protect("", {"select_locked_cells": True, "format_columns": True})


def _questions(book: Book, sheet: SurveySheet, as_of: date, words: Words) -> None:
    page = book.sheet(words("survey.questions"), (8, 60, 70))
    _mark(book, page, sheet.department, as_of, ("question", "title", "text"))
    head = book.format(bold=True, bottom=1, bg_color="#E6EDF7")
    for place, label in enumerate(("", words("survey.question"), words("survey.free"))):
        page.write_string(_TOP, place, label, head)
    for down, each in enumerate(sheet.questions, _TOP + 1):
        page.write_string(down, 0, each.id, book.format(**_GREY))
        page.write_string(down, 1, clean(words.titled(each.title, each.id)), book.format(**_GREY))
        page.write_string(down, 2, "", book.format(**_INPUT, text_wrap=True, valign="top"))
        page.set_row(down, 60)
    page.protect("", {"format_rows": True})


def _mark(book: Book, page: Any, department: str, as_of: date, keys: tuple[str, ...]) -> None:
    small = book.format(font_color="#9AA5B1", font_size=7)
    for place, text in enumerate((FORM, department, as_of.isoformat(), book.words.lang)):
        page.write_string(_MARK, place, clean(text), small)
    for place, key in enumerate(keys):
        page.write_string(_KEYS, place, key, small)
    page.set_row(_MARK, None, None, {"hidden": True})
    page.set_row(_KEYS, None, None, {"hidden": True})


def _label(words: Words, key: str) -> str:
    part, _, field = key.partition(".")
    return words(f"survey.{part}", field=words(f"survey.field.{field}")) if field else words(f"survey.{part}")


def _shown(row: SurveyRow, categories: Mapping[str, str], words: Words) -> Mapping[str, str]:
    age = row.age_months
    return {
        "id": row.group.id,
        "name": row.group.name,
        "category": categories.get(row.group.category, row.group.category),
        "since": _month(row.since, words),
        "age": "" if age is None else words("survey.age_of", years=age // 12, months=age % 12),
        "support_ends": _month(row.support_ends, words),
        "maintenance_ends": _month(row.maintenance_ends, words),
        "renewal": _month(row.renewal, words),
    }


def _month(month: Month | None, words: Words) -> str:
    return words.month(month) if month else words("unknown")


def present_text(value: object, words: Words, field: str) -> str:
    """What the ledger says of an asked field, as it is shown; empty where it says nothing."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return words.number(value)
    if isinstance(value, bool):
        yes_no = words(f"survey.choices.{field}").split(",")
        return yes_no[0] if value else yes_no[-1]
    return words.value(value)
