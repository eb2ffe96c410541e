"""Parameters of rules from text: a shipped value says of what kind the others are."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.workspace.rule_params import as_text, typed
from ictlife.workspace.rulebook import shipped_rules

DATED = {date(2000, 1, 1): 15}


@pytest.mark.parametrize(
    ("content", "sample", "value"),
    [
        ("12", DATED, 12),
        ({"2027-04-01": "12"}, DATED, {date(2027, 4, 1): 12}),
        ("3", {date(2024, 10, 1): "3A"}, "3"),
        (("3", "2"), ["3A"], ["3", "2"]),
        ("off", True, False),
        ("2026-06-26", {date(2020, 1, 1): date(2020, 1, 1)}, date(2026, 6, 26)),
        ({"finance": "5"}, {date(2000, 1, 1): {"finance": 10}}, {"finance": 5}),
    ],
)
def test_text_becomes_a_value_of_the_same_kind(content, sample, value):
    assert typed(content, sample) == value


@pytest.mark.parametrize(
    ("content", "sample"),
    [("many", DATED), (("1",), DATED), ("x", ["3A"]), ("perhaps", True), ("soon", date(2020, 1, 1)), ("x", {"a": 1})],
)
def test_another_kind_is_refused(content, sample):
    with pytest.raises(ValueError, match=r".*"):
        typed(content, sample)


def test_every_shipped_parameter_comes_back_from_its_text():
    for rule in shipped_rules(False).values():
        for name, value in rule.params.items():
            assert typed(as_text(value), value) == value, (rule.id, name)
