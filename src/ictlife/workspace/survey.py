"""Questionnaires to departments, out and back（調査票の配布と回収）: filled sheets become overlays.

An answer is taken over only if it can be read, differs from the ledger, contradicts no other answer, and the
ledger has not changed since the sheet was written; everything else is a finding at its cell. The ledgers
themselves are never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ictlife.assessment import Assessment
from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.text import LANGS, Lang
from ictlife.base.textkey import file_name, text_key
from ictlife.base.unreadable import Unreadable
from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.planning.survey import ASKED, survey_sheets
from ictlife.reports.words import Words
from ictlife.reports.workbooks.survey import present_text, render_survey
from ictlife.sources.bind import bind
from ictlife.sources.record import Reading, Record
from ictlife.sources.survey import Returned, ReturnedRow, read_survey
from ictlife.workspace.layout import Input, read_bytes
from ictlife.workspace.load import Loaded, graded
from ictlife.workspace.overlay_file import dumped
from ictlife.workspace.read import read_words

_NOTES = frozenset({"INP048", "DAT001"})
"""Findings of a cell that is taken over all the same."""


@dataclass(frozen=True, slots=True)
class SurveyEdit:
    """An answer that changes a field, or adds a free answer（回答による変更）."""

    ref: Ref
    to: str | Mapping[str, str]
    value: object
    department: str
    span: Span


@dataclass(slots=True)
class ReadBack:
    """What came back（回収結果）."""

    files: int = 0
    edits: list[SurveyEdit] = field(default_factory=list)
    conflicts: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def changes(self) -> int:
        """Answers that change the ledger."""
        return sum(isinstance(each.to, str) for each in self.edits)


def survey_files(found: Assessment, lang: Lang) -> Mapping[str, bytes]:
    """File name → questionnaire of each department."""
    words = Words(lang)
    estate = found.estate
    categories = {each.id: words.titled(each.title, each.id) for each in estate.policies.values()}
    sheets = survey_sheets(estate, found.projection, found.schedule, found.as_of)
    return {
        words("survey.file", department=file_name(each.department)): render_survey(each, categories, found.as_of, words)
        for each in sheets
    }


def read_back(loaded: Loaded, files: Iterable[Path]) -> ReadBack:
    """The answers of filled questionnaires, and what is wrong with them."""
    reading = Reading()
    taking = _Taking(loaded, reading)
    back = ReadBack()
    for path in files:
        back.files += 1
        try:
            for sheet in read_survey(read_bytes(Input(path, path.name)), path.name, reading):
                taking.take(sheet)
        except Unreadable as problem:
            reading.say_at(problem.code, Span(path.name), **problem.params)
    back.edits, back.conflicts = _agreed(taking.edits, loaded.estate, reading)
    back.findings = graded(reading.findings, loaded.rulebook)
    return back


class _Taking:
    """Takes answers over（回答の読取り）."""

    def __init__(self, loaded: Loaded, reading: Reading) -> None:
        self.estate, self.reading = loaded.estate, reading
        self.words = read_words(loaded.folder, Reading())
        self.groups = {text_key(each.id): each for each in loaded.estate.groups.values()}
        self.edits: list[SurveyEdit] = []

    def take(self, sheet: Returned) -> None:
        for row in sheet.rows:
            if sheet.is_free:
                self._free(sheet, row)
            else:
                self._row(sheet, row)

    def _free(self, sheet: Returned, row: ReturnedRow) -> None:
        if row.id not in self.estate.questions:
            self.reading.say("SUR002", Ref("question", row.id or "?"), row.span("id"), text=row.id)
            return
        ref = Ref("answer", f"{sheet.department}/{row.id}")
        text = row.answers["text"]
        values = {"question": row.id, "department": sheet.department, "text": text}
        old = self.estate.answers.get(ref.id)
        if old is None or old.text != text:
            self.edits.append(SurveyEdit(ref, values, text, sheet.department, row.span("text")))

    def _row(self, sheet: Returned, row: ReturnedRow) -> None:
        group = self.groups.get(text_key(row.id)) if row.id else None
        if group is None:
            self.reading.say("SUR002", Ref(Group.KIND, row.id or "?"), row.span("id"), text=row.id)
            return
        answers = {name: text for name, text in row.answers.items() if name in ASKED}
        bound, bad = self._bound(group, answers, row)
        words = Words("en" if sheet.lang == "en" else "ja")
        for name, text in answers.items():
            if name in bad:
                continue
            ref, present = group.ref(name), getattr(group, name)
            if (value := getattr(bound, name) if bound else text) == present:
                continue
            shown, now = row.present.get(name, ""), present_text(present, words, name)
            if shown != now:
                said = {"name": group.name, "field": words(f"survey.field.{name}"), "shown": shown, "present": now}
                self.reading.say("SUR004", ref, row.span(name), **said, answer=text)
                continue
            self.edits.append(SurveyEdit(ref, text, value, sheet.department, row.span(name)))

    def _bound(self, group: Group, answers: Mapping[str, str], row: ReturnedRow) -> tuple[object | None, set[str]]:
        """The group as the answers have it, and the fields whose answers cannot be read."""
        known = {"id": group.id, "name": group.name, "category": group.category}
        bad: set[str] = set()
        while True:
            left = {name: text for name, text in answers.items() if name not in bad}
            trial = Reading()
            record = Record(Group.KIND, group.id, {**known, **left}, row.place)
            bound = bind([record], self.words, trial)[Group.KIND].get(group.id)
            worse = {each.subject.field for each in trial.findings if each.code not in _NOTES} & set(left)
            self.reading.findings += [each for each in trial.findings if each.subject.field in worse or bound]
            bad |= worse
            if bound is not None or not worse:
                return bound, bad


def _agreed(edits: Sequence[SurveyEdit], estate: Estate, reading: Reading) -> tuple[list[SurveyEdit], int]:
    """One edit for each address: where answers differ none is taken, and all are named."""
    by_ref: dict[Ref, list[SurveyEdit]] = {}
    for each in edits:
        by_ref.setdefault(each.ref, []).append(each)
    kept: list[SurveyEdit] = []
    conflicts = 0
    for ref, same in by_ref.items():
        if all(each.value == same[0].value for each in same):
            kept.append(same[0])
            continue
        conflicts += 1
        record = estate.find(ref.record)
        answers = tuple(dict.fromkeys(each.to if isinstance(each.to, str) else each.to["text"] for each in same))
        said = {"name": getattr(record, "name", ref.id), "field": _field_name(ref), "answers": answers}
        reading.say("SUR003", ref, *(each.span for each in same), **said)
    return kept, conflicts


def _field_name(ref: Ref) -> str:
    words = Words("ja")
    return words(f"survey.field.{ref.field}") if ref.field else words("survey.free")


ALL = "survey"
"""Name of the scenario of all answers together."""


def overlays(back: ReadBack, lang: Lang) -> Mapping[str, bytes]:
    """File name → overlay of each department with changes, and a scenario of them all, for `config/scenarios/`."""
    words = Words(lang)
    departments: dict[str, list[SurveyEdit]] = {}
    for each in back.edits:
        departments.setdefault(each.department, []).append(each)
    files: dict[str, bytes] = {}
    for name, edits in sorted(departments.items()):
        overlay = file_name(f"{ALL}-{name}")
        title = {each: Words(each)("survey.overlay_title", department=name) for each in LANGS}
        made = [_edit(each, words) for each in sorted(edits, key=lambda each: str(each.ref))]
        files[f"{overlay}.yaml"] = dumped({"overlay": overlay, "title": title, "edits": made})
    if files:
        title = {each: Words(each)("survey.scenario_title") for each in LANGS}
        listed = [name.removesuffix(".yaml") for name in files]
        files[f"{ALL}.yaml"] = dumped({"scenario": ALL, "title": title, "overlays": listed})
    return files


def _edit(each: SurveyEdit, words: Words) -> dict[str, object]:
    why = words("survey.overlay_why", place=str(each.span))
    verb = "set" if isinstance(each.to, str) else "add"
    return {verb: str(each.ref), "to": dict(each.to) if not isinstance(each.to, str) else each.to, "why": why}


def questionnaires(paths: Iterable[Path]) -> list[Path]:
    """The workbooks among `paths` and in the folders among them, in order of name."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.xlsx"), key=lambda each: each.name) if path.is_dir() else [path]
    return [each for each in found if not each.name.startswith("~$")]
