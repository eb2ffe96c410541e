"""What a workspace says of its own files in `config/columns.yaml`（列の対応の設定）."""

from __future__ import annotations

from ictlife.base.finding import Span
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source
from ictlife.sources.encoding import KNOWN
from ictlife.sources.record import Reading
from ictlife.sources.yamlfile import Node

_KEYS = frozenset(
    ("kind", "encoding", "header_row", "columns", "fill_down", "ignore", "key", "keep", "fixed", "group_by")
)
_TOP = frozenset({"sources", "kinds", "choices", "words", "products"})


def read_settings(root: Node | None, file: str, reading: Reading) -> dict[str, Source]:
    """File, or `file[sheet]` → what is said of it; what is not understood is a finding."""
    if root is None:
        return {}
    if not isinstance(root.value, dict):
        reading.say_at("INP045", _span(file, root), key="columns")
        return {}
    _strangers(root, _TOP, file, reading)
    for name, node in root.value.items():
        if name in _TOP and not isinstance(node.value, dict | None):
            reading.say_at("INP045", _span(file, node), key=name)
    sources = root.value.get("sources")
    if sources is None or not isinstance(sources.value, dict):
        return {}
    return {name: _source(node, file, reading) for name, node in sources.value.items()}


def _source(node: Node, file: str, reading: Reading) -> Source:
    if not isinstance(node.value, dict):
        reading.say_at("INP045", _span(file, node), key="sources")
        return Source()
    _strangers(node, _KEYS, file, reading)
    about = node.value
    columns = about["columns"].value if "columns" in about else {}
    fixed = about["fixed"].value if "fixed" in about else {}
    return Source(
        kind=_one_of(about.get("kind"), frozenset(MODELS), file, reading),
        encoding=_one_of(about.get("encoding"), KNOWN, file, reading),
        header_row=_row(about.get("header_row"), file, reading),
        columns={name: str(each.value) for name, each in columns.items()} if isinstance(columns, dict) else {},
        fill_down=frozenset(_texts(about.get("fill_down"))),
        is_ignored="ignore" in about and about["ignore"].value in ("true", "yes"),
        key=_texts(about.get("key")),
        keep=frozenset(_texts(about.get("keep"))),
        fixed={name: str(each.value) for name, each in fixed.items()} if isinstance(fixed, dict) else {},
        group_by=_texts(about.get("group_by")),
    )


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(str(each.value) for each in node.value) if node and isinstance(node.value, list) else ()


def _one_of(node: Node | None, known: frozenset[str], file: str, reading: Reading) -> str | None:
    if node is None or node.value is None:
        return None
    if isinstance(node.value, str) and node.value in known:
        return node.value
    reading.say_at("INP053", _span(file, node), text=str(node.value), allowed=", ".join(sorted(known)))
    return None


def _row(node: Node | None, file: str, reading: Reading) -> int | None:
    if node is None or node.value is None:
        return None
    if isinstance(node.value, str) and node.value.isdecimal() and int(node.value[:7]) > 0:
        return int(node.value[:7])
    reading.say_at("INP054", _span(file, node), text=str(node.value))
    return None


def _strangers(node: Node, known: frozenset[str], file: str, reading: Reading) -> None:
    for key in sorted(set(node.keys) - known):
        row, column = node.keys[key]
        reading.say_at("INP052", Span(file, None, row, str(column)), key=key, closest="")


def _span(file: str, node: Node) -> Span:
    return Span(file, None, node.row, str(node.column))
