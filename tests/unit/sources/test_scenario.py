"""What a file of config/scenarios/ that is not written as one is answered: a finding at its place, never silence."""

from __future__ import annotations

import pytest

from ictlife.sources.record import Reading
from ictlife.sources.scenario import Scenarios
from ictlife.sources.yamlfile import read_yaml

WRONG = {
    "edits are no list": "overlay: a\nedits:\n  set: group:G.note\n",
    "no edits": "overlay: a\n",
    "overlays are no list": "scenario: a\noverlays: b\n",
    "no overlays": "scenario: a\n",
    "an overlay that is no name": "scenario: a\noverlays: [b, {c: d}]\n",
    "neither": "a: b\n",
    "a text": "just a text\n",
}


def read(text: str) -> tuple[Scenarios, Reading]:
    found, reading = Scenarios(), Reading()
    found.read(read_yaml(text.encode(), "config/scenarios/a.yaml", reading), "config/scenarios/a.yaml", reading)
    return found, reading


@pytest.mark.parametrize("how", WRONG)
def test_it_is_a_finding_at_its_place(how):
    _, reading = read(WRONG[how])
    (finding,) = reading.findings
    assert finding.code == "OVL006"
    assert finding.spans[0].row


def test_a_file_of_which_nothing_can_be_read_is_known_by_its_own_name():
    found, _ = read("just a text\n")
    assert (found.names(), found.unread) == ((), {"a"})


def test_the_reason_of_an_edit_is_kept():
    found, reading = read("overlay: a\nedits:\n  - {set: cap:C.amount, to: 1, why: 予算編成方針}\n")
    assert not reading.findings
    assert [edit.why for edit in found.overlays["a"]] == ["予算編成方針"]
