"""The tables of the ICT-BCP, said in one language（様式の表の表示）: for the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity import tables
from ictlife.continuity.figures import Bar
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.continuity.review import ChecklistRow, checklist, update_tasks
from ictlife.reports.paper import Paper
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.words import Words

_UNTOLD = ("done_on", "held_on", "planned_on", "contract_ends_on", "phase", "means", "attested_on", "attested_by")
"""Columns in which nothing means none, not unknown."""
_UNTOLD_HOURS = ("measured_h", "crew_ends_h", "then_rpo_h")
Raw = tuple[object, ...]


def continuity_tables(paper: Paper, words: Words) -> tuple[SaidTable, ...]:
    """All tables of the ICT-BCP, the forms in the order of their numbers."""
    if not paper.assessment.estate.services:
        return ()
    say = _Sayer(paper, words)
    return tuple(say.table(key, heads, rows) for key, heads, rows in (*_found(paper), *_forms(paper), *_review(paper)))


def matrix_table(paper: Paper, words: Words) -> SaidTable:
    """Services × scenarios on the as-of day: verdict, hours and target in one cell（業務×被害想定）."""
    found = tables.matrix(paper.assessment.continuity, paper.assessment.as_of)
    say = _Sayer(paper, words)
    rows = tuple(
        (Said(str(row.service)), Said(paper.names(row.service)), *(say.cell_of(each) for each in row.cells))
        for row in found.rows
    )
    heads = (words("bcp.column.ref"), words("bcp.column.service"), *map(words.value, found.scenarios))
    keys = ("ref", "service", *map(str, found.scenarios))
    return SaidTable("matrix", words("bcp.title.matrix"), heads, rows, False, keys)


def restart_table(paper: Paper, words: Words) -> SaidTable:
    """In which order everything comes back, scenario by scenario（復旧順序）."""
    rows = [
        (
            each.node, scenario, each.node, each.priority, _means(each.means),
            each.starts_h, _back(each), each.crew_ends_h,
        )
        for scenario, bars in paper.restarts.items()
        for each in bars
    ]  # fmt: skip
    heads = ("ref", "scenario", "system", "priority", "means", "starts_h", "ends_h", "crew_ends_h")
    return _Sayer(paper, words).table("restart", heads, rows)


def course_table(paper: Paper, words: Words) -> SaidTable:
    """Every stretch of time with one verdict（達成可能性の推移）."""
    rows = [
        (each.service, each.service, each.scenario, each.phase or None, each.verdict, each.from_on, each.until_on)
        for each in tables.attainability(paper.assessment.continuity)
    ]
    heads = ("ref", "service", "scenario", "phase", "verdict", "from_on", "until_on")
    return _Sayer(paper, words).table("courses", heads, rows)


class Key(str):
    """A key that has a label in the family `family`（区分）."""

    __slots__ = ("family",)
    family: str

    @classmethod
    def of(cls, family: str, key: str) -> Key:
        """The key with its family."""
        made = cls(key)
        made.family = family
        return made


def _means(means: str | None) -> Key | None:
    return Key.of("means", means) if means else None


def _back(bar: Bar) -> object:
    """Hours until it is back; a word where nothing brings it back, and where it cannot be told."""
    return Key.of("bcp", "never") if bar.is_never else bar.ends_h


Table = tuple[str, tuple[str, ...], list[Raw]]


def _found(paper: Paper) -> Iterator[Table]:
    found = paper.assessment.continuity
    points = sorted(found.single_points, key=lambda each: (-len(each.takes_down), each.node))
    yield "single_points", ("ref", "node", "takes_down"), [(each.node, each.node, each.takes_down) for each in points]
    rows: list[Raw] = [
        (each.service, each.service, each.scenario, each.phase or None, each.measure, each.cost, each.rto_h, each.rpo_h)
        for each in found.remedies
    ]
    yield "remedies", ("ref", "service", "scenario", "phase", "measure", "cost_yen", "then_rto_h", "then_rpo_h"), rows


def _forms(paper: Paper) -> Iterator[Table]:
    course, found = paper.course, paper.assessment.continuity
    estate, services = course.estate, tables.service_rows(course, found, paper.assessment.as_of)
    for key, rows, heads in (
        ("form_1", tables.systems(course), "system services owner models site vendors is_quickly_bought flood_depth_cm"
         " is_seismic is_anchored"),
        ("form_2", tables.vendors(course), "contract vendor subjects contract_ends_on is_all_days onsite_h"
         " contact_confirmed_on"),
        ("form_5", tables.power(estate), "site ups_minutes generator_hours has_fuel_contract lines"),
        ("form_6", tables.measures(estate, found), "measure owner due_year cost_yen done_on helps"),
        ("form_7", tables.backups(course), "backup subjects media interval_h site is_offline is_immutable"
         " last_test_on"),
        ("form_12", tables.drills(estate), "drill held_on planned_on measured_h has_succeeded"),
        ("form_15", services, "service owner impact is_priority"),
        ("form_16", services, "service priority owner rto_h rpo_h rlo verdict"),
        ("form_17", services, "service needs"),
    ):  # fmt: skip
        yield key, ("ref", *heads.split()), _cells(rows, tuple(heads.split()))


_FIELD = {"system": "subject", "contract_ends_on": "ends_on", "cost_yen": "cost", "verdict": "worst"}
"""Columns that are called otherwise than the field they show."""


def _cells(rows: Iterable[object], heads: tuple[str, ...]) -> list[Raw]:
    """The fields of `rows` under `heads`; before them the address of what the first column names."""
    fields = [_FIELD.get(head, head) for head in heads]
    return [tuple(getattr(row, field) for field in (fields[0], *fields)) for row in rows]


def _review(paper: Paper) -> Iterator[Table]:
    found = paper.assessment
    tasks: dict[tuple[Ref, int], list[Raw]] = {}
    for each in update_tasks(paper.course, found.schedule):
        tasks.setdefault((each.renewal, each.form), []).append((each.subject, each.due))
    rows: list[Raw] = [
        (renewal, parts[0][1], renewal, Form(form), tuple(dict.fromkeys(subject for subject, _ in parts)))
        for (renewal, form), parts in tasks.items()
    ]
    yield "updates", ("ref", "due", "renewal", "form", "row"), rows
    statuses = {result.code: result.status.value for result in found.results}
    yield "checklist", (
        "ref", "item", "answer", "evidence", "attested_on", "attested_by", "is_confirmed",
    ), [_item(paper, row) for row in checklist(found.estate, statuses, found.as_of)]  # fmt: skip


class Form(int):
    """The number of a form（様式の番号）."""


class Outcome(tuple[str, str]):
    """A rule and its outcome（規則と判定）."""


def _item(paper: Paper, row: ChecklistRow) -> Raw:
    attested = paper.assessment.estate.find(row.attestation) if row.attestation else None
    return (
        row.item,
        row.item,
        Key.of("bcp.answer", row.answer),
        tuple(Outcome(each) for each in row.evidence),
        getattr(attested, "on", None),
        getattr(attested, "by", None),
        Key.of("bcp.wording", "confirmed" if row.is_confirmed else "to_copy"),
    )


class _Sayer:
    """Says raw values of the tables."""

    def __init__(self, paper: Paper, words: Words) -> None:
        self.paper, self.words = paper, words
        self.names = paper.named(words.lang)

    def table(self, key: str, heads: tuple[str, ...], rows: Iterable[Raw]) -> SaidTable:
        """A table, its title, its heads and all its cells."""
        said = tuple(tuple(self.cell(value, head) for value, head in zip(row, heads, strict=True)) for row in rows)
        titles = tuple(self.words(f"bcp.column.{head}") for head in heads)
        refs = tuple(row[0].text for row in said) if heads[0] == "ref" else ()
        return SaidTable(key, self.words(f"bcp.title.{key}"), titles, said, "cost_yen" in heads, heads, refs=refs)

    def cell(self, value: object, head: str) -> Said:
        """A cell: what is not known says so; a Ref by its name, except in the column of addresses."""
        if value is None:
            return self._nothing(head)
        if head == "ref":
            return Said(str(value))
        if isinstance(value, Verdict):
            return Said(self.words.of("verdict", value.value), css=f"cell {value.value}")
        if isinstance(value, bool):
            return Said(self.words("bcp.yes" if value else "bcp.no"))
        if isinstance(value, Form):
            return Said(self.words("bcp.form_no", form=int(value)))
        if isinstance(value, (int, float)):
            if head == "cost_yen":
                return Said(self.words.thousand(int(value)), int(value), is_money=True)
            return Said(self.words.number(value), value)
        if isinstance(value, Ref):
            if head == "measure":
                return Said(measure_name(value, self.words))
            return Said(self._name(value), href=f"#{value}" if value.kind == "group" else "")
        return Said(self._text(value), day=value if isinstance(value, date) else None)

    def _nothing(self, head: str) -> Said:
        if head == "until_on":
            return Said(self.words("bcp.open_end"))
        if head in _UNTOLD or head in _UNTOLD_HOURS or head == "starts_h":
            return Said("–")
        return Said(self.words("unknown"), css="cell unknown")

    def _text(self, value: object) -> str:
        words = self.words
        if isinstance(value, Key):
            return words.of(value.family, value)
        if isinstance(value, Outcome):
            return words("bcp.evidence_of", code=value[0], status=words.of("status", value[1]))
        if isinstance(value, tuple):
            return words("list_mark").join(self._part(each) for each in value) or "–"
        return words.value(value)

    def _part(self, value: object) -> str:
        if isinstance(value, Ref):
            return self._name(value)
        if isinstance(value, tuple) and not isinstance(value, Outcome):
            return "×".join(map(self._part, value))
        return self._text(value)

    def _name(self, ref: Ref) -> str:
        if ref.kind == "checklist_item" and self.names(ref) == ref.id:
            return self.words("bcp.item_no", number=ref.id)
        return self.names(ref)

    def cell_of(self, each: Recovery | None) -> Said:
        """A cell of the matrix: verdict, hours to recover, target."""
        if each is None:
            return Said("–")
        words = self.words
        back = "∞" if each.is_never else _hours(words, each.rto_achievable_h)
        if each.rto_at_least_h is not None:
            back = f"≥ {_hours(words, each.rto_at_least_h)}"
        text = words("of", part=back, whole=_hours(words, each.rto_target_h))
        return Said(f"{words.of('verdict', each.verdict.value)} {text}", css=f"cell {each.verdict.value}")


def measure_name(measure: Ref, words: Words) -> str:
    """What a measure is called; a renewal is one by coming forward（更新の前倒し）."""
    name = words.value(measure)
    return words("bcp.bring_forward", name=name) if measure.kind == "renewal" else name


def _hours(words: Words, hours: float | None) -> str:
    return words("unknown") if hours is None else words.number(hours)
