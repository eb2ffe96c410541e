"""The papers on the plans for Word: every table is there, by hand stays empty, and the bytes do not change."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from docx import Document

from ictlife.prepare import prepare
from ictlife.reports.documents.plans_docx import render_plans_docx
from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import said_tables
from ictlife.reports.words import Words
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[3]


@cache
def paper() -> Paper:
    loaded = load(ROOT)
    return prepare(loaded, loaded.estate.city.as_of)


def test_every_table_of_the_plans_is_in_the_document_with_what_it_says():
    document = Document(io.BytesIO(render_plans_docx(paper(), "ja")))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    tables = [table for table in said_tables(paper(), Words("ja", paper().names), 120)]
    assert headings == [table.title for table in tables]
    said = {cell.text for table in document.tables for row in table.rows[:60] for cell in row.cells}
    assert "第五次取手市情報化計画" in said


def test_the_same_inputs_give_the_same_bytes_in_both_languages():
    for lang in ("ja", "en"):
        assert render_plans_docx(paper(), lang) == render_plans_docx(paper(), lang)
