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

    Also None where the settings cannot be read, or hold a block of another form, which reading them has said.
    """
    yaml = YAML()
    yaml.width = 120
    yaml.preserve_quotes = True
    try:
        tree = yaml.load(before.decode("utf-8-sig")) if before.strip() else CommentedMap()
    except (YAMLError, ValueError, LookupError, TypeError, RecursionError):  # its dates and numbers are not read so
        return None
    tree = CommentedMap() if tree is None else tree
    if not isinstance(tree, CommentedMap) or not all(_is_block(tree.get(name)) for name in ("sources", "products")):
        return None
    is_changed = _put(tree, "sources", {name: _plain(source) for name, source in sources.items()})
    is_changed = _put(tree, "products", products) or is_changed
    if not is_changed:
        return None
    page = io.StringIO()
    yaml.dump(tree, page)
    return page.getvalue().encode("utf-8")


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
