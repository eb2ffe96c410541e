"""The comparison on paper（比較の報告）: console, one offline page, a workbook for a supplementary budget, JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from ictlife.base.text import Lang
from ictlife.compare import Differences
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.reports.console.aligned import aligned
from ictlife.reports.paper import Paper
from ictlife.reports.views.differences import TABLES, view_differences, view_overview
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import Book, Column

SCHEMA = "ictlife.differences/1"
BASELINE_AREA = "BSL"
"""Area of the codes that say a baseline was tampered with."""
_WIDTHS = {"ref": 26, "name": 34, "message": 70, "causes": 40, "place": 40}
_KINDS = {"before_yen": "yen", "after_yen": "yen", "change_yen": "yen", "fiscal_year": "fy", "months": "whole"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two papers, what they are called, and what differs（比較の材料）.

    `tool` says for a baseline what its own inputs give today and did not give then, by part of the document:
    what changed in the program, not in the data.
    """

    labels: tuple[str, str]
    before: Paper
    after: Paper
    found: Differences
    tool: dict[str, int]

    def tables(self, words: Words) -> dict[str, list[Row]]:
        """Every table, in the language of `words`."""
        return view_differences(self.found, self.before, self.after, words)


def render_differences_json(compared: Compared, also: Sequence[Compared] = ()) -> bytes:
    """Everything that differs, as one document; of further comparisons, their overview."""
    about = {
        "schema": SCHEMA,
        "before": _about(compared.labels[0], compared.before),
        "after": _about(compared.labels[1], compared.after),
        "tool": compared.tool,
        **compared.tables(Words("ja", compared.after.names)),
        "also": [view_overview(each.labels[1], each.found) for each in also],
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _about(label: str, paper: Paper) -> Row:
    """Which side it is, and what speaks against it: files of a baseline that were changed."""
    broken = sorted({each.code for each in paper.findings if each.code.startswith(BASELINE_AREA)})
    return {"name": label, "as_of": paper.manifest.as_of.isoformat(), "findings": broken}


def render_overview(several: Sequence[Compared], lang: Lang) -> str:
    """A line for each of several comparisons with the same side: how many renewals move, what it costs, what is
    found."""
    words = Words(lang, several[0].after.names)
    rows = [view_overview(each.labels[1], each.found) for each in several]
    keys = list(rows[0])
    head = [words(f"differences.column.{key}") for key in keys]
    cells = [[row["name"], *(shown(row[key], key, words) for key in keys[1:])] for row in rows]
    heading = words("differences.overview", before=several[0].labels[0])
    return "\n".join([heading, "", *aligned(head, cells, range(1, len(keys)))]) + "\n"


def render_differences_console(compared: Compared, lang: Lang) -> str:
    """The comparison as text; tables without a row are named as having none."""
    words = Words(lang, compared.after.names)
    lines = [words("differences.heading", before=compared.labels[0], after=compared.labels[1])]
    lines += _tool_lines(compared, words)
    for name, rows in compared.tables(words).items():
        lines += ["", f"{words(f'differences.{name}')}  {len(rows)}"]
        if rows:
            keys = [key for key in rows[0] if key not in ("heading", "funding", "place")]
            head = [words(f"differences.column.{key}") for key in keys]
            cells = [[shown(row[key], key, words) for key in keys] for row in rows]
            right = [place for place, key in enumerate(keys) if _KINDS.get(key) in ("yen", "whole")]
            lines += aligned(head, cells, right)
    return "\n".join(lines) + "\n"


def render_differences_excel(compared: Compared, lang: Lang) -> bytes:
    """A workbook with one sheet for each table; yearly changes carry live totals."""
    words = Words(lang, compared.after.names)
    heading = words("differences.heading", before=compared.labels[0], after=compared.labels[1])
    made = words("paper.made_by", version=compared.after.manifest.version)
    book = Book(words, heading, made, compared.after.manifest.as_of)
    for name, rows in compared.tables(words).items():
        keys = list(rows[0]) if rows else ["ref"]
        columns = [
            Column(key, _KINDS.get(key, "text"), _WIDTHS.get(key, 14), words(f"differences.column.{key}"))
            for key in keys
        ]
        flat = [
            {key: value if key in _KINDS else shown(value, key, words) for key, value in row.items()} for row in rows
        ]
        book.table(words(f"differences.{name}"), columns, flat, freeze=1)
    return book.bytes()


def render_differences_html(compared: Compared, lang: Lang) -> bytes:
    """One offline page."""
    words = Words(lang, compared.after.names)
    engine = Environment(loader=PackageLoader("ictlife.reports"), autoescape=True, undefined=StrictUndefined)
    tables = compared.tables(words)
    page = engine.get_template("differences.html.j2").render(
        words=words,
        heading=words("differences.heading", before=compared.labels[0], after=compared.labels[1]),
        tool=_tool_lines(compared, words),
        tables=[(name, list(tables[name][0]) if tables[name] else [], tables[name]) for name in TABLES],
        kinds=_KINDS,
        shown=lambda value, key: shown(value, key, words),
        version=compared.after.manifest.version,
    )
    return page.encode("utf-8")


def shown(value: object, key: str, words: Words) -> str:
    """One value of a table as a person reads it."""
    if value is None or value == []:
        return "–"
    if key.endswith("_yen") and isinstance(value, int):
        return words.thousand(value)
    if key == "fiscal_year" and isinstance(value, int):
        return words.fy(FiscalYear(value))
    if isinstance(value, list):
        return words("list_mark").join(str(each) for each in value)
    if key in ("before", "after") and isinstance(value, str):
        return _side(value, words)
    family = {"severity": "severity", "state": "differences.state", "kind": "cost_kind"}.get(key)
    return words.of(family, str(value)) if family else words.value(value)


def _side(value: str, words: Words) -> str:
    """A month, a verdict, a span of years, or a value as it was read."""
    if value in ("met", "missed", "unknown"):
        return words.of("verdict", value)
    if value == "record":
        return words("differences.record")
    if len(value) == 7 and value[4] == "-" and (value[:4] + value[5:]).isdigit():
        return words.month(Month(int(value[:4]), int(value[5:])))
    return value


def _tool_lines(compared: Compared, words: Words) -> list[str]:
    lines = [words("differences.tool", part=part, count=count) for part, count in compared.tool.items() if count]
    for label, paper in zip(compared.labels, (compared.before, compared.after), strict=True):
        for each in paper.findings:
            if each.code.startswith(BASELINE_AREA):
                lines.append(f"{label}: {each.code} {words.finding(each, paper.rulebook)}")
    return lines
