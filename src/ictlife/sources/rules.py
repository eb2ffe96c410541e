"""Changes to rules as records（規則の変更）: `config/rules.yaml`, a profile, or an overlay's `add`.

A parameter stands in a rule's record beside the rule's own fields, so that it has an address of its own:
`rule:PLN008.most_renewals`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.base.ref import Ref
from ictlife.sources.record import Place, Reading, Record, Whole
from ictlife.sources.yamlfile import Block, Node

KIND = "rule"
_PARAMS = "params"
_KEYS = frozenset({"profile", "rules"})


def read_rules(root: Node | None, file: str, reading: Reading) -> Iterator[Record]:
    """The record of every rule that a file changes or adds; what is no rule file is a finding."""
    about = root.value if root else None
    if about is None:
        return
    rules = about.get("rules") if isinstance(about, dict) else None
    is_ours = isinstance(about, dict) and set(about) <= _KEYS and (rules is None or not isinstance(rules.value, str))
    if not is_ours or (rules and isinstance(rules.value, list)):
        reading.say("RUL001", Ref(KIND, "file"), Whole(file).span(), problem="profile:, rules:")
        return
    for code, node in rules.value.items() if rules and isinstance(rules.value, dict) else ():
        record = rule_record(code, node, file, reading)
        if record is not None:
            yield record


def profile_named(root: Node | None) -> Node | None:
    """The kind of body whose profile is chosen, where one is（団体種別の標準設定）."""
    about = root.value if root else None
    return about.get("profile") if isinstance(about, dict) else None


def rule_record(code: str, node: Node, file: str, reading: Reading) -> Record | None:
    """The record of one rule's block, or None where it is none, which is said."""
    place = Block(file, node)
    if not isinstance(node.value, dict):
        reading.say("RUL004", Ref(KIND, code), place.span(), code=code, field="", problem=str(node.value))
        return None
    values = {name: each.content() for name, each in node.value.items() if name != _PARAMS}
    moved: dict[str, Place] = {}
    params = node.value.get(_PARAMS)
    if params is not None and isinstance(params.value, dict):
        values |= {name: each.content() for name, each in params.value.items()}
        moved = dict.fromkeys(params.value, Block(file, params))
    return Record(KIND, code, {**values, "id": code}, place, moved)
