"""The brief in both forms, and what a person should know about them（説明資料一式）."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ictlife.base.text import Lang
from ictlife.reports.documents.brief import Brief, brief
from ictlife.reports.documents.brief_docx import render_docx
from ictlife.reports.documents.brief_pdf import letters_of, render_pdf
from ictlife.reports.documents.fonts import Font, find_font
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words

Tell = Callable[[str], None]
"""Told a sentence for the person at the screen."""
_MOST = 40
"""Characters without a glyph that are named."""


def tell_nobody(_: str) -> None:
    """Keep it to oneself."""


def brief_files(
    paper: Paper,
    lang: Lang,
    own: bytes | None = None,
    tell: Tell = tell_nobody,
    find: Callable[[], Font | None] = find_font,
) -> Mapping[str, bytes]:
    """The brief by file name; no PDF where the machine has no Japanese font, never one with empty boxes.

    Args:
        paper: what it is made from.
        lang: in which language.
        own: the town's own Word template.
        tell: told what was not done and why.
        find: finds a font.
    """
    words = Words(lang)
    content, name = brief(paper, lang), words("file.brief")
    files = {f"{name}.docx": _docx(content, lang, own, tell)}
    font = find()
    if font is None:
        tell(words("brief.no_font"))
        return files
    if missing := font.missing(letters_of(content)):
        tell(words("brief.no_glyph", font=font.name, characters=" ".join(missing[:_MOST])))
    return {**files, f"{name}.pdf": render_pdf(content, paper, font)}


def _docx(content: Brief, lang: Lang, own: bytes | None, tell: Tell) -> bytes:
    try:
        return render_docx(content, lang, own)
    except ValueError as problem:
        tell(Words(lang)("brief.own_broken", reason=str(problem)))
        return render_docx(content, lang)
