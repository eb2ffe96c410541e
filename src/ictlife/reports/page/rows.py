"""The long tables of the page（表）: rows as markup, what they are filtered by, and which are shown at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape

from ictlife.base.finding import Finding, Severity
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.grounds.judged import support_address
from ictlife.reports.page.strip import Axis, gantt_strip, support_strip
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_commitments
from ictlife.reports.views.findings import sorted_findings, subject_group
from ictlife.reports.views.renewals import view_matrix, view_renewals
from ictlife.reports.views.row import Row
from ictlife.reports.views.support import STATES, view_support
from ictlife.reports.words import Words

ALL_SHOWN = 400
"""Tables up to this many rows stand on the page whole; longer ones are turned page by page."""
FIRST_PAGE = 50
_CSS = dict.fromkeys(("group", "name_of_commitment"), Markup(' class="name"'))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row（行）: the place of its group, the words it is filtered by, the yen it adds, its cells."""

    group: int | str
    keys: str
    amounts: tuple[int, ...]
    html: Markup


@dataclass
class Table:
    """A table of the page（表）."""

    id: str
    label: str
    css: str
    head: Markup
    rows: list[TableRow]
    unit: str = ""
    foot: Markup = field(default_factory=Markup)
    facets: tuple[Row, ...] = ()
    style: Markup = field(default_factory=Markup)

    @property
    def shown(self) -> list[TableRow]:
        """The rows that stand on the page from the start."""
        return self.rows if len(self.rows) <= ALL_SHOWN else self.rows[:FIRST_PAGE]

    @property
    def packed(self) -> list[tuple[object, ...]]:
        """The rows for the payload, where not all stand on the page."""
        if len(self.rows) <= ALL_SHOWN:
            return []
        return [(row.group, row.keys, ",".join(map(str, row.amounts)), row.html) for row in self.rows]


@dataclass
class Tables:
    """Makes the tables of one page（表の作成）. `macro` is the module of row macros."""

    paper: Paper
    words: Words
    axis: Axis
    macro: Any
    groups: list[Row]
    link: Callable[[str, str], Markup]

    def __post_init__(self) -> None:
        self.index = {group["ref"]: place for place, group in enumerate(self.groups)}

    def head(self, *columns: str, wide: Markup | None = None) -> Markup:
        """The head of a table; a name that begins with `#` is of numbers."""
        cells = [
            Markup('<th scope="col"{}>{}</th>').format(
                _CSS.get(column, Markup(' class="num"') if column.startswith("#") else ""),
                self.words(f"column.{column.lstrip('#')}"),
            )
            for column in columns
        ]
        return Markup("").join(
            [*cells, Markup('<th scope="col" class="chart"><div class="axis">{}</div></th>').format(wide)]
            if wide
            else cells
        )

    def rows(self, macro: Callable[[Row], str], rows: Iterable[Row], ref: str = "ref") -> list[TableRow]:
        """Rows of a macro, each with its group."""
        return [
            TableRow(
                self.index.get(row[ref], ""), row.get("keys", ""), tuple(row.get("amounts", ())), Markup(macro(row))
            )
            for row in rows
        ]

    def gantt(self, back: Row) -> Table:
        """更新スケジュール, in order of the next renewal."""
        renewals: dict[str, list[Row]] = {}
        for row in view_renewals(self.paper):
            renewals.setdefault(row["subject"], []).append(row)
        steps: dict[str, list[Row]] = {}
        for row in back["rows"]:
            steps.setdefault(row["subject"], []).extend(row["steps"].values())
        as_of = str(self.paper.assessment.as_of)[:7]
        rows = []
        for group in self.groups:
            own = renewals.get(group["ref"], [])
            coming = next((row for row in own if row["in_service"] >= as_of), own[-1] if own else None)
            strip = gantt_strip(self.axis, self.words, own, steps.get(group["ref"], []), group["in_service"])
            rows.append({"ref": group["ref"], "group": group, "next": coming, "strip": strip})
        rows.sort(key=lambda row: (row["next"]["in_service"] if row["next"] else "9999", row["ref"]))
        head = self.head("group", "next_renewal", wide=self.axis.head(self.words))
        return Table(
            "gantt", self.words("gantt.chart"), "gantt", head, self.rows(self.macro.gantt, rows), style=self.axis.style
        )

    def matrix(self) -> Table:
        """更新マトリクス, groups in the order read."""
        matrix = view_matrix(self.paper)
        for row in matrix["rows"]:
            row["amounts"] = [cell["amount_yen"] or 0 for cell in row["cells"]] + [row["total_yen"]]
        years = [
            Markup('<th scope="col" class="num">{}</th>').format(self.words.fy(FiscalYear(year), is_short=True))
            for year in matrix["years"]
        ]
        total = Markup('<th scope="col" class="num sum">{}</th>').format(self.words("total"))
        sums = [*matrix["totals_yen"], sum(matrix["totals_yen"])]
        foot = Markup('<th scope="row" class="name">{}</th>').format(self.words("total")) + Markup("").join(
            Markup('<td class="num" data-sum><a class="fig" href="#year:{}">{}</a></td>').format(
                year, self.words.thousand(amount)
            )
            for year, amount in zip([*matrix["years"], ""], sums, strict=True)
        )
        return Table(
            "matrix", self.words("section.matrix"), "matrix",
            self.head("group") + Markup("").join(years) + total,
            self.rows(self.macro.matrix, matrix["rows"]), self.words("unit.thousand_yen"), foot,
        )  # fmt: skip

    def milestones(self, back: Row) -> Table:
        """調達工程, in order of going into service."""
        head = self.head("group", "in_service") + Markup("").join(
            Markup('<th scope="col">{}</th>').format(self.words.of("step", step)) for step in back["steps"]
        )
        rows = self.rows(self.macro.back, back["rows"], "subject")
        return Table("milestones", self.words("section.milestones"), "back", head, rows)

    def support(self) -> Table:
        """サポート期限, the worst first."""
        rows = sorted(view_support(self.paper), key=lambda row: (STATES.index(row["state"]), row["ref"]))
        for row in rows:
            row["strip"] = support_strip(self.axis, self.words, row)
            row["keys"], row["why"] = row["state"], support_address(row["ref"])
        head = self.head("group", "state", "next_renewal", "ends", wide=self.axis.head(self.words))
        facet = self._facet("column.state", "support_state", STATES)
        return Table(
            "support", self.words("section.support"), "gantt", head,
            self.rows(self.macro.support, rows), facets=(facet,), style=self.axis.style,
        )  # fmt: skip

    def commitments(self) -> Table:
        """債務負担行為, by year of decision."""
        rows = self.paper.assessment.budget.rows
        spent = {(str(row.contract), year) for row in rows for year in (str(row.fy), "")}
        shown = [
            TableRow(self.index.get(row["subject"], ""), "", (), self._commitment(row, spent))
            for row in view_commitments(self.paper)
        ]
        head = self.head("name_of_commitment", "basis", "decided_in", "period", "#amount") + Markup("").join(
            Markup('<th scope="col" class="num">{}</th>').format(self.words.fy(fy, is_short=True))
            for fy in self.paper.years
        )
        return Table(
            "commitments", self.words("budget.commitments"), "money", head, shown, self.words("unit.thousand_yen")
        )

    def _commitment(self, row: Row, spent: Container[tuple[str, str]]) -> Markup:
        """A commitment; an amount leads to what the contract costs in the year, with the reason of every line."""
        words = self.words
        first, last = (words.fy(FiscalYear(row[key]), is_short=True) for key in ("first_year", "last_year"))
        decided = words.fy(FiscalYear(row["decided_in"]), is_short=True)
        terms = (words.of("legal_basis", row["basis"]), decided, words("span", first=first, until=last))
        name = f'<th scope="row" class="name">{self.link(row["subject"], row["name"])}</th>'
        contract = row["contract"]
        amounts = [(str(year), row["by_year"].get(str(year))) for year in self.paper.years]
        has_spent = (contract, "") in spent
        cells = [f"<td>{escape(terms[0])}</td>"]
        for said in terms[1:]:
            cells.append(f"<td>{_bound(contract, '', said) if has_spent else escape(said)}</td>")
        for year, amount in [("", row["limit_yen"]), *amounts]:
            said = "" if amount is None else words.thousand(amount)
            if said and (contract, year) in spent:
                said = _bound(contract, year, said)
            cells.append(f'<td class="num{"" if year else " sum"}">{said}</td>')
        return Markup(name + "".join(cells))

    def findings(self) -> Table:
        """指摘, gravest first."""
        rows = [self._finding(each) for each in sorted_findings(self.paper)]
        areas = sorted({row["code"][:3] for row in rows})
        facets = (
            self._facet("column.severity", "severity", [*(each.value for each in Severity), "waived"]),
            self._facet("column.area", "area", areas),
        )
        head = self.head("severity", "code", "message", "subject", "place")
        return Table(
            "findings", self.words("section.findings"), "findings", head,
            self.rows(self.macro.finding, rows, "group"), facets=facets,
        )  # fmt: skip

    def _finding(self, each: Finding) -> Row:
        rule = self.paper.rulebook.rules.get(each.code)
        severity = "waived" if each.waived_by else each.severity.value
        return {
            "group": subject_group(self.paper, each) or "",
            "keys": f"{severity} {each.code[:3]} {each.code}",
            "severity": severity,
            "code": each.code,
            "title": rule.title.in_lang(self.words.lang) if rule else each.code,
            "message": self.words.finding(each, self.paper.rulebook),
            "hint": self.words.hint(each, self.paper.rulebook),
            "subject": str(each.subject),
            "subject_name": self.paper.names(each.subject),
            "waiver": each.waived_by.id if each.waived_by else None,
            "places": [str(span) for span in each.spans],
        }

    def _facet(self, label: str, family: str, values: Iterable[str]) -> Row:
        return {"label": self.words(label), "choices": [(value, self.words.of(family, value)) for value in values]}


def _bound(contract: str, year: str, said: str) -> Markup:
    """An amount of a contract, which leads to its lines in the year, or in all years."""
    return Markup(f'<a class="fig" href="#bound:{escape(contract)}@{year}">{escape(said)}</a>')


def choices(groups: list[Row], paper: Paper, words: Words) -> Row:
    """What the filter bar offers（絞り込みの選択肢）: only what occurs."""
    said: dict[str, Callable[[str], str]] = {
        "owner": str,
        "zone": lambda zone: words.of("zone", zone),
        "site": str,
        "category": lambda category: paper.category_name(words.lang, category),
    }
    return {
        key: sorted(((value, say(value)) for value in {group[key] for group in groups} if value), key=itemgetter(1))
        for key, say in said.items()
    }


def label_json(labels: dict[str, str]) -> Markup:
    """Labels for the script: no character in it can end the script or start markup."""
    text = json.dumps(labels, ensure_ascii=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
