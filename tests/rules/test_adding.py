"""The guide's example of a local rule: it loads, and it speaks."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ictlife.workspace.rulebook import load_rulebook
from tests.rules.cases import judged

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "rules.md"


def blocks() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def book_with(text, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "rules.yaml").write_text(text, "utf-8")
    book, findings = load_rulebook(tmp_path)
    assert findings == ()
    return book


def test_settings_of_the_guide_are_understood(tmp_path):
    book = book_with(blocks()[0], tmp_path)
    assert book.rules["PLN005"].is_off
    assert book.rules["PRC010"].params["most_overlap_months"] == 12


def test_local_rule_of_the_guide_is_one_block_and_speaks(tmp_path):
    rule = book_with(blocks()[2], tmp_path).rules["LOC001"]
    given = {
        "groups": [{"id": "G1", "confidentiality": "2"}],
        "disposals": [{"id": "D1", "group": "G1", "medium": "ssd", "method": "purge", "done_on": "2026-10-01"}],
    }
    said = judged(rule, {"given": given, "as_of": date(2026, 11, 23)}).findings
    assert [str(each.subject) for each in said] == ["disposal:D1.method"]


def test_profiles_load_and_change_only_parameters(tmp_path):
    shipped, _ = load_rulebook(None)
    for number, name in enumerate(("prefecture", "designated_city", "city", "town")):
        folder = tmp_path / str(number)
        folder.mkdir()
        book = book_with(f"profile: {name}\n", folder)
        changed = {code for code, rule in book.rules.items() if rule != shipped.rules[code]}
        assert changed <= {"PLN008", "DSP004"}
        for code in changed:
            assert book.rules[code].model_copy(update={"params": shipped.rules[code].params}) == shipped.rules[code]
