"""The brief for Word（説明資料のWord版）: a template that the office can edit, filled in.

The template is `config/brief.docx` where the town has one, else the shipped one. Zip entries carry one fixed
time, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import asdict
from importlib import resources

from ictlife.base.text import Lang
from ictlife.reports.documents.brief import Brief
from ictlife.reports.documents.office import without_clock, writable


def render_docx(content: Brief, lang: Lang, own: bytes | None = None) -> bytes:
    """`委員会説明資料.docx`.

    Args:
        content: what it says.
        lang: which shipped template.
        own: the town's template instead.

    Raises:
        ValueError: the town's template cannot be opened or filled in.
    """
    if own is None:
        name = f"brief.{lang}.docx"
        return _filled((resources.files("ictlife") / "data" / "brief" / name).read_bytes(), content)
    try:
        return _filled(own, content)
    except Exception as problem:  # a template may hold anything: broken zip, broken XML, broken Jinja
        raise ValueError(f"{type(problem).__name__}: {problem}"[:200]) from None


def _filled(template: bytes, content: Brief) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    document = DocxTemplate(io.BytesIO(template))
    values = asdict(content) | {"tables": {table.key: asdict(table) for table in content.tables}}
    document.render(writable(values), SandboxedEnvironment(autoescape=True), autoescape=True)
    filled = io.BytesIO()
    document.save(filled)
    return without_clock(filled.getvalue())
