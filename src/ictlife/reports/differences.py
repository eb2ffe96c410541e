"""The comparison on paper（比較の報告）: console, one offline page, a workbook for a supplementary budget, JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jinja2 import Environment, PackageLoader, StrictUndefined

from ictlife.base.finding import Finding
from ictlife.base.text import Lang
from ictlife.budget.outlook_sheets import change_sheet
from ictlife.compare.difference import Differences
from ictlife.model.estate import Estate
from ictlife.reports.console.aligned import aligned
from ictlife.reports.heading import city_name
from ictlife.reports.paper import Paper
from ictlife.reports.tables.differences import KINDS, printed, shown
from ictlife.reports.tables.money import CellWords, shown_budget, unit_of
from ictlife.reports.views.differences import TABLES, view_differences, view_overview
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import Book, Column
from ictlife.reports.workbooks.budget_papers import write_sheet

SCHEMA = "ictlife.differences/1"
BASELINE_AREA = "BSL"
"""Area of the codes that say a baseline was tampered with."""
_WIDTHS = {"ref": 26, "name": 34, "message": 70, "message_before": 70, "why": 40, "causes": 44, "place": 40}
_WIDTHS |= {"before": 34, "after": 34, "hazard": 30}
Approved = tuple[str, str, str]
"""By whom, when, by which document; empty where it is no baseline or was not approved."""


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
    approvals: tuple[Approved, Approved] = (("", "", ""), ("", "", ""))

    @property
    def sides(self) -> tuple[Paper, Paper]:
        """Both papers."""
        return self.before, self.after

    @property
    def doubts(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What reading each side found and reading the other did not（読込み時の指摘）."""
        return _doubts(self.before, self.after), _doubts(self.after, self.before)

    def tables(self, words: Words) -> dict[str, list[Row]]:
        """Every table, in the language of `words`."""
        return view_differences(self.found, self.before, self.after, words)

    def printed(self, words: Words) -> dict[str, list[Row]]:
        """Every table with what its cells say."""
        return printed(self.tables(words), self.before, self.after, words)

    def made_line(self, words: Words) -> str:
        """From which inputs either side is, and by which version; the heading names their days."""
        one, other = (each.manifest.digest[:12] for each in (self.before, self.after))
        version = words("paper.made_by", version=self.after.manifest.version)
        return f"{words('differences.made', one=one, other=other)}　{version}"


def render_differences_json(compared: Compared, also: Sequence[Compared] = ()) -> bytes:
    """Everything that differs, as one document; of further comparisons, their overview."""
    about = {
        "schema": SCHEMA,
        "before": _about(compared, 0),
        "after": _about(compared, 1),
        "tool": compared.tool,
        **compared.tables(Words("ja", compared.after.names)),
        "also": [view_overview(each.labels[1], each.found) for each in also],
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _heading(compared: Compared, words: Words) -> str:
    """Whose comparison it is, of what with what, each as of its day."""
    said = [
        words("differences.side", name=words("differences.today") if label == "today" else label, day=day)
        for label, day in zip(compared.labels, (paper.manifest.as_of for paper in compared.sides), strict=True)
    ]
    title = words("differences.heading", before=said[0], after=said[1])
    return words("print.heading", city=city_name(compared.after, words.lang), title=title)


def _about(compared: Compared, side: int) -> Row:
    """Which side it is, and what speaks against it: a baseline that was tampered with, edits that could not be made."""
    broken = sorted({each.code for each in compared.doubts[side]})
    approval = dict(zip(("by", "on", "document"), compared.approvals[side], strict=True))
    as_of = compared.sides[side].manifest.as_of.isoformat()
    return {"name": compared.labels[side], "as_of": as_of, "approval": approval, "findings": broken}


def _doubts(paper: Paper, other: Paper) -> tuple[Finding, ...]:
    """What reading one side found and reading the other did not; of a baseline, that it was tampered with."""
    computed = {each.fingerprint for each in paper.assessment.findings}
    known = {each.fingerprint for each in other.findings if not each.code.startswith(BASELINE_AREA)}
    return tuple(each for each in paper.findings if each.fingerprint not in computed | known)


def render_overview(several: Sequence[Compared], lang: Lang) -> str:
    """A line for each of several comparisons with the same side: how many renewals move, what it costs, what is
    found."""
    words = Words(lang, several[0].after.names)
    rows = [view_overview(each.labels[1], each.found) for each in several]
    keys = list(rows[0])
    head = [words(f"differences.column.{key}") for key in keys]
    cells = [[row["name"], *(shown(row[key], key, words) for key in keys[1:])] for row in rows]
    heading = words("differences.overview", before=several[0].labels[0])
    doubts = [*_doubt_lines(several[0], 0, words), *(line for each in several for line in _doubt_lines(each, 1, words))]
    return "\n".join([heading, *doubts, "", *aligned(head, cells, range(1, len(keys)))]) + "\n"


def render_differences_console(compared: Compared, lang: Lang) -> str:
    """The comparison as text; tables without a row are named as having none."""
    words = Words(lang, compared.after.names)
    lines = [_heading(compared, words)]
    lines += [words("differences.unit"), *_approvals(compared, words), *_tool_lines(compared, words)]
    for name, rows in compared.printed(words).items():
        lines += ["", f"{words(f'differences.{name}')}  {len(rows)}"]
        if rows:
            keys = [key for key in rows[0] if key not in ("heading", "funding", "place", "message_before")]
            head = [words(f"differences.column.{key}") for key in keys]
            cells = [[_text(row[key], key, words) for key in keys] for row in rows]
            right = [place for place, key in enumerate(keys) if KINDS.get(key) in ("yen", "whole")]
            lines += aligned(head, cells, right)
    return "\n".join(lines) + "\n"


def render_differences_excel(compared: Compared, lang: Lang) -> bytes:
    """A workbook: first the form of a supplementary budget with live sums, then a sheet for each table."""
    words = Words(lang, compared.after.names)
    heading = _heading(compared, words)
    unit = words("sheet_unit.rounded", unit=words(f"sheet_unit.{unit_of(compared.after)}"))
    book = Book(words, heading, compared.made_line(words), compared.after.manifest.as_of)
    paper = compared.after
    sheet = change_sheet(shown_budget(compared.before), shown_budget(paper), _all_sources(compared))
    write_sheet(book, sheet, paper, CellWords(paper, words), words("differences.supplementary"), unit)
    for name, rows in compared.printed(words).items():
        keys = list(rows[0]) if rows else ["ref"]
        columns = [
            Column(key, KINDS.get(key, "text"), _WIDTHS.get(key, 14), words(f"differences.column.{key}"))
            for key in keys
        ]
        book.table(words(f"differences.{name}"), columns, rows, freeze=1)
    return book.bytes()


def render_differences_html(compared: Compared, lang: Lang) -> bytes:
    """One offline page."""
    words = Words(lang, compared.after.names)
    engine = Environment(loader=PackageLoader("ictlife.reports"), autoescape=True, undefined=StrictUndefined)
    tables = compared.printed(words)
    page = engine.get_template("differences.html.j2").render(
        words=words,
        heading=_heading(compared, words),
        approvals=_approvals(compared, words),
        tool=_tool_lines(compared, words),
        tables=[(name, list(tables[name][0]) if tables[name] else [], tables[name]) for name in TABLES],
        kinds=KINDS,
        shown=lambda value, key: _text(value, key, words),
        made=compared.made_line(words),
    )
    return page.encode("utf-8")


def _text(value: object, key: str, words: Words) -> str:
    """A printed cell: text as it is, a number as papers write it."""
    return value if isinstance(value, str) else shown(value, key, words)


def _all_sources(compared: Compared) -> Estate:
    """The later side's records, with headings and sources of money that only the earlier side has."""
    before, after = compared.before.assessment.estate, compared.after.assessment.estate
    headings, fundings = {**before.headings, **after.headings}, {**before.fundings, **after.fundings}
    return replace(after, headings=headings, fundings=fundings)


def _approvals(compared: Compared, words: Words) -> list[str]:
    """Who approved a baseline, when, by which document."""
    return [
        words("differences.approved", name=label, by=by, on=on or "–", document=document or "–")
        for label, (by, on, document) in zip(compared.labels, compared.approvals, strict=True)
        if by
    ]


def _tool_lines(compared: Compared, words: Words) -> list[str]:
    parts = [(words(f"differences.part.{part}"), count) for part, count in compared.tool.items() if count]
    lines = [words("differences.tool", part=part, count=count) for part, count in parts]
    return [*lines, *_doubt_lines(compared, 0, words), *_doubt_lines(compared, 1, words)]


def _doubt_lines(compared: Compared, side: int, words: Words) -> list[str]:
    """What speaks against one side, with its places."""
    lines = []
    for each in compared.doubts[side]:
        said = words.finding(each, compared.sides[side].rulebook)
        parts = (f"{compared.labels[side]}: {each.code} {words.severity(each.severity)} {said}", *map(str, each.spans))
        lines.append("  ".join(parts))
    return lines
