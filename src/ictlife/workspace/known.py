"""What is known before an import（既知の製品・拠点）: shipped products, and the workspace's products and sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from ictlife.base.refusal import Refusal
from ictlife.base.textkey import text_key
from ictlife.importing.matching import Catalogued
from ictlife.importing.profile import Names
from ictlife.sources.columns import Source, Words
from ictlife.sources.record import Reading, Record
from ictlife.sources.settings import read_settings
from ictlife.sources.yamlfile import read_yaml
from ictlife.workspace.layout import inputs_of, read_bytes, shipped, shipped_file
from ictlife.workspace.read import read_inputs, read_shipped

_WANTED = frozenset({"product", "site", "group"})
_PRODUCTS = "products.yaml"


@dataclass(slots=True)
class Known:
    """Products and sites by id and name（既知のもの）."""

    products: dict[str, str] = field(default_factory=dict)
    """Id → name."""
    sites: dict[str, str] = field(default_factory=dict)
    """Key of an id or a name → id."""
    ends: dict[str, str] = field(default_factory=dict)
    """Id of a product → end of its support, as stated."""
    decided: Mapping[str, str] = field(default_factory=dict)
    """Key of a text → id of the product that a person says it is."""
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind and key of a product, a site or a group → the file of the inventory that holds it."""
    _catalogue: Catalogued | None = None

    @property
    def names(self) -> Names:
        """What cells may name, ready to be asked."""
        return Names(self._is_product, lambda text: text_key(text) in self.sites)

    def _is_product(self, text: str) -> bool:
        found = self.catalogue.match(text)
        return found is not None and found.is_sure and bool(found.id)

    def note(self, record: Record) -> None:
        """A record of the inventory or shipped; one that an import made of a name gives way to a real one."""
        values = {key: str(value) for key, value in record.values.items() if isinstance(value, str)}
        is_made, file, key = is_made_up(values, record.id), record.span().file, (record.kind, text_key(record.id))
        self.files[key] = self.files.get(key, file) if is_made else file
        names = {text_key(values.get("name") or record.id): record.id, text_key(record.id): record.id}
        if record.kind == "site":
            self.sites = {**names, **self.sites} if is_made else {**self.sites, **names}
        elif record.kind == "product" and not is_made:
            self.products[record.id] = values.get("name") or record.id
            self.ends[record.id] = _end(values)

    def elsewhere(self, kind: str, id: str, file: str) -> bool:
        """Whether another file than `file` holds the record; from now on `file` does, if none did."""
        return self.files.setdefault((kind, text_key(id)), file) != file

    def add(self, rows: Iterable[Mapping[str, str]]) -> None:
        """More products, as from a file of support dates; a name already known stays."""
        self.products = {**{row["id"]: row["name"] for row in rows if "name" in row}, **self.products}
        self.ends |= {row["id"]: end for row in rows if (end := _end(row))}
        self._catalogue = None

    def learn(self, kind: str, rows: Iterable[Mapping[str, str]], file: str) -> None:
        """What a table of this import holds, which the tables after it may name."""
        if kind not in _WANTED:
            return
        for row in rows:
            self.files[kind, text_key(row["id"])] = file
            if kind == "site":
                self.sites |= {text_key(row.get("name", row["id"])): row["id"], text_key(row["id"]): row["id"]}
        if kind == "product":
            self.add(rows)

    def decide(self, made: Mapping[str, str]) -> None:
        """More decisions of a person: text of a ledger → id, or `-`."""
        self.decided = {**self.decided, **{text_key(text): id for text, id in made.items()}}
        self._catalogue = None

    @property
    def catalogue(self) -> Catalogued:
        """All products, ready to be matched."""
        if self._catalogue is None:
            about = _about_products()
            self._catalogue = Catalogued(self.products, about["words"], about["noise"], self.decided)
        return self._catalogue


def known_of(folder: Path, words: Words) -> Known:
    """What is known in a workspace; only files that may hold products or sites are read."""
    reading = Reading()
    try:
        inputs = [each for each in inputs_of(folder) if words.source(each.name).kind in {None, *_WANTED}]
    except Refusal:
        inputs = []
    read_inputs(inputs, words, reading)
    found = Known(decided={text_key(text): id for text, id in words.products.items()})
    for record in (*read_shipped(words, Reading()), *reading.records):
        if record.kind in _WANTED:
            found.note(record)
    return found


def _end(values: Mapping[str, str]) -> str:
    return values.get("end_of_security_support") or values.get("end_of_life") or ""


def is_made_up(values: Mapping[str, str], id: str) -> bool:
    """Whether a record is only what an earlier import made of a ledger's words, such as a product to be matched."""
    return values.get("name", id) == id and set(values) <= {"id", "name"}


@cache
def _about_products() -> Mapping[str, Mapping[str, str]]:
    """Other ids and words for products, as shipped."""
    tree: Mapping[str, Mapping[str, str]] = YAML(typ="safe").load(read_bytes(shipped_file("mappings", _PRODUCTS)))
    return tree


def release_ids() -> Mapping[str, str]:
    """`product/release` of endoflife.date → id in the shipped catalogue, where it differs."""
    return _about_products()["releases"]


@cache
def shipped_mappings() -> Mapping[str, Source]:
    """The mappings for exports of other programs, in the form of `config/columns.yaml`."""
    found: dict[str, Source] = {}
    for each in shipped("mappings"):
        if not each.name.endswith(_PRODUCTS):
            reading = Reading()
            found |= read_settings(read_yaml(read_bytes(each), each.name, reading), each.name, reading)
            if reading.findings:
                raise AssertionError(each.name, reading.findings)
    return found
