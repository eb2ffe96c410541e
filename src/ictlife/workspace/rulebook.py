"""The rulebook（規則集）: shipped rules, over which stand a profile, the town's `config/rules.yaml` and a scenario.

Rules are records like any input until here, so an overlay edits them as it edits anything. Adds no way of
looking: a local rule may only name a check that ships with the program, so that a town can accept such a file
from another town.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.unreadable import Unreadable
from ictlife.checks.registry import CHECKS
from ictlife.model.rule import Authority, Rule
from ictlife.sources.record import Content, Reading, Record, Whole
from ictlife.sources.rules import KIND, profile_named, read_rules
from ictlife.sources.yamlfile import Node, read_yaml
from ictlife.workspace.layout import RULES, Input, read_bytes, shipped_file
from ictlife.workspace.rule_params import as_text, typed

DATA = Path(__file__).resolve().parents[1] / "data"
LOCAL_AREA = "LOC"
CASES = "\ncases:"
"""Cases stand last in a rule's file; a run does not need them, and they are more than half of the text."""
_FIXED = frozenset({"id", "params", "cases"})


def load_rulebook(folder: Path | None, with_cases: bool = False) -> tuple[Rulebook, tuple[Finding, ...]]:
    """All rules that hold in a workspace without a scenario, with what is wrong in its own rule file.

    Args:
        folder: the workspace; only the shipped rules where None.
        with_cases: also read the examples, for the docs and the tests.
    """
    reading = Reading()
    book = rulebook_of(read_rule_records(folder, reading), reading, with_cases)
    return book, tuple(reading.findings)


def read_rule_records(folder: Path | None, reading: Reading) -> tuple[Record, ...]:
    """The record of every rule: shipped, changed by the profile, changed by the town; or added by it."""
    records = dict(_shipped_records())
    own = _own_tree(folder, reading)
    for layer in (_profile(own, reading), read_rules(own, RULES, reading)):
        for record in layer:
            lower = records.get(record.id)
            records[record.id] = record.over(lower) if lower else record
    return tuple(records.values())


def rulebook_of(records: Iterable[Record], reading: Reading, with_cases: bool = False) -> Rulebook:
    """The rules that the records state; a record that cannot be used leaves the shipped rule as it is.

    A shipped rule without a record was removed by a scenario: it is switched off.
    """
    stated = {record.id: record for record in records}
    rules = {
        code: rule if code in stated else rule.model_copy(update={"is_off": True})
        for code, rule in shipped_rules(with_cases).items()
    }
    for code, record in stated.items():
        if record is not _shipped_records().get(code):
            rule = _Stated(record, rules.get(code), reading).rule()
            rules.update({code: rule} if rule else {})
    return Rulebook({code: rules[code] for code in sorted(rules)}, authorities())


@cache
def shipped_rules(with_cases: bool) -> Mapping[str, Rule]:
    """The rules that ship with the program, by code; read once, for they never change."""
    reader = YAML(typ="safe")
    rules: dict[str, Rule] = {}
    for path in _files().values():
        text = path.read_text("utf-8")
        raw = reader.load(text if with_cases else text.partition(CASES)[0])
        rules[raw["id"]] = Rule.model_validate(raw)
    return rules


@cache
def authorities() -> Mapping[str, Authority]:
    """The documents that rules cite, by id."""
    raw = YAML(typ="safe").load((DATA / "authorities.yaml").read_text("utf-8"))
    return {name: Authority.model_validate({"id": name, **fields}) for name, fields in raw["authorities"].items()}


@cache
def _files() -> Mapping[str, Path]:
    """The file of every shipped rule, by its code, with which the name begins."""
    paths = sorted((DATA / "rules").glob("*/*.yaml"))
    return {path.name.partition("-")[0]: path for path in paths}


@cache
def _shipped_records() -> Mapping[str, Record]:
    records = {}
    for code, rule in shipped_rules(False).items():
        place = Whole(f"ictlife/{_files()[code].relative_to(DATA.parent).as_posix()}")
        fields = {name: getattr(rule, name) for name in Rule.model_fields if name not in _FIXED}
        values = {name: as_text(value) for name, value in {**fields, **rule.params, "id": code}.items()}
        records[code] = Record(KIND, code, values, place)
    return records


def _own_tree(folder: Path | None, reading: Reading) -> Node | None:
    """The town's own rule file, or None where there is none that can be read."""
    path = folder / RULES if folder else None
    if path is None or not path.exists():
        return None
    ours = Reading()
    try:
        root = read_yaml(read_bytes(Input(path, RULES)), RULES, ours)
    except Unreadable as problem:
        ours.say(problem.code, Ref(KIND, "file"), Span(RULES))
        root = None
    for each in ours.findings[:1]:
        reading.say("RUL001", Ref(KIND, "file"), *each.spans, problem=str(each.params.get("key", each.code)))
    return None if ours.findings else root


def _profile(own: Node | None, reading: Reading) -> Iterator[Record]:
    """What the chosen profile of a kind of body changes（団体種別の標準設定）."""
    chosen = profile_named(own)
    if chosen is None or chosen.value is None:
        return
    name = str(chosen.value)
    file = shipped_file("profiles", f"{name}.yaml")
    if not name.isidentifier() or not file.path.is_file():
        span = Span(RULES, None, chosen.row, str(chosen.column))
        reading.say("RUL002", Ref(KIND, name), span, code=f"profile: {name}")
        return
    yield from read_rules(read_yaml(read_bytes(file), file.name, reading, is_shipped=True), file.name, reading)


class _Stated:
    """One record that is not as shipped, read as a rule."""

    def __init__(self, record: Record, shipped: Rule | None, reading: Reading) -> None:
        self.record = record
        self.shipped = shipped
        self.reading = reading
        base = _shipped_records()[record.id].values if shipped else {"id": record.id}
        self.changed = {name: each for name, each in record.values.items() if each != base.get(name)}
        self.changed |= {name: None for name in base if name not in record.values}

    def rule(self) -> Rule | None:
        """The rule, or None where the record cannot be used, which is said."""
        if self.shipped is None and not self.record.id.startswith(LOCAL_AREA):
            self._say("RUL002", "id")
            return None
        check = self.changed.get("check", self.shipped.check if self.shipped else None)
        if check not in CHECKS and not (self.shipped and check == self.shipped.check):
            self._say("RUL003", "check", check=str(check or ""))
            return None
        strange = [name for name in self.changed if name not in Rule.model_fields and name not in _params_of(check)]
        for name in strange:
            self._say("RUL005", name, param=name)
        params = None if strange else self._params(str(check))
        return None if params is None else self._validated(params)

    def _params(self, check: str) -> dict[str, Any] | None:
        """All parameters, those changed as their kind demands; None where one does not fit."""
        params = dict(self.shipped.params) if self.shipped else {}
        for name in [name for name in self.changed if name not in Rule.model_fields]:
            content = self.changed[name]
            try:
                params |= {name: typed(content, _sample(check, name))} if content is not None else {}
            except ValueError:
                self._say("RUL004", name, field=name, problem=str(content))
                return None
        return params

    def _validated(self, params: Mapping[str, Any]) -> Rule | None:
        fields: dict[str, Any] = {name: self.changed[name] for name in self.changed if name in Rule.model_fields}
        if "severity" in fields and "lesser" not in fields:
            fields["lesser"] = None
        base = self.shipped.model_dump() if self.shipped else {"id": self.record.id}
        try:
            return Rule.model_validate({**base, **_without_nothing(fields), "params": params})
        except ValidationError as problem:
            for each in problem.errors():
                path = tuple(map(str, each["loc"])) or ("id",)
                self._say("RUL004", path[0], field=".".join(path), problem=each["type"])
            return None

    def _say(self, code: str, at: str, /, **params: str) -> None:
        span = self.record.span((at,))
        self.reading.say(code, Ref(KIND, self.record.id), span, code=self.record.id, **params)


def _without_nothing(fields: Mapping[str, Content]) -> dict[str, Any]:
    """The fields as they are validated: one that says nothing takes its default."""
    defaults = {name: Rule.model_fields[name].default for name, value in fields.items() if value is None}
    return {**fields, **defaults}


def _params_of(check: object) -> tuple[str, ...]:
    found = CHECKS.get(str(check))
    return (*found.params, *found.dated) if found else ()


def _sample(check: str, name: str) -> object:
    """A shipped value of a check's parameter, which says of what kind its values are."""
    rules = shipped_rules(False).values()
    return next((rule.params[name] for rule in rules if rule.check == check and name in rule.params), "")
