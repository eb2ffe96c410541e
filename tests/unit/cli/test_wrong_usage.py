"""What is written wrongly is said so that it can be put right, Japanese first."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictlife.cli.main import run

WRONG = [
    (["shcedule"], "コマンド shcedule はありません（近いもの: schedule）"),
    (["check", "--asof", "R7.4.1"], "オプション --asof はありません（近いもの: --as-of"),
    (["check", "--as-of"], "--as-of の後に値を書いてください"),
    (["check", "--json=1"], "--json に値は付けません"),
    (["check", "--lang", "fr"], "--lang には ja、en のいずれかを指定してください"),
    (["check", "one", "two"], "余分な指定があります: two"),
    (["explain"], "REF を指定してください"),
    (["import", "."], "FILE を指定してください"),
    (["import", "x.csv", "--set", "契約種別"], "--set の 契約種別 は「項目=値」の形で書いてください"),
    (["whatif", "cut-caps", "120"], "PERCENT には 1 から 99 までの数を指定してください"),
    (["whatif", "extend", "pc", "三"], "YEARS には -50 から 50 までの数を指定してください"),
    (["back", "ない.xlsx"], "ファイルがありません: ない.xlsx"),
    (["check", ".", "--quiet", "--as-of", "7.4.1"], "--as-of の 7.4.1 は日付として読めません（令和7年4月1日、R7.4.1、"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(each) for each, _ in WRONG])
def test_wrong_usage_is_said_in_japanese_then_english(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]):
    assert run(arguments) == 2
    first, second, english, see = capsys.readouterr().err.splitlines()
    assert first.startswith(said)
    assert second.startswith("使い方は ictlife")
    for word in arguments:
        english = english.replace(word, "")  # what was typed is said as it was
    assert english.isascii()
    assert see.startswith("See ictlife")


def test_with_lang_en_nothing_is_japanese(capsys: pytest.CaptureFixture[str]):
    assert run(["check", "--lang", "en", "--asof", "x"]) == 2
    assert capsys.readouterr().err == "There is no option --asof (near: --as-of, --json)\nSee ictlife check --help\n"


@pytest.mark.parametrize(("lang", "count"), [([], 2), (["--lang", "en"], 1), (["--lang=ja"], 1)])
def test_a_refusal_speaks_the_language_chosen_or_both(lang: list[str], count: int, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        run(["check", "no-such-folder", *lang])
    assert ended.value.code == 3
    assert len(capsys.readouterr().err.splitlines()) == count


@pytest.mark.parametrize("verb", [["whatif"], ["whatif", "pin"], ["check"], []])
def test_help_is_japanese_first(verb: list[str], capsys: pytest.CaptureFixture[str]):
    run([*verb, "--help"])
    page = capsys.readouterr().out
    assert page.startswith("使い方 Usage: ictlife")
    assert "オプション Options:" in page
    assert "Show this message" not in page


@pytest.mark.parametrize("ref", ["group:sv-01", "SV-01", "group:SV-01"])
def test_a_reference_in_other_letters_or_without_its_kind_is_understood(
    ref: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    run(["init", str(tmp_path / "town")])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run(["explain", ref, str(tmp_path / "town"), "--quiet", "--lang", "ja"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("group:SV-01  ")


@pytest.mark.parametrize(
    ("ref", "near"),
    [
        ("group:PC-1", "group:PC-01"),
        ("group:SV-01.renewal_costs", "group:SV-01.renewal_cost"),
        ("BCP999", "rule:BCP"),
        ("rule:PLN008.most", "rule:PLN008.most_renewals"),
    ],
)
def test_a_mistyped_reference_is_told_what_is_near(
    ref: str, near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    run(["init", str(tmp_path / "town")])
    with pytest.raises(SystemExit):
        run(["explain", ref, str(tmp_path / "town"), "--quiet", "--lang", "ja"])
    assert f"参照が見つかりません: {ref}（近いもの: {near}" in capsys.readouterr().err


def test_where_there_is_nothing_near_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run(["init", str(tmp_path / "town")])
    with pytest.raises(SystemExit):
        run(["check", str(tmp_path / "town"), "--scenario", "extend", "--quiet"])
    assert "（あるもの: なし）" in capsys.readouterr().err
