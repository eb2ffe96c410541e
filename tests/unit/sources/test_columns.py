"""The words of ledgers: complete, and of one meaning."""

import pytest

from ictlife.model.estate import MODELS
from ictlife.sources.columns import key_of
from ictlife.sources.shape import YES_NO, Reads, shapes
from tests.unit.sources.tabled import WORDS

LEDGERS = ("group", "asset", "contract", "cost_line", "estimate", "site", "software", "product", "service", "backup")
CHOICES = {
    shape.choices: shape.words
    for model in MODELS.values()
    for shape in shapes(model).values()
    if shape.choices and shape.choices != YES_NO
}


def is_japanese(word):
    return any("\u3040" <= letter <= "\u9fff" for letter in word)


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_field_of_a_ledger_has_a_japanese_heading(kind):
    japanese = {field for word, field in WORDS.headings[kind].items() if is_japanese(word)}
    plain = {name for name, shape in shapes(MODELS[kind]).items() if shape.reads is not Reads.NESTED}
    assert plain - japanese == set()


@pytest.mark.parametrize("kind", MODELS)
def test_every_kind_is_known_by_its_japanese_name_too(kind):
    assert any(is_japanese(word) for word, known in WORDS.kinds.items() if known == kind)
    assert WORDS.kind_of_block(kind) == kind


@pytest.mark.parametrize("choice", sorted(CHOICES))
def test_every_choice_has_a_word_of_ledgers_for_each_value(choice):
    known = WORDS.choices[choice]
    assert set(known.values()) == set(CHOICES[choice])
    assert all(known.get(key_of(word)) == word for word in CHOICES[choice])


def test_words_for_yes_and_no_are_canonical():
    assert WORDS.choices[YES_NO]["○"] == "true"
    assert WORDS.choices[YES_NO]["無"] == "false"
    assert set(WORDS.choices[YES_NO].values()) == {"true", "false"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("機器台帳_R8", "asset"), ("01_機器台帳", "asset"), ("契約一覧（リース）", "contract"), ("賃貸借一覧", "contract"),
        ("更新単位", "group"), ("groups-2026", "group"), ("拠点一覧", "site"), ("導入ソフトウェア", "software"),
        ("会議録", None), ("x", None), ("no", None),
    ],
)  # fmt: skip
def test_kind_is_told_by_the_longest_name_in_a_file_name(name, kind):
    assert WORDS.kind_named(name) == kind


def test_misspelt_heading_has_a_closest_one():
    assert WORDS.closest("group", "稼動開始年月") == "稼働開始年月"
    assert WORDS.closest("group", "飼い主") == ""
