"""Which office is reminded of a step, and when（通知）: `data/alarms.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from ruamel.yaml import YAML

Alarm = tuple[str, int]
"""Role of an office, and days before the step is due."""


def alarms_of(step: str) -> tuple[Alarm, ...]:
    """The alarms of a step, the earliest first."""
    table = _table()
    return table.get(step) or table["default"]


@cache
def _table() -> Mapping[str, tuple[Alarm, ...]]:
    text = (resources.files("ictlife") / "data" / "alarms.yaml").read_text(encoding="utf-8")
    return {
        step: tuple(sorted(((each["role"], each["days"]) for each in alarms), key=lambda alarm: -alarm[1]))
        for step, alarms in YAML(typ="safe").load(text).items()
    }
