"""Findings, reasons, texts and dated values: the small types everything else speaks in."""

from datetime import date

from ictlife.base.dated import Dated
from ictlife.base.finding import Finding, Severity, Span
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Text, fill, placeholders

SERVER = Ref("asset", "SV-1")
OTHER = Ref("asset", "SV-2")


def test_fingerprint_survives_other_words_and_lines_but_not_another_subject() -> None:
    one = Finding("LIF001", SERVER, {"days_left": 1}, spans=(Span("a.csv", row=3),))
    same = Finding("LIF001", SERVER, {"days_left": 2}, spans=(Span("a.csv", row=9),))
    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != Finding("LIF001", OTHER).fingerprint
    assert one.fingerprint != Finding("LIF002", SERVER).fingerprint


def test_findings_sort_gravest_first_then_by_code_and_subject() -> None:
    info = Finding("AAA001", SERVER, severity=Severity.INFO)
    warning = Finding("AAA002", SERVER, severity=Severity.WARNING)
    errors = [Finding("BBB001", SERVER), Finding("BBB001", OTHER), Finding("CCC001", SERVER)]
    assert sorted([errors[2], info, errors[1], warning, errors[0]], key=Finding.sort_key) == [*errors, warning, info]


def test_place_is_written_as_far_as_it_is_known() -> None:
    assert str(Span("a.csv")) == "a.csv"
    assert str(Span("a.csv", row=3, column="取得日")) == "a.csv:3:取得日"
    assert str(Span("a.xlsx", "サーバ", 14, "E")) == "a.xlsx[サーバ]:14:E"


def test_reason_names_each_input_once_in_order() -> None:
    deep = Reason("life", rests_on=(OTHER, SERVER))
    top = Reason("due", rests_on=(SERVER,), because=(deep, Reason("plan")))
    assert [step.code for step in top.walk()] == ["due", "life", "plan"]
    assert top.inputs() == (SERVER, OTHER)


def test_text_is_given_in_the_language_asked_for() -> None:
    text = Text("期限", "due")
    assert (text.in_lang("ja"), text.in_lang("en")) == ("期限", "due")


def test_placeholders_are_filled_and_missing_ones_stay_visible() -> None:
    message = "{product}: {days_left}"
    assert placeholders(message) == {"product", "days_left"}
    assert fill(message, {"product": "P-1"}) == "P-1: {days_left}"
    assert fill("{a}", {"a": "{b}", "b": "no"}) == "{b}", "what was filled in is not read again"


def test_dated_value_holds_from_its_day_until_the_next() -> None:
    value = Dated.of([(date(2027, 1, 1), None), (date(2025, 4, 1), 180), (date(2020, 4, 1), 0)])
    days = (date(2020, 3, 31), date(2020, 4, 1), date(2025, 3, 31), date(2026, 12, 31), date(2027, 1, 1))
    assert [value.at(day) for day in days] == [None, 0, 0, 180, None]
    assert value.days() == (date(2020, 4, 1), date(2025, 4, 1), date(2027, 1, 1))
