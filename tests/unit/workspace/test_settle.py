"""What was accepted is marked so, and nothing beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ictlife.workspace.load import load
from ictlife.workspace.settle import settle
from tests.unit.workspace.test_load import GROUPS, workspace

AS_OF = date(2026, 11, 1)
WITHOUT_ID = GROUPS + ",住民記録,server,\n,税,server,\n"
WAIVER = "waivers:\n  W1: {ref: 'REF', code: INP055, reason: 廃棄待ち, approved_by: 課長, until: 2027-03-31}\n"


def waived(folder: Path, ref: str) -> dict[str, bool]:
    """Subject → whether it is waived, of the rows without an id."""
    files = {"inventory__groups": WITHOUT_ID, "config__waivers": WAIVER.replace("REF", ref)}
    found = settle(load(workspace(folder, **files)), (), AS_OF)
    return {str(each.subject): each.waived_by is not None for each in found if each.code == "INP055"}


def test_rows_without_an_id_have_addresses_and_fingerprints_of_their_own(tmp_path: Path):
    found = [each for each in load(workspace(tmp_path, inventory__groups=WITHOUT_ID)).findings if each.code == "INP055"]
    assert len({each.fingerprint for each in found}) == len(found) == 2


def test_a_waiver_of_one_row_is_not_a_waiver_of_the_other(tmp_path: Path):
    one, other = "file:inventory/groups.csv:4:管理番号", "file:inventory/groups.csv:5:管理番号"
    assert waived(tmp_path, one) == {one: True, other: False}


def test_a_waiver_of_the_file_says_so_and_holds_for_all_its_rows(tmp_path: Path):
    assert set(waived(tmp_path, "file:inventory/groups.csv").values()) == {True}
