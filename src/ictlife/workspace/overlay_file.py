"""Overlays and scenarios as files（上書きファイル）, in the form that `sources.scenario` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO

from ruamel.yaml import YAML

from ictlife.whatif.questions import Change


def render_overlay(name: str, title: Mapping[str, str], changes: Iterable[Change], why: str) -> bytes:
    """One overlay with its edits, each guarded by what the field says now."""
    edits = [_edit(change, why) for change in sorted(changes, key=lambda change: str(change.ref))]
    return dumped({"overlay": name, "title": dict(title), "edits": edits})


def _edit(change: Change, why: str) -> dict[str, object]:
    guard = {} if change.was is None else {"was": change.was}
    return {"set": str(change.ref), **guard, "to": change.to, "why": why}


def dumped(content: Mapping[str, object]) -> bytes:
    """YAML in the order given, Japanese as it is."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 120
    out = StringIO()
    yaml.dump(dict(content), out)
    return out.getvalue().encode("utf-8")
