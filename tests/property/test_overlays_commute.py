"""The order of overlays has no meaning: every permutation gives the same records and findings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ictlife.sources.overlay import overlaid
from ictlife.sources.record import Reading, Record, Whole
from ictlife.sources.scenario import Edit, Scenarios
from ictlife.sources.yamlfile import read_yaml
from tests.unit.sources.tabled import WORDS

BASE = [Record("cap", id, {"id": id, "fiscal_year": f"R{id}", "amount": "100"}, Whole("b.yaml")) for id in "78"]

ids, numbers = st.sampled_from("789"), st.integers(1, 3)
edits = st.one_of(
    st.builds("{{set: cap:{}.amount, was: 100, to: {}}}".format, ids, numbers),
    st.builds("{{set: cap:{}.note, to: {}}}".format, ids, numbers),
    st.builds("{{remove: cap:{}}}".format, ids),
    st.builds("{{add: cap:{}, to: {{fiscal_year: R9, amount: {}}}}}".format, ids, numbers),
)


def _edits(texts: list[str]) -> list[Edit]:
    found, reading = Scenarios(), Reading()
    for number, text in enumerate(texts):
        root = read_yaml(f"overlay: o{number}\nedits: [{text}]\n".encode(), f"o{number}.yaml", reading)
        found.read(root, f"o{number}.yaml", reading)
    return [edit for name in sorted(found.overlays) for edit in found.overlays[name]]


@settings(max_examples=150)
@given(st.lists(edits, max_size=6), st.randoms())
def test_every_order_gives_the_same(texts, random):
    read = _edits(texts)
    outcomes = []
    for _ in range(3):
        reading = Reading()
        records = overlaid(BASE, read, WORDS, reading)
        said = sorted(f"{finding.code} {finding.subject} {finding.spans}" for finding in reading.findings)
        outcomes.append((sorted(f"{record.id} {dict(record.values)}" for record in records), said))
        random.shuffle(read)
    assert outcomes[0] == outcomes[1] == outcomes[2]
