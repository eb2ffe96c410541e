"""The report as one self-contained page（HTML報告書）: no request, printable on A4, Japanese first.

Everything is escaped by the template engine; what the script needs is compressed and in Base64, so that
nothing in the inputs can become markup.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.reports.grounds.grounds import grounds_of
from ictlife.reports.heading import city_name
from ictlife.reports.page.budget import budget_page, lines_of
from ictlife.reports.page.continuity import continuity_page
from ictlife.reports.page.engine import engine
from ictlife.reports.page.known import Known
from ictlife.reports.page.payload import pack, unfold
from ictlife.reports.page.rows import Tables, choices, label_json
from ictlife.reports.page.strip import Axis, plan_strip, timeline_bars
from ictlife.reports.paper import Paper
from ictlife.reports.tables.fitting import fitting_lines, fitting_tables, increase_lines, increase_title, is_complete
from ictlife.reports.tables.plans import ON_PAGE, said_tables
from ictlife.reports.views.continuity import view_continuity
from ictlife.reports.views.findings import view_waivers
from ictlife.reports.views.fitting import view_fitting
from ictlife.reports.views.milestones import view_back_schedule
from ictlife.reports.views.plans import view_periods, view_plans
from ictlife.reports.views.renewals import view_groups
from ictlife.reports.views.row import Row
from ictlife.reports.views.summary import view_summary
from ictlife.reports.words import Words, cited

SECTIONS = (
    "summary",
    "schedule",
    "matrix",
    "budget",
    "milestones",
    "plans",
    "support",
    "continuity",
    "findings",
    "about",
)
_SCRIPT_WORDS = (
    "shown", "previous", "next", "page", "no_reason", "not_found", "nothing", "consists", "others", "cap", "all_years",
    "cut", "elsewhere", "says", "rests_on", "places",
)  # fmt: skip
_LONGEST_FOOT = 60
_WEEK = 168
"""Hours from which on days are said too."""
_PAYLOAD = "\0"
"""Stands for the payload, which is made last: what is pointed at is known when the rest is written."""
_GLYPHS = {"consider": "○", "prepare": "◐", "carry_out": "●"}


def render_html(paper: Paper, lang: Lang = "ja") -> bytes:
    """`index.html`."""
    words = Words(lang, paper.named(lang))
    groups = view_groups(paper)
    axis = Axis(paper.years, paper.assessment.as_of)
    back = view_back_schedule(paper)
    grounds = grounds_of(paper, words)
    knows = Known(paper, grounds)
    shared = _said(paper, words, knows) | {"steps": back["steps"], "years": [fy.start_year for fy in paper.years]}
    macro = engine().get_template("rows.html.j2").make_module(shared)
    made = Tables(paper, words, axis, macro, groups, shared["to"])
    tables = {
        each.id: each
        for each in (
            made.gantt(back),
            made.matrix(),
            made.milestones(back),
            made.support(),
            made.commitments(),
            made.findings(),
        )
    }
    budget = budget_page(paper, words)
    context = (
        shared
        | _views(paper, words, knows)
        | {
            "axis": axis, "footer": _footer(paper, words), "budget": budget,
            "bcp": continuity_page(paper, words, axis, knows),
            "tables": tables, "index": made.index, "choices": choices(groups, paper, words),
            "labels": label_json({name: words(f"ui.{name}") for name in _SCRIPT_WORDS} | {"money": words("money")}),
        }
    )  # fmt: skip
    page = engine().get_template("page.html.j2").render(context | {"payload": Markup(_PAYLOAD)})
    document = unfold(paper, words, groups, lines_of(budget), grounds, knows.read)
    document["tables"] = {name: table.packed for name, table in tables.items() if table.packed}
    head, _, tail = page.rpartition(_PAYLOAD)
    return f"{head}{pack(document)}{tail}".encode("utf-8", "replace")


def _footer(paper: Paper, words: Words) -> Markup:
    """At the foot of every sheet（各頁の脚注）: whose it is, as of which day, from which inputs, by which version."""
    manifest = paper.manifest
    said = [
        city_name(paper, words.lang)[:_LONGEST_FOOT],
        words("paper.as_of", day=manifest.as_of),
        words("paper.scenario", name=manifest.scenario) if manifest.scenario else "",
        words("paper.inputs_short", digest=manifest.digest[:12]),
        words("paper.made_by", version=manifest.version),
    ]
    return _css_text("　".join(each for each in said if each))


def _css_text(text: str) -> Markup:
    """Text as a style sheet quotes it; what is neither letter nor figure is written by its number."""
    return Markup('"{}"').format(Markup("".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text)))


def _fitting(paper: Paper, words: Words, knows: Known) -> Row | None:
    view = view_fitting(paper)
    return view and view | {
        "is_complete": is_complete(view),
        "said": fitting_lines(view, words),
        "tables": [table.leading(knows) for table in fitting_tables(view, words)],
        "increase_title": increase_title(view, words),
        "increase_lines": list(increase_lines(view, words)),
        "goals": "fitting:cap",
    }


def _views(paper: Paper, words: Words, knows: Known) -> Row:
    """The tables that stand whole on the page, and their figures."""
    plans, continuity = view_plans(paper), view_continuity(paper)
    plan_axis = Axis(FiscalSpan(*(FiscalYear(plans["years"][end]) for end in (0, -1))), paper.assessment.as_of)
    for plan in plans["plans"]:
        plan["strip"] = plan_strip(plan_axis, words, plan)
    periods = view_periods(paper)
    ours = [each["length"] for each in periods["candidates"] if each["plan"]]
    return {
        "summary": view_summary(paper),
        "fitting": _fitting(paper, words, knows),
        "plans": plans,
        "plan_tables": [table.on_page.leading(knows) for table in said_tables(paper, words, ON_PAGE)],
        "plan_axis": plan_axis,
        "periods": periods,
        "open_length": ours[-1] if ours else 5,
        "continuity": continuity,
        "timeline": timeline_bars(continuity["days"], words),
        "waivers": view_waivers(paper),
        "rules": _rules(paper, words),
    }


def _rules(paper: Paper, words: Words) -> list[Row]:
    """What every rule found, with its sources as well as they are known（規則ごとの結果）."""
    rows = []
    for result in paper.assessment.results:
        rule = paper.rulebook.rules.get(result.code)
        rows.append(
            {
                "code": result.code,
                "title": rule.title.in_lang(words.lang) if rule else result.code,
                "status": result.status.value,
                "examined": result.examined,
                "citations": words("list_mark").join(
                    cited(paper.rulebook, each, words) for each in (rule.citations if rule else ())
                ),
            }
        )
    return rows


def _said(paper: Paper, words: Words, knows: Known) -> Row:
    """What every template may say."""
    return {
        "words": words,
        "city": city_name(paper, words.lang),
        "manifest": paper.manifest,
        "digest": paper.manifest.digest[:12],
        "sections": SECTIONS,
        "glyph": _GLYPHS,
        "to": knows.link,
        "category": lambda category: paper.category_name(words.lang, category),
        "named": lambda ref: words.value(Ref.parse(ref)),
        "month": words.iso,
        "day": lambda iso, is_short=False: words.date(date.fromisoformat(iso), is_short),
        "fy": lambda year, is_short=False: words.fy(FiscalYear(year), is_short),
        "hours": lambda hours: words("unknown") if hours is None else words("unit.hours", count=hours),
        "about_days": lambda hours: words("unit.about_days", count=round(hours / 24)) if hours >= _WEEK else "",
    }
