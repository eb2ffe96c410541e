"""Keys that match, and characters that an encoding loses."""

import pytest

from ictlife.base.textkey import altered, fold_width, text_key, unencodable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("管理番号", "管理 番号"),
        ("管理番号", "管　理\n番号"),
        ("SV-0001", "ｓｖ－０００１"),
        ("SV-0001", "SV\u22120001"),
        ("SV-0001", "SV\u20150001"),
        ("R4～R9", "R4\u301cR9"),
        ("サーバー", "ｻｰﾊﾞｰ"),
        ("株)東西", "株）東西"),
        ("高崎支所", "髙﨑支所"),
        ("吉田", "𠮷田"),
        ("№1", "No1"),
        ("①", "1"),
        ("資産\u200b番号", "資産番号"),
        ("\ufeff管理番号", "管理番号"),
        ("辻\U000e0100", "辻"),
    ],
)
def test_spellings_of_one_key_match(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize(("one", "other"), [("サーバ", "サーハ"), ("SV-1", "SV1"), ("0011", "11"), ("ー", "-")])
def test_different_keys_stay_different(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


def test_width_is_folded_without_touching_case_spaces_or_names() -> None:
    assert fold_width("Ａ ｂ 髙") == "A b 髙"


def test_characters_beyond_cp932_are_listed_once_in_order() -> None:
    assert unencodable("𠮷田—㋿—😀 ①㈱髙﨑№㎡Ⅰ") == ["𠮷", "—", "㋿", "😀"]
    assert unencodable("髙﨑①", "shift_jis") == ["髙", "﨑", "①"]
    assert unencodable("普通の名前") == []


def test_characters_that_come_back_as_others_are_listed() -> None:
    assert altered("4\u301c9 \u22125 \u2016 ～－髙") == ["\u301c", "\u2212", "\u2016"]
    assert altered("ABC 普通") == []
