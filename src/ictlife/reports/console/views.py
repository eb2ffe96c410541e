"""Views as plain text（端末への表示）: aligned for full-width characters, no colour, fit for a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.text import Lang
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.console.aligned import aligned
from ictlife.reports.console.continuity import continuity_lines
from ictlife.reports.paper import Paper
from ictlife.reports.tables.fitting import fitting_lines, fitting_tables, increase_lines, increase_title
from ictlife.reports.views.budget import view_budget, view_commitments
from ictlife.reports.views.findings import sorted_findings, view_counts
from ictlife.reports.views.fitting import view_fitting
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row
from ictlife.reports.views.summary import view_summary
from ictlife.reports.words import Words, cited


def render_console(view: str, paper: Paper, lang: Lang) -> str:
    """The view `findings`, `schedule`, `budget` or `continuity` as text."""
    words = Words(lang, paper.named(lang))
    return "\n".join(_VIEWS[view](paper, words)) + "\n"


def _findings(paper: Paper, words: Words) -> list[str]:
    lines: list[str] = []
    for each in sorted_findings(paper):
        lines += [*finding_lines(each, paper.rulebook, words), ""]
    return [*lines, totals(paper, words)]


def finding_lines(each: Finding, rulebook: Rulebook, words: Words) -> list[str]:
    """One finding as `place: severity code title`, then what, about what, by which clause, what to do."""
    rule = rulebook.rules.get(each.code)
    place = str(each.spans[0]) if each.spans else str(each.subject)
    mark = f" [{words('findings.waived_by', waiver=each.waived_by.id)}]" if each.waived_by else ""
    title = rule.title.in_lang(words.lang) if rule else ""
    lines = [
        f"{place}: {words.severity(each.severity)} {each.code} {title}{mark}".rstrip(),
        f"  {words.finding(each, rulebook)}",
        f"  {words('column.subject')}  {each.subject}",
    ]
    lines += [f"  {words('column.place')}  {span}" for span in each.spans[1:]]
    if rule and rule.citations:
        clauses = words("list_mark").join(cited(rulebook, citation, words) for citation in rule.citations)
        lines.append(f"  {words('column.citations')}  {clauses}")
    if hint := words.hint(each, rulebook):
        lines.append(f"  {words('column.hint')}  {hint}")
    return lines


def totals(paper: Paper, words: Words) -> str:
    """How many findings of each severity（件数）."""
    counts = view_counts(paper)
    if not paper.findings:
        return words("cli.clean")
    return words("cli.totals", **counts["by_severity"], waived=counts["waived"])


def _schedule(paper: Paper, words: Words) -> list[str]:
    estate = paper.assessment.estate
    rows = []
    for row in view_renewals(paper):
        plan = estate.plans.get((row["plan"] or "").partition(":")[2])
        rows.append(
            (
                words.iso(row["in_service"]),
                words.fy(FiscalYear(row["fiscal_year"])),
                row["name"],
                words.of("driver", row["driver"]),
                words("span", first=words.iso(row["earliest"], True), until=words.iso(row["latest"], True)),
                plan.name if plan else "–",
                words.thousand(row["amount_yen"] or 0),
                row["ref"],
            )
        )
    head = ("in_service", "fiscal_year", "group", "driver", "period", "plan", "amount", "ref")
    lines = [words("unit.thousand_yen"), *aligned([words(f"column.{key}") for key in head], rows, right=(6,))]
    lines += _fitting(paper, words)
    unknown = paper.assessment.projection.unknown
    if unknown:
        lines += [
            "",
            words("ask.unknown_groups", count=len(unknown)),
            *(f"  {ref}  {paper.names(ref)}" for ref in unknown),
        ]
    return lines


def _fitting(paper: Paper, words: Words) -> list[str]:
    """What the optimisation reached, under the schedule."""
    view = view_fitting(paper)
    if view is None:
        return []
    lines = ["", words("fitting.title"), *fitting_lines(view, words)]
    for table in fitting_tables(view, words):
        rows = [[cell.text for cell in row] for row in table.rows]
        right = [place for place, style in enumerate(table.styles) if style == "num"]
        lines += ["", table.title, *aligned(table.heads, rows, right=right)]
    lines += ["", words("fitting.note")]
    increases = [f"  {line}" for line in increase_lines(view, words)]
    return [*lines, "", increase_title(view, words), *increases] if increases else lines


def _budget(paper: Paper, words: Words) -> list[str]:
    budget = view_budget(paper)
    kinds = [words.of("cost_kind", line["key"]) for line in budget["by_kind"]]
    rows = []
    for place, year in enumerate(budget["years"]):
        cap, over = budget["cap_yen"][place], budget["over_yen"][place]
        amounts = [words.thousand(line["amounts_yen"][place]) for line in budget["by_kind"]]
        limits = ["–" if cap is None else words.thousand(cap), words.thousand(over) if over else ""]
        rows.append((words.fy(FiscalYear(year)), *amounts, words.thousand(budget["total_yen"][place]), *limits))
    head = [words("column.fiscal_year"), *kinds, words("total"), words("budget.cap"), words("budget.over")]
    lines = [words("unit.thousand_yen"), *aligned(head, rows, right=range(1, len(head)))]
    commitments = view_commitments(paper)
    if commitments:
        said = [
            (
                each["name"],
                words.of("legal_basis", each["basis"]),
                words.fy(FiscalYear(each["decided_in"])),
                words("span", first=FiscalYear(each["first_year"]), until=FiscalYear(each["last_year"])),
                words.thousand(each["limit_yen"]),
            )
            for each in commitments
        ]
        head = [words(f"column.{key}") for key in ("name_of_commitment", "basis", "decided_in", "period", "amount")]
        lines += ["", words("budget.commitments"), *aligned(head, said, right=(4,))]
    return lines


def render_summary(paper: Paper, lang: Lang, written: Iterable[PurePath] = ()) -> str:
    """What a section chief asks first, and what was written where（概要）."""
    words = Words(lang, paper.named(lang))
    found = view_summary(paper)
    requests, late, over = found["requests"], found["late"], found["over"]
    season = FiscalYear(requests["fiscal_year"])
    notes = {
        "requests": words("ask.requests_more", year=season, amount=words.thousand(requests["amount_yen"])),
        "late": words("ask.late_more", days=late[0]["late"]) if late else "",
        "unsupported": words("ask.unsupported_more", short=len(found["short"]), unknown=len(found["unknown_support"])),
        "missed": "" if found["has_services"] else words("ask.no_targets"),
        "over": _over(words, over) if found["has_caps"] else words("ask.no_caps"),
    }
    counts = {"requests": requests["rows"], "late": late, "unsupported": found["unsupported"], "over": over}
    counts["missed"] = found["missed"]
    lines = [(words(f"ask.{key}"), words.number(len(counts[key])), note) for key, note in notes.items()]
    heading = words("paper.as_of", day=paper.manifest.as_of)
    said = [heading, *aligned([], lines, right=(1,)), totals(paper, words)]
    return "\n".join([*said, *(words("cli.written", file=str(file)) for file in written)])


def _over(words: Words, over: list[Row]) -> str:
    return words("ask.over_more", amount=words.thousand(max(each["over_yen"] for each in over))) if over else ""


_VIEWS: dict[str, Callable[[Paper, Words], list[str]]] = {
    "findings": _findings,
    "schedule": _schedule,
    "budget": _budget,
    "continuity": continuity_lines,
}
