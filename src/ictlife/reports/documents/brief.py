"""What the committee is told（委員会説明資料の内容）: two pages, the same for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from ictlife.base.text import Lang
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row
from ictlife.reports.views.summary import season_of, view_summary
from ictlife.reports.words import Words

SECOND_PAGE = "late"
"""The table with which the second page begins, so that it is two pages for every town."""
_YEARS = 6
_ROWS = 10
"""Rows of a list, so that all of it stays on two pages; what is left over is counted."""
_NAME, _THING = (28, 52), (18, 28)
"""Characters, and widths of half a character, that fit on one line of a column; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class BriefTable:
    """A table of the brief（説明資料の表）; columns from `numbers_from` on are figures."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    numbers_from: int = 1


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything the brief says（説明資料）."""

    title: str
    made: str
    points_title: str
    points: tuple[str, ...]
    tables: tuple[BriefTable, ...]
    asks_title: str
    asks: tuple[str, ...]
    bullet: str = ""


def brief(paper: Paper, lang: Lang) -> Brief:
    """The brief of an assessment, in one language."""
    words, found = Words(lang, paper.named(lang)), view_summary(paper)
    return Brief(
        title=words("brief.title", city=_short(city_name(paper, lang))),
        made=made_line(paper, words, words("unit.thousand_yen")),
        points_title=words("brief.points"),
        points=tuple(_points(found, words)),
        tables=tuple(_tables(paper, found, words)),
        asks_title=words("brief.asks"),
        asks=tuple(_asks(found, words)),
        bullet=words("brief.bullet"),
    )


def _points(found: Row, words: Words) -> Iterator[str]:
    yield words("brief.point_scope", **{key: found[key] for key in ("groups", "assets", "renewals")})
    requests = found["requests"]
    yield words(
        "brief.point_requests",
        year=words.fy(FiscalYear(requests["fiscal_year"])),
        count=len(requests["rows"]),
        amount=words.thousand(requests["amount_yen"]),
    )
    yield words("brief.point_late", late=len(found["late"]), ended=len(found["unsupported"]))
    yield words("brief.point_missed", count=len(found["missed"])) if found["has_services"] else words("ask.no_targets")
    yield words("brief.point_over", count=len(found["over"])) if found["has_caps"] else words("ask.no_caps")
    yield words("brief.point_findings", **found["findings"]["by_severity"])


def _tables(paper: Paper, found: Row, words: Words) -> Iterator[BriefTable]:
    yield _years(paper, words)
    requests = [
        (_short(row["name"]), words.iso(row["due"], True), words.thousand(row["amount_yen"]))
        for row in sorted(found["requests"]["rows"], key=lambda row: (-row["amount_yen"], row["ref"]))
    ]
    yield _table("requests", ("name", "due", "amount"), requests, words)
    late = [(_short(row["name"]), words.of("step", row["step"]), words.number(row["late"])) for row in found["late"]]
    yield _table("late", ("name", "step", "late_days"), late, words, 2)
    ended = [(_short(row["name"]), *_ended(row, words)) for row in found["unsupported"]]
    yield _table("ended", ("name", "what", "ended"), ended, words, 2)
    missed = [(_short(row["name"]), _hazards(row, words)) for row in found["missed"]]
    yield _table("missed", ("service", "hazards"), missed, words)


def _ended(row: Row, words: Words) -> tuple[str, str]:
    """What ended first, and when."""
    first = min((end for end in row["ends"] if end["state"] == "ended"), key=lambda end: (end["day"], end["ref"]))
    return _short(first["name"] or words.of("support_kind", first["kind"]), _THING), words.iso(first["day"], True)


def _hazards(row: Row, words: Words) -> str:
    cells = [cell for cell in row["cells"] if cell]
    return words("of", part=sum(cell["status"] == "missed" for cell in cells), whole=len(cells))


def _table(
    key: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], words: Words, numbers: int = 1
) -> BriefTable:
    said = tuple(words(f"brief.column.{head}") for head in heads)
    note = words("brief.more", count=len(rows) - _ROWS) if len(rows) > _ROWS else "" if rows else words("none")
    return BriefTable(key, words(f"brief.table.{key}"), said, tuple(rows[:_ROWS]), note, numbers)


def _years(paper: Paper, words: Words) -> BriefTable:
    """The years from the one to be requested: renewals, money, cap, what is above it."""
    budget, first = view_budget(paper), season_of(paper.assessment.as_of).start_year
    counts: dict[int, int] = {}
    for row in view_renewals(paper):
        counts[row["fiscal_year"]] = counts.get(row["fiscal_year"], 0) + 1
    rows = [
        (
            words.fy(FiscalYear(year)),
            words.number(counts.get(year, 0)),
            words.thousand(total),
            words.thousand(cap) if cap is not None else "",
            words.thousand(over) if over else "",
        )
        for year, total, cap, over in zip(
            budget["years"], budget["total_yen"], budget["cap_yen"], budget["over_yen"], strict=True
        )
        if first <= year < first + _YEARS
    ]
    heads = tuple(words(f"brief.column.{head}") for head in ("year", "renewals", "money", "cap", "over"))
    return BriefTable("years", words("brief.table.years"), heads, tuple(rows))


def _asks(found: Row, words: Words) -> Iterator[str]:
    """What the committee is asked to settle: only what there is."""
    if found["requests"]["rows"]:
        yield words("brief.ask_requests", count=len(found["requests"]["rows"]))
    if found["over"]:
        years = words("list_mark").join(words.fy(FiscalYear(each["fiscal_year"])) for each in found["over"])
        yield words("brief.ask_over", years=years)
    if found["late"]:
        yield words("brief.ask_late", count=len(found["late"]))
    if found["unsupported"]:
        yield words("brief.ask_ended", count=len(found["unsupported"]))
    if found["missed"]:
        yield words("brief.ask_missed", count=len(found["missed"]))


def _short(text: str, most: tuple[int, int] = _NAME) -> str:
    """The text, cut where it would take a second line."""
    text = " ".join(text.split())
    characters, width = most
    if len(text) <= characters and cell_len(text) <= width:
        return text
    text = text[: characters - 1]
    while cell_len(text) > width - 2:
        text = text[:-1]
    return text + "…"
