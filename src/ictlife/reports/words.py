"""How a value is said in Japanese or English（表示の言葉）: labels, numbers, dates, findings, reasons.

All words come from `data/words/*.yaml`, merged once. A key without a word is shown as the key itself, so
that a missing label is seen and never breaks a paper.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import resources

from ruamel.yaml import YAML

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Severity
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.base.text import LANGS, Lang, Named, Phrase, Text, fill
from ictlife.continuity.known import Hours
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month, MonthSpan
from ictlife.fiscal.wareki import wareki_date, wareki_fiscal_year, wareki_month
from ictlife.fiscal.when import Precision, When
from ictlife.model.rule import Citation


@cache
def shipped() -> Mapping[str, Text]:
    """Every label and phrase by key; nested keys are joined by dots, reasons stand under `reason.`."""
    words: dict[str, Text] = {}
    folder = resources.files("ictlife") / "data" / "words"
    files = [each for each in folder.iterdir() if each.name.endswith(".yaml")] if folder.is_dir() else []
    for file in sorted(files, key=lambda each: each.name):
        tree = YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
        _gather(words, "reason." if file.name.startswith("reasons") else "", tree)
    return words


def _gather(words: dict[str, Text], prefix: str, tree: Mapping[str, object]) -> None:
    for key, value in tree.items():
        if not isinstance(value, Mapping):
            continue
        if isinstance(value.get("ja"), str) and isinstance(value.get("en"), str):
            words[f"{prefix}{key}"] = Text(value["ja"], value["en"])
        else:
            _gather(words, f"{prefix}{key}.", value)


def _no_name(ref: Ref) -> str:
    return ref.id


class Words:
    """Says things in one language（表示の言葉）. `name` gives the name of the record at a Ref."""

    def __init__(self, lang: Lang, name: Callable[[Ref], str] = _no_name) -> None:
        self.lang: Lang = lang
        self._name = name
        self._texts = shipped()
        self._say: dict[type, Callable[..., str]] = {}
        self._labels: dict[tuple[str, type, str], Text | None] = {}
        self.date, self.month, self.fy = cache(self._date), cache(self._month), cache(self._fy)

    def __call__(self, key: str, **params: object) -> str:
        """The label at `key`, its braces filled with `params`."""
        text = self._texts.get(key)
        said = text.in_lang(self.lang) if text else key.rpartition(".")[2].replace("_", " ")
        return fill(said, {name: self._shown(name, value) for name, value in params.items()}) if params else said

    def _shown(self, name: str, value: object) -> str:
        return self._param(name, value) if value is None else self.value(value)

    def has(self, key: str) -> bool:
        """Whether there is a label at `key`."""
        return key in self._texts

    def of(self, family: str, key: str | None) -> str:
        """The label of `key` within a family such as `driver`; the key itself where a town made it up."""
        if not key:
            return ""
        text = self._texts.get(f"{family}.{key}")
        return text.in_lang(self.lang) if text else key

    def titled(self, title: Mapping[str, str], default: str) -> str:
        """A title a record carries by language, or `default`."""
        return title.get(self.lang) or title.get("ja") or title.get("en") or default

    def _date(self, day: date, is_short: bool = False) -> str:
        """A day: 令和8年2月1日, R8.2.1; 1 Feb 2026."""
        if self.lang == "ja":
            return wareki_date(day, is_short)
        return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"

    def _month(self, month: Month, is_short: bool = False) -> str:
        """A month: 令和8年2月, R8.2; Feb 2026."""
        if self.lang == "ja":
            return wareki_month(month, is_short)
        return f"{calendar.month_abbr[month.month]} {month.year}"

    def _fy(self, fy: FiscalYear, is_short: bool = False) -> str:
        """A fiscal year: 令和7年度, R7; FY2025."""
        return wareki_fiscal_year(fy, is_short) if self.lang == "ja" else f"FY{fy.start_year}"

    def when(self, when: When, is_short: bool = False) -> str:
        """A point in time, as precisely as it was written."""
        match when.precision:
            case Precision.DAY:
                return self.date(when.first, is_short)
            case Precision.MONTH:
                return self.month(when.first_month, is_short)
            case Precision.FISCAL_YEAR:
                return self.fy(when.first_month.fy, is_short)
            case Precision.YEAR:
                return str(when.first.year)

    def iso(self, text: str, is_short: bool = False) -> str:
        """A day, month, year or fiscal year of a view: `2026-02-01`, `2026-02`, `2026`, `FY2025`."""
        if text.startswith("FY"):
            return self.fy(FiscalYear(int(text[2:])), is_short)
        if len(text) == len("2026-02"):
            return self.month(Month(int(text[:4]), int(text[5:])), is_short)
        return text if len(text) == len("2026") else self.date(date.fromisoformat(text), is_short)

    def number(self, number: float) -> str:
        """A number with thousands separators; fractions only where there are any."""
        if isinstance(number, int) or number == int(number):
            return f"{int(number):,}"
        return f"{number:,.1f}"

    def thousand(self, yen: int) -> str:
        """Yen in thousands（千円）, halves away from zero, with △ for less than nothing as budgets write it."""
        size = (abs(yen) + 500) // 1000
        return f"{'△' if self.lang == 'ja' and yen < 0 else '-' if yen < 0 else ''}{size:,}"

    def value(self, value: object) -> str:
        """A param of a finding or reason, by its type."""
        say = self._say.get(type(value))
        if say is None:
            say = next((say for kind, say in self._sayers() if isinstance(value, kind)), str)
            self._say[type(value)] = say  # a large city has hundreds of thousands of params
        return say(value)

    def _sayers(self) -> tuple[tuple[type | tuple[type, ...], Callable[..., str]], ...]:
        return (
            (bool, lambda value: self("yes" if value else "no")),
            (Enum, lambda value: self.of(_family(type(value).__name__), str(value.value))),
            (Named, lambda value: self.of(value.family, str(value))),
            (str, str),
            (Text, lambda value: value.in_lang(self.lang)),
            (Phrase, lambda value: self.filled(self._texts[value.key], value.params)),
            (Hours, lambda value: self("hours_said", hours=float(value))),
            (Fraction, lambda value: self.number(float(value))),
            ((int, float), self.number),
            (date, self.date),
            (Month, self.month),
            (FiscalYear, self.fy),
            (MonthSpan, lambda value: self("span", first=value.first, until=value.until)),
            (FiscalSpan, lambda value: self("span", first=value.first, until=value.until)),
            (When, self.when),
            (Ref, self._ref),
            (type(None), lambda _: self("unknown")),
            ((tuple, list, set, frozenset), self._listed),
            (Mapping, self._mapped),
        )

    def _ref(self, ref: Ref) -> str:
        """The name of a record; of a field whose name is among the words, that too."""
        field = self._texts.get(f"fact.{ref.field}") if ref.field else None
        if field is None:
            return self._name(ref)
        return self("fact_of", record=self._name(ref), fact=field)

    def _mapped(self, values: Mapping[object, object]) -> str:
        return self.value(tuple(f"{self.value(key)}: {self.value(value)}" for key, value in values.items()))

    def _listed(self, values: tuple[object, ...]) -> str:
        said = [self.value(value) for value in values]
        return self("list_mark").join(sorted(said) if isinstance(values, (set, frozenset)) else said)

    def finding(self, finding: Finding, rulebook: Rulebook) -> str:
        """The sentence of a finding: its rule's message, filled."""
        rule = rulebook.rules.get(finding.code)
        if rule is None:
            params = [f"{name}={self.value(value)}" for name, value in finding.params.items()]
            return " ".join([finding.code, *params])
        return self.filled(rule.message, finding.params)

    def hint(self, finding: Finding, rulebook: Rulebook) -> str:
        """What to do about a finding（対処）."""
        rule = rulebook.rules.get(finding.code)
        return self.filled(rule.hint, finding.params) if rule else ""

    def filled(self, text: Text, params: Mapping[str, object]) -> str:
        """A text of a rule with its placeholders filled."""
        return fill(text.in_lang(self.lang), {name: self._param(name, value) for name, value in params.items()})

    def _param(self, name: str, value: object) -> str:
        """A param; a key such as the step `rfi` in the param `step` is said by its label.

        What is not there is said by the param too: a review that is not on record is not "unknown".
        """
        if value is None and (text := self._texts.get(f"absent.{name}")):
            return text.in_lang(self.lang)
        if not isinstance(value, str):
            return self.value(value)
        known = (name, type(value), value)
        if known not in self._labels:
            keys = (f"{family}.{value}" for family in (name, name.rpartition("_")[2]))  # `earlier_step` is a step
            self._labels[known] = next((self._texts[key] for key in keys if key in self._texts), None)
        label = self._labels[known]
        return label.in_lang(self.lang) if label else self.value(value)

    def reason(self, reason: Reason) -> str:
        """One step of an explanation, without those beneath it."""
        text = self._texts.get(f"reason.{reason.code}")
        if text is None:
            params = [f"{name}={self.value(value)}" for name, value in reason.params.items()]
            return " ".join([reason.code, *params])
        return self.filled(text, reason.params)

    def severity(self, severity: Severity) -> str:
        """重大度."""
        return self.of("severity", severity.value)


def cited(rulebook: Rulebook, citation: Citation, words: Words) -> str:
    """A clause with its document, and how well it is known: an unverified one says so."""
    authority = rulebook.authorities.get(citation.authority)
    name = authority.title.in_lang(words.lang) if authority else citation.authority
    edition = words("in_brackets", text=authority.edition) if authority and authority.edition else ""
    return f"{name}{edition} {citation.clause} [{words.of('basis', citation.basis.value)}]"


def refused(refusal: Refusal, langs: Iterable[Lang] = LANGS) -> str:
    """Why the run ended; in both languages where it ends before the workspace's is known."""
    said = [Words(lang)(f"refusal.{refusal.code}", **refusal.params) for lang in langs]
    return "\n".join(said)


@cache
def _family(name: str) -> str:
    """`CostKind` → `cost_kind`: the family of labels for the members of an enum."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
