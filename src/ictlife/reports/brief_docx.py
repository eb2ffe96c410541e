"""The brief for Word（説明資料のWord版）: a template that the office can edit, filled in.

The template is `config/brief.docx` where the town has one, else the shipped one. Zip entries carry one fixed
time, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from importlib import resources

from ictlife.base.text import Lang
from ictlife.reports.brief import Brief

TIME_OF_ALL = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file knows."""


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
    document.render(_writable(values), SandboxedEnvironment(autoescape=True), autoescape=True)
    filled = io.BytesIO()
    document.save(filled)
    return without_clock(filled.getvalue())


def without_clock(document: bytes) -> bytes:
    """The zip file again, its entries in order of name and of one fixed time."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            about = zipfile.ZipInfo(name, TIME_OF_ALL)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(name))
    return again.getvalue()


def _writable(value: object) -> object:
    """The value without what XML cannot hold: control characters and halves of surrogate pairs."""
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode("utf-8")
        return "".join(char if char >= " " and char not in "\ufffe\uffff" else " " for char in text)
    if isinstance(value, dict):
        return {name: _writable(item) for name, item in value.items()}
    return [_writable(item) for item in value] if isinstance(value, (list, tuple)) else value
