"""The mappings of `config/columns.yaml` as bytes（列の対応の書出し）; what a person wrote there stays."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from ictlife.sources.columns import Source


def with_settings(before: bytes, sources: Mapping[str, Source], products: Mapping[str, str]) -> bytes | None:
    """The settings with `sources` and `products` in place of those of the same name; None where nothing would change.

    Also None where they are not writable.
    """
    tree = _tree(before)
    if tree is None:
        return None
    is_changed = _put(tree, "sources", {name: _plain(source) for name, source in sources.items()})
    is_changed = _put(tree, "products", products) or is_changed
    if not is_changed:
        return None
    page = io.StringIO()
    _yaml().dump(tree, page)
    return page.getvalue().encode("utf-8")


def is_writable(before: bytes) -> bool:
    """Whether settings can be written again with all that a person wrote there."""
    return _tree(before) is not None


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 120
    yaml.preserve_quotes = True
    return yaml


def _tree(before: bytes) -> CommentedMap | None:
    """The settings with their comments; None where they cannot be read so, or hold a block of another form.

    Reading them for their values is more lenient: it takes other encodings, and a date that is none as text.
    """
    try:
        tree = _yaml().load(before.decode("utf-8-sig")) if before.strip() else CommentedMap()
    except (YAMLError, ValueError, LookupError, TypeError, RecursionError):
        return None
    tree = CommentedMap() if tree is None else tree
    is_whole = isinstance(tree, CommentedMap) and all(_is_block(tree.get(name)) for name in ("sources", "products"))
    return tree if is_whole else None


def _is_block(node: object) -> bool:
    return node is None or isinstance(node, CommentedMap)


def _put(tree: CommentedMap, block: str, values: Mapping[str, Any]) -> bool:
    """Put `values` into a block of the settings; whether that changed anything."""
    there = tree.get(block)
    changed = {name: value for name, value in values.items() if there is None or there.get(name) != value}
    if changed and there is None:
        there = tree[block] = CommentedMap()
    for name, value in changed.items():
        there[name] = value
    return bool(changed)


def _plain(source: Source) -> dict[str, Any]:
    """A source as a person writes it: only what is stated."""
    stated = {
        "kind": source.kind,
        "encoding": source.encoding,
        "header_row": source.header_row,
        "columns": dict(source.columns),
        "fill_down": sorted(source.fill_down),
        "key": list(source.key),
        "keep": sorted(source.keep),
        "fixed": dict(source.fixed),
        "group_by": list(source.group_by),
    }
    return {name: value for name, value in stated.items() if value}
