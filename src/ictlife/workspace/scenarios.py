"""The edits that a scenario's name stands for（シナリオの選択）."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from ictlife.base.finding import Span
from ictlife.base.refusal import Refusal
from ictlife.base.unreadable import Unreadable
from ictlife.sources.record import Reading
from ictlife.sources.scenario import Edit, Scenarios
from ictlife.sources.yamlfile import read_yaml
from ictlife.workspace.layout import read_bytes, scenario_inputs


def read_scenario(folder: Path, name: str, reading: Reading) -> tuple[tuple[str, ...], tuple[Edit, ...]]:
    """The overlays that `name` stands for, and their edits; an overlay that is not there is a finding.

    Raises:
        Refusal: no_scenario where neither a scenario nor an overlay bears the name.
    """
    found = scenarios_of(folder, reading)
    names = found.names()
    if name in found.unread and name not in names:
        return (), ()  # why nothing of its file could be read is among the findings
    if name not in names:
        near = get_close_matches(name, names, 1, 0.5) or names
        raise Refusal("no_scenario", name=name, near=", ".join(near) or None)
    overlays = found.of(name)
    for each in overlays:
        if each not in found.overlays:
            file = "config/scenarios"
            reading.say_at("OVL008", Span(file), name=each, scenario=name)
    kept = tuple(each for each in overlays if each in found.overlays)
    return kept, tuple(edit for each in kept for edit in found.overlays[each])


def scenarios_of(folder: Path, reading: Reading) -> Scenarios:
    """All overlays and scenarios of a workspace."""
    found = Scenarios()
    for each in scenario_inputs(folder):
        try:
            said = len(reading.findings)
            root = read_yaml(read_bytes(each), each.name, reading)
            if root is None and len(reading.findings) == said:
                reading.say_at("OVL006", Span(each.name))  # an empty file
            found.read(root, each.name, reading)
        except Unreadable as problem:
            found.read(None, each.name, reading)
            reading.say_at(problem.code, Span(each.name), **problem.params)
    return found
