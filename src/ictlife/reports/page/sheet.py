"""Pages to print（印刷用の頁）: no script, no request; each says as of which day and from which inputs."""

from __future__ import annotations

from fractions import Fraction

from ictlife.base.text import Lang
from ictlife.reports.heading import city_name
from ictlife.reports.page.engine import engine
from ictlife.reports.paper import Paper
from ictlife.reports.tables.schools import SchoolTable, cell_text, school_tables
from ictlife.reports.words import Words


def render_schools(paper: Paper, lang: Lang = "ja") -> bytes | None:
    """`端末整備・更新計画.html`, or None where the town has no such plan."""
    words = Words(lang, paper.named(lang))
    tables = school_tables(paper, words)
    if not tables:
        return None
    return page(
        "schools.html.j2", paper, words, words("school.heading"), tables=[_shown(each, words) for each in tables]
    )


def _shown(table: SchoolTable, words: Words) -> dict[str, object]:
    rows = [
        [(cell_text(cell, words), isinstance(cell, (int, Fraction)) or cell is None) for cell in row]
        for row in table.rows
    ]
    return {"title": table.title, "heads": table.heads, "rows": rows}


def page(template: str, paper: Paper, words: Words, title: str, **parts: object) -> bytes:
    """A page from a template, with the town's name and what it was made from."""
    made = engine().get_template(template).render(
        words=words,
        lang=words.lang,
        heading=words("print.heading", city=city_name(paper, words.lang), title=title),
        manifest=paper.manifest,
        digest=paper.manifest.digest[:12],
        **parts,
    )
    return made.encode("utf-8", "replace")
