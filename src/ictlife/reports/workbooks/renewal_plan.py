"""The workbook finance can edit（更新計画.xlsx）: live totals, era dates over true dates, Ref in the first column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_commitments
from ictlife.reports.views.continuity import view_recoveries
from ictlife.reports.views.departures import view_departures
from ictlife.reports.views.findings import sorted_findings
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row
from ictlife.reports.views.summary import view_summary
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import ENTRY, TOP, Book, Column
from ictlife.reports.workbooks.budget_lines import budget_lines, write_budget_lines
from ictlife.reports.workbooks.fitting import write_fitting
from ictlife.reports.workbooks.inputs import keep_as_made, made_from, write_inputs
from ictlife.reports.workbooks.plans import write_plans
from ictlife.reports.workbooks.schools import write_schools
from ictlife.reports.workbooks.years import write_budget, write_matrix


def render_excel(paper: Paper, lang: Lang = "ja") -> bytes:
    """`更新計画.xlsx`."""
    words = Words(lang, paper.named(lang))
    heading = words("paper.heading", city=city_name(paper, lang))
    book = Book(words, heading, made_line(paper, words), paper.manifest.as_of)
    book.remember(made_from(paper))
    _summary(book, paper)
    _renewals(book, paper)
    write_fitting(book, paper)
    write_matrix(book, paper)
    lines = budget_lines(paper, words)
    write_budget(book, paper, len(lines))
    write_budget_lines(book, paper, lines)
    _commitments(book, paper)
    _milestones(book, paper)
    _departures(book, paper)
    _continuity(book, paper)
    write_plans(book, paper)
    write_schools(book, paper)
    write_inputs(book, paper)
    _findings(book, paper)
    return book.bytes()


def _summary(book: Book, paper: Paper) -> None:
    words, found = book.words, view_summary(paper)
    sheet = book.sheet(words("sheet.summary"), [34, 12, 90])
    book.head(sheet, (words("column.item"), words("column.figure"), words("column.note")), 1, (1,))
    lines: list[tuple[str, int, str]] = [
        (words("ask.requests"), len(found["requests"]["rows"]), _requests(words, found)),
        (words("ask.late"), len(found["late"]), _joined(words, found["late"])),
        (words("ask.unsupported"), len(found["unsupported"]), _joined(words, found["unsupported"])),
        (words("ask.missed"), len(found["missed"]), _joined(words, found["missed"])),
        (words("ask.over"), len(found["over"]), _years(words, found["over"])),
        (words("column.renewals"), found["renewals"], _scope(words, found)),
    ]
    for severity, count in found["findings"]["by_severity"].items():
        lines.append((f"{words('section.findings')} {words.of('severity', severity)}", count, ""))
    for down, (label, count, note) in enumerate(lines, TOP + 1):
        book.write(sheet, down, 0, label, "text")
        book.write(sheet, down, 1, count, "whole")
        book.write(sheet, down, 2, note, "text")


def _years(words: Words, over: list[Row]) -> str:
    return words("list_mark").join(words.fy(FiscalYear(each["fiscal_year"])) for each in over)


def _scope(words: Words, found: Row) -> str:
    return words("ask.scope", **{key: found[key] for key in ("groups", "assets", "renewals")})


def _requests(words: Words, found: Row) -> str:
    requests = found["requests"]
    return words(
        "ask.requests_more",
        year=words.fy(FiscalYear(requests["fiscal_year"])),
        amount=words.thousand(requests["amount_yen"]),
    )


def _joined(words: Words, rows: list[Row], most: int = 12) -> str:
    names = [row["name"] for row in rows[:most]]
    return words("list_mark").join(names) + ("…" if len(rows) > most else "")


def _renewals(book: Book, paper: Paper) -> None:
    words, estate = book.words, paper.assessment.estate
    rows = view_renewals(paper)
    for row in rows:
        plan = estate.plans.get(str(row["plan"]).partition(":")[2])
        row["plan"] = plan.name if plan else None
        row["driver"] = words.of("driver", row["driver"])
        group = estate.groups.get(row["subject"].partition(":")[2])
        row["owner"] = group.owner if group else None
        row["category"] = paper.category_name(words.lang, group.category) if group else None
    columns = (
        Column("ref", "ref", 18),
        Column("name", "text", 30, words("column.group")),
        Column("category", "text", 16),
        Column("owner", "text", 16),
        Column("cycle", "whole", 6),
        Column("in_service", "month", 14),
        Column("fiscal_year", "fy", 12),
        Column("earliest", "month", 14),
        Column("latest", "month", 14),
        Column("driver", "text", 16),
        Column("plan", "text", 22),
        Column("plan_year", "whole", 9),
        Column("amount_yen", "yen", 16),
    )
    sheet = book.table(words("sheet.renewals"), columns, rows, has_total=True)
    _months_to_edit(book, paper, sheet, columns, rows)
    if rows:
        last, money = TOP + len(rows), len(columns) - 1
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#A9C4E6"}
        sheet.conditional_format(TOP + 1, money, last, money, bar)
        total = xl_rowcol_to_cell(last + 1, money, True, True)
        book.book.define_name("renewals_total", f"='{words('sheet.renewals')}'!{total}")


def _months_to_edit(book: Book, paper: Paper, sheet: Any, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """The month of each group's next renewal may be edited: it comes back as a fixed month."""
    following = {str(each[0].ref) for each in paper.assessment.schedule.by_group.values() if each}
    place = [column.key for column in columns].index("in_service")
    style = book.shown_as("month", **ENTRY)
    for down, row in enumerate(rows, TOP + 1):
        if row["ref"] in following:
            book.write(sheet, down, place, row["in_service"], "month", style)
    months = Column("in_service", "month", label=book.words("column.in_service"))
    keep_as_made(book, sheet, len(columns), [months], [row if row["ref"] in following else {} for row in rows])


def _commitments(book: Book, paper: Paper) -> None:
    words = book.words
    rows = view_commitments(paper)
    for row in rows:
        row |= {"ref": row["contract"], "basis": words.of("legal_basis", row["basis"])}
        row |= {f"y{year}": amount for year, amount in row["by_year"].items()}
    columns = (
        Column("ref", "ref", 18),
        Column("name", "text", 30, words("column.name_of_commitment")),
        Column("basis", "text", 16),
        Column("decided_in", "fy", 12),
        Column("first_year", "fy", 12),
        Column("last_year", "fy", 12),
        Column("limit_yen", "yen", 16),
        *(Column(f"y{fy}", "yen", 14, words.fy(fy)) for fy in paper.years),
    )
    book.table(words("sheet.commitments"), columns, rows, has_total=True)


def _milestones(book: Book, paper: Paper) -> None:
    words = book.words
    rows = view_milestones(paper)
    for row in rows:
        row["step"] = words.of("step", row["step"])
        row["late"] = row["late"] or None
    columns = (
        Column("ref", "ref", 30),
        Column("name", "text", 30, words("column.group")),
        Column("cycle", "whole", 6),
        Column("step", "text", 16),
        Column("starts", "day", 18),
        Column("due", "day", 18),
        Column("done", "day", 18),
        Column("fiscal_year", "fy", 12),
        Column("late", "whole", 10),
    )
    sheet = book.table(words("sheet.milestones"), columns, rows)
    if rows:
        style = book.format(font_color="#A8201A", bold=True)
        sheet.conditional_format(
            TOP + 1, 8, TOP + len(rows), 8, {"type": "cell", "criteria": ">", "value": 0, "format": style}
        )


def _departures(book: Book, paper: Paper) -> None:
    words = book.words
    rows = view_departures(paper)
    for row in rows:
        row["is_returned"] = words("departure.returned" if row["is_returned"] else "departure.disposed")
        row["late"] = row["late"] or None
    columns = (
        Column("ref", "ref", 30),
        Column("name", "text", 30, words("column.group")),
        Column("media", "whole", 8, words("departure.media")),
        Column("is_returned", "text", 10, words("departure.how")),
        Column("due", "day", 18),
        Column("planned", "day", 18, words("departure.planned")),
        Column("done", "day", 18),
        Column("certificate", "day", 18, words("departure.certificate")),
        Column("fiscal_year", "fy", 12),
        Column("late", "whole", 10),
    )
    book.table(words("sheet.departures"), columns, rows)


def _continuity(book: Book, paper: Paper) -> None:
    words = book.words
    rows, unset = view_recoveries(paper), words("excel.unset")
    for row in rows:
        row |= {
            "ref": row["service"],
            "hazard": words.value(Ref.parse(row["scenario"])),
            "status": words.of("verdict", row["status"]),
            "path": " → ".join(paper.names(Ref.parse(ref)) for ref in row["path"]),
            "rto_target_h": unset if row["rto_target_h"] is None else row["rto_target_h"],
            "rto_achievable_h": _hours(words, row["rto_achievable_h"], row["rto_at_least_h"], row["is_never"]),
            "rpo_target_h": unset if row["rpo_target_h"] is None else row["rpo_target_h"],
            "rpo_achievable_h": _hours(words, row["rpo_achievable_h"], row["rpo_at_least_h"], row["loses_all"]),
        }
    columns = (
        Column("ref", "ref", 18),
        Column("name", "text", 26, words("column.service")),
        Column("hazard", "text", 18),
        Column("as_of", "day", 18, words("column.from_on")),
        Column("rto_target_h", "hours", 12, words("column.rto_target")),
        Column("rto_achievable_h", "hours", 12, words("column.rto")),
        Column("rpo_target_h", "hours", 12, words("column.rpo_target")),
        Column("rpo_achievable_h", "hours", 12, words("column.rpo")),
        Column("status", "text", 8, words("column.verdict")),
        Column("path", "text", 60),
    )
    book.table(words("sheet.continuity"), columns, rows, about=words("excel.hours"))


def _hours(words: Words, hours: float | None, at_least: float | None, is_lost: bool) -> float | str:
    """Hours, or a word: an empty cell would look as if nothing were wrong."""
    if is_lost:
        return words("excel.never")
    if at_least is not None:
        return words("excel.at_least", hours=words.number(at_least))
    return words("unknown") if hours is None else hours


def _findings(book: Book, paper: Paper) -> None:
    words = book.words
    rows = []
    for each in sorted_findings(paper):
        span = each.spans[0] if each.spans else None
        rows.append(
            {
                "ref": str(each.subject),
                "severity": words.severity(each.severity),
                "code": each.code,
                "subject": paper.names(each.subject),
                "message": words.finding(each, paper.rulebook),
                "hint": words.hint(each, paper.rulebook),
                "file": span.file if span else None,
                "sheet": span.sheet if span else None,
                "row": span.row if span else None,
                "column": span.column if span else None,
                "waiver": each.waived_by.id if each.waived_by else None,
            }
        )
    columns = (
        Column("ref", "ref", 22),
        Column("severity", "text", 8),
        Column("code", "text", 9),
        Column("subject", "text", 24),
        Column("message", "text", 60),
        Column("hint", "text", 40),
        Column("file", "text", 26),
        Column("sheet", "text", 14),
        Column("row", "whole", 7),
        Column("column", "text", 14),
        Column("waiver", "text", 14),
    )
    book.table(words("sheet.findings"), columns, rows, freeze=3)
