"""The tables about the official plans, said in one language（計画の表の表示）: for the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from ruamel.yaml import YAML

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.base.text import Text
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.planning.making import MakingStep
from ictlife.planning.review import Evidence, Grounds, review_sheets
from ictlife.planning.table import Head, PlanTable
from ictlife.planning.tables import Mark, initiative_sheets, plan_tables
from ictlife.reports.paper import Paper
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.words import Words

ON_PAGE = 200
"""Rows of a table that stand on the page."""


@cache
def goal_names() -> dict[int, Text]:
    """Goal of the SDGs → its name."""
    text = (resources.files("ictlife") / "data" / "sdgs.yaml").read_text(encoding="utf-8")
    goals = YAML(typ="safe").load(text)["goals"]
    return {int(number): Text(name["ja"], name["en"]) for number, name in goals.items()}


def grounds(paper: Paper) -> Grounds:
    """What the review sheets gather their evidence from."""
    found = paper.assessment
    return Grounds(found.estate, found.projection, found.schedule, paper.findings, paper.rulebook.authorities)


def said_tables(paper: Paper, words: Words, most: int | None = None) -> tuple[SaidTable, ...]:
    """All tables about the plans, then the initiative sheets; of each the first `most` rows."""
    found = paper.assessment
    tables = plan_tables(found.estate, found.planning, found.plan_periods, review_sheets(grounds(paper)), goal_names())
    sheets = initiative_sheets(found.estate, found.planning.initiatives, goal_names())
    return tuple(_said(each, words, paper, most) for each in (*tables, *together(found), *sheets))


def together(found: Assessment) -> Iterator[PlanTable]:
    """Steps of making each plan and of procurement in one list, by due day（策定工程と調達工程）."""
    for making in found.planning.makings:
        first = min((step.starts_on for step in making.steps), default=None)
        rows: list[tuple[object, ...]] = [
            (each.ref, each.plan, title_of(each), each.starts_on, each.due_on, each.done_on, each.late_days or None)
            for each in making.steps
        ]
        rows += [
            (each.ref, each.subject, Step(each.step), each.starts_on, each.due_on, each.done_on, each.late_days or None)
            for each in found.milestones
            if first and first <= each.due_on < making.begins.first
        ]
        rows.sort(key=lambda row: (str(row[4]), str(row[0])))
        heads = ("ref", "plan_or_group", "step", "starts_on", "due_on", "done_on", "late_days")
        yield PlanTable("together", heads, tuple(rows))


def title_of(step: MakingStep) -> Text:
    """The name of a step of making a plan, which its lead time carries."""
    return Text(step.title.get("ja", step.step), step.title.get("en", step.step))


class Step(str):
    """Key of a step of procurement, whose name is among the words（工程の区分）."""

    __slots__ = ()


def _said(table: PlanTable, words: Words, paper: Paper, most: int | None) -> SaidTable:
    rows = tuple(
        tuple(
            _cell(value, _meant(head, row), table, words, paper) for head, value in zip(table.heads, row, strict=True)
        )
        for row in table.rows[:most]
    )
    title = words(f"planning.title.{table.key}")
    if table.key == "initiative_sheet":
        title = words("planning.sheet_of", name=rows[0][-1].text)
    money = table.is_money or any(cell.is_money for row in rows for cell in row)
    heads = tuple(_head(head, words) for head in table.heads)
    refs = tuple(_about(table, row) for row in table.rows[:most])
    return SaidTable(table.key, title, heads, rows, money, table.heads, len(table.rows) - len(rows), refs)


_PERIODS = {"scores": "period", "next_scores": "next_period"}
"""Kinds of the addresses of candidates of plan periods, by their tables."""


def _about(table: PlanTable, row: tuple[object, ...]) -> str:
    """The address of what a row is about; of a sheet every row is about its initiative."""
    if table.key == "initiative_sheet":
        return str(table.rows[0][-1])
    about = row[table.heads.index("ref")] if "ref" in table.heads else row[0]
    if isinstance(about, FiscalSpan) and table.key in _PERIODS:
        return f"{_PERIODS[table.key]}:{about.first.start_year}-{about.until.start_year}"
    if table.key == "goals":
        return f"goal:{about}"
    return str(about) if isinstance(about, Ref) else ""


def _meant(head: Head, row: tuple[object, ...]) -> Head:
    """What a value is: in a sheet of items, what its item says; else what its column says."""
    return str(row[0]) if head == "entry" else head


def _head(head: Head, words: Words) -> str:
    return words.fy(head, is_short=True) if isinstance(head, FiscalYear) else words(f"planning.column.{head}")


def _cell(value: object, head: Head, table: PlanTable, words: Words, paper: Paper) -> Said:
    if value is None:
        return Said("", is_by_hand=head in table.by_hand)
    if isinstance(head, FiscalYear):
        return _in_year(value, words)
    if isinstance(value, Ref) and head != "ref":
        return Said(paper.names(value), href=f"#{value}" if value.kind == "group" else "")
    if isinstance(value, int) and not isinstance(value, bool):
        is_money = str(head).endswith("_yen")
        return Said(words.thousand(value) if is_money else words.number(value), value, is_money)
    if isinstance(value, tuple):
        named = [paper.names(each) if isinstance(each, Ref) else words.value(each) for each in value]
        return Said(words("list_mark").join(named))
    return Said(_text(value, head, words), is_by_hand=head in table.by_hand)


def _text(value: object, head: Head, words: Words) -> str:
    if isinstance(value, Evidence):
        return words(f"evidence.{value.code}", **value.params)
    if isinstance(value, Step):
        return words.of("step", value)
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, FiscalSpan):
        return words("span", first=words.fy(value.first, True), until=words.fy(value.until, True))
    return words(f"planning.column.{value}") if head == "item" and isinstance(value, str) else words.value(value)


def _in_year(value: object, words: Words) -> Said:
    """A cell under a fiscal year: a bar of a plan, or a short mark."""
    if value is Mark.IN_PLAN:
        return Said("", css="bar")
    return Said(words.month(value, is_short=True) if isinstance(value, Month) else words.value(value), css="mid")
