"""The inventory out again（台帳の書出し）: as a workbook, as CSV or as YAML, so that it comes back unchanged.

Every table is read back before it is handed out. A record that would not come back as it is (a nested block,
a character the encoding lacks) is written as YAML beside the table, and said.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.base.textkey import altered, unencodable
from ictlife.model.estate import ATTRIBUTES
from ictlife.sources.bind import Bound, bind, unique
from ictlife.sources.columns import Words
from ictlife.sources.delimited import read_delimited
from ictlife.sources.excel import read_workbook
from ictlife.sources.ledger import UTF8, render_csv, sheet_name
from ictlife.sources.record import Content, Reading, Record
from ictlife.sources.tables import read_tables
from ictlife.sources.template import render_template
from ictlife.workspace.layout import INVENTORY, inputs_of
from ictlife.workspace.load import Loaded, graded
from ictlife.workspace.read import read_inputs, read_words

TEMPLATE = ("group", "asset", "contract", "site", "software")
"""Kinds that a workbook to fill in has, whether there are records or not."""
REST = "inventory.yaml"
"""Holds what no table can."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An inventory as files（書出し）."""

    files: Mapping[str, bytes]
    records: int
    apart: int
    """Records that stand in `inventory.yaml` instead of a table."""
    findings: tuple[Finding, ...]


def export(loaded: Loaded, form: str, encoding: str = UTF8, is_template: bool = False) -> Exported:
    """The inventory in `form`: xlsx, csv or yaml."""
    words = read_words(loaded.folder, Reading())
    reading = Reading()
    read_inputs([each for each in inputs_of(loaded.folder) if each.name.startswith(f"{INVENTORY}/")], words, reading)
    records = unique(reading.records, Reading())
    if form == "yaml":
        return Exported({REST: render_blocks(records)}, len(records), 0, ())
    findings: list[Finding] = []
    flat = [each for each in records if _is_flat(each) and not _lost(each, form, encoding, findings)]
    files = _tables(flat, form, encoding, words, is_template)
    back = _come_back(files, words)
    before = bind(records, words, Reading())
    apart = [each for each in records if not _is_same(each, before, back)]
    if apart:
        gone = {(each.kind, each.id) for each in apart}
        flat = [each for each in flat if (each.kind, each.id) not in gone]
        files = {**_tables(flat, form, encoding, words, is_template), REST: render_blocks(apart)}
    return Exported(files, len(records), len(apart), graded(findings, loaded.rulebook))


def _is_flat(record: Record) -> bool:
    return not any(isinstance(value, Mapping) or _is_deep(value) for value in record.values.values())


def _is_deep(value: Content) -> bool:
    return isinstance(value, tuple) and any(not isinstance(each, str) for each in value)


def _lost(record: Record, form: str, encoding: str, findings: list[Finding]) -> bool:
    """Whether some character of the record cannot be written in the encoding; each such cell is said."""
    if form != "csv" or encoding == UTF8:
        return False
    texts = {name: _text(value) for name, value in record.values.items()}
    lost = {name: (*unencodable(text, encoding), *altered(text, encoding)) for name, text in texts.items()}
    for name, characters in lost.items():
        if characters:
            params = {"text": texts[name], "characters": " ".join(characters), "encoding": encoding, "file": REST}
            subject = Ref(record.kind, record.id, name)
            findings.append(Finding("IMP015", subject, params, spans=(record.span((name,)),)))
    return any(lost.values())


def _text(value: Content) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _tables(
    records: Iterable[Record], form: str, encoding: str, words: Words, is_template: bool
) -> dict[str, bytes]:
    rows: dict[str, list[Mapping[str, str]]] = {kind: [] for kind in TEMPLATE} if is_template else {}
    for each in records:
        rows.setdefault(each.kind, []).append({name: _text(value) for name, value in each.values.items()})
    if form == "xlsx":
        return {"inventory.xlsx": render_template(rows, words)} if rows else {}
    return {f"{sheet_name(kind, words)}.csv": render_csv(kind, table, words, encoding) for kind, table in rows.items()}


def _come_back(files: Mapping[str, bytes], words: Words) -> Bound:
    """What reading the files again gives."""
    reading = Reading()
    for name, data in files.items():
        is_book = name.endswith(".xlsx")
        grids = read_workbook(data, name, reading) if is_book else [read_delimited(data, name, reading)]
        read_tables(grids, words, reading)
    return bind(unique(reading.records, reading), words, reading)


def _is_same(record: Record, before: Bound, back: Bound) -> bool:
    """Whether the record came back as it was; one that is not valid is not compared."""
    entity = before[record.kind].get(record.id)
    return entity is None or back[record.kind].get(record.id) == entity


def render_blocks(records: Sequence[Record]) -> bytes:
    """Records as YAML, every value as the text it was."""
    tree: dict[str, dict[str, Any]] = {}
    for each in records:
        block = {name: _plain(value) for name, value in each.values.items() if name != "id" and value is not None}
        tree.setdefault(ATTRIBUTES[each.kind], {})[each.id] = block
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = 10_000
    page = io.BytesIO()
    yaml.dump(tree, page)
    return page.getvalue()


def _plain(value: Content) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else str(value)
