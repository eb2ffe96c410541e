"""Values are said as a town writes them; what has no word stays visible."""

from __future__ import annotations

import string
from datetime import date

import pytest

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named, Phrase
from ictlife.continuity.known import Hours
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.need import Driver
from ictlife.model.estate import MODELS
from ictlife.reports.words import Words, shipped
from tests.unit.reports.demo import rulebook


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (date(2026, 2, 1), "令和8年2月1日", "1 Feb 2026"),
        (Month(2026, 2), "令和8年2月", "Feb 2026"),
        (FiscalYear(2019), "令和元年度", "FY2019"),
        (1234567, "1,234,567", "1,234,567"),
        (Driver.LEASE_END, "賃貸借の満了", "end of lease"),
        (True, "あり", "yes"),
        (None, "不明", "unknown"),
        ((Month(2026, 2), 3), "令和8年2月、3", "Feb 2026, 3"),
        (1.5, "1.5", "1.5"),
        (Hours(48), "48時間", "48 h"),
        (Phrase("hours_at_least", {"hours": Hours(9.5)}), "最短でも9.5時間", "9.5 h at least"),
        (Named("everything", "recovery_point"), "全部（残る写しなし）", "everything (no copy is left)"),
    ],
)
def test_a_value_is_said_by_its_type(value: object, ja: str, en: str) -> None:
    assert (Words("ja").value(value), Words("en").value(value)) == (ja, en)


def test_unknown_hours_and_a_target_not_set_have_words_of_their_own() -> None:
    repaired = Reason("back_by_repair", {"node": "A", "wait": None, "work": Hours(4), "hours": None})
    assert Words("ja").reason(repaired) == "A: 保守契約で修理（到着まで不明、作業4時間）、復旧まで不明"
    case = Phrase("recovery_case", {"name": "S", "scenario": "h", "hours": Hours(4), "target": None})
    assert Words("ja").value(case) == "「S」hで4時間（目標未設定）"
    assert Words("en").value(case) == "S in h: 4 h (target: not set)"


@pytest.mark.parametrize(("yen", "said"), [(1_674_000, "1,674"), (1_500, "2"), (499, "0"), (-1_395_000, "△1,395"), (0, "0")])
def test_thousands_are_rounded_and_less_than_nothing_has_a_triangle(yen: int, said: str) -> None:
    assert Words("ja").thousand(yen) == said


def test_a_message_is_filled_and_a_missing_param_stays_visible() -> None:
    found = Finding("PLN001", Ref("group", "G-1"), {"month": Month(2031, 2)})
    assert Words("ja").finding(found, rulebook()) == "{group}の更新（令和13年2月）は、どの計画期間にも入りません"


def test_unknown_codes_are_shown_not_hidden() -> None:
    assert Words("ja").finding(Finding("XYZ999", Ref("group", "a"), {"n": 3}), rulebook()) == "XYZ999 n=3"
    assert Words("ja").reason(Reason("no_such_reason", {"month": Month(2026, 2)})) == "no_such_reason month=令和8年2月"
    assert Words("ja").of("zone", "own_zone") == "own_zone"


def test_every_phrase_has_the_same_params_in_both_languages() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert len(shipped()) > 300
    different = {key for key, text in shipped().items() if not key.startswith("excel.") and names(text.ja) != names(text.en)}
    assert not different


def test_every_fact_that_has_a_name_is_a_field_or_a_kind_of_record() -> None:
    """Else nothing can ever ask for the name."""
    asked = {field for model in MODELS.values() for field in model.model_fields} | set(MODELS)
    assert {key for key in shipped() if key.startswith("fact.")} <= {f"fact.{name}" for name in asked}


def test_iso_text_of_views_becomes_era_text() -> None:
    words = Words("ja")
    assert [words.iso(text) for text in ("2026-02-01", "2026-02", "FY2025", "2026")] == ["令和8年2月1日", "令和8年2月", "令和7年度", "2026"]
