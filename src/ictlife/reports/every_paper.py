"""Which papers there are（報告書の一覧）, each as a job that makes it; the longest first."""

from __future__ import annotations

from ictlife.base.text import Lang
from ictlife.reports.documents.plans_docx import render_plans_docx
from ictlife.reports.ics import render_ics
from ictlife.reports.json_out import render_json
from ictlife.reports.page.money import render_money_html
from ictlife.reports.page.report import render_html
from ictlife.reports.page.sheet import render_schools
from ictlife.reports.page.wall import render_wall
from ictlife.reports.paper import Paper
from ictlife.reports.tables.money import money_sheets
from ictlife.reports.two_at_once import Files, Job
from ictlife.reports.words import Words
from ictlife.reports.workbooks.budget_papers import render_money_excel
from ictlife.reports.workbooks.continuity import render_continuity_excel
from ictlife.reports.workbooks.renewal_plan import render_excel


def paper_jobs(paper: Paper, lang: Lang) -> tuple[Job, ...]:
    """A job for each paper that needs nothing but what was computed; names are in the language of the paper."""
    words = Words(lang)

    def money() -> Files:
        sheets, name = money_sheets(paper), words("sheet_file")
        return {
            f"{name}.xlsx": render_money_excel(paper, sheets, lang),
            f"{name}.html": render_money_html(paper, sheets, lang),
        }

    return (
        lambda: {"index.html": render_html(paper, lang)},
        lambda: {f"{words('file.workbook')}.xlsx": render_excel(paper, lang)},
        money,
        lambda: {"assessment.json": render_json(paper)},
        lambda: {f"{words('file.plans')}.docx": render_plans_docx(paper, lang)},
        lambda: {"milestones.ics": render_ics(paper, lang)},
        lambda: {f"{words('bcp.file')}.xlsx": render_continuity_excel(paper, lang)},
        lambda: {f"{words('file.schools')}.html": render_schools(paper, lang)},
        lambda: {f"{words('file.wall')}.html": render_wall(paper, lang)},
    )
