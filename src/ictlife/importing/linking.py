"""What a ledger refers to by name（名称の参照）: products by what they are called, places by their name.

A product that is not found becomes a record without dates, so that it shows as unknown; a place that is not
known becomes a site of that name. Nothing that stood in a cell is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ictlife.base.finding import Span
from ictlife.base.textkey import text_key
from ictlife.importing.matching import Catalogued, Match, ToldBy
from ictlife.model.estate import MODELS
from ictlife.sources.record import Reading
from ictlife.sources.shape import shapes

Row = Mapping[str, str]
_LINKED = ("product", "site")


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """What a ledger calls a product, and what that was read as（製品の記載）."""

    text: str
    count: int
    """Rows that name it so."""
    match: Match | None

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to review: it is an id, or a person has decided."""
        return self.match is not None and self.match.told_by is not ToldBy.WORDS


@dataclass(frozen=True, slots=True)
class Linked:
    """Rows with references as ids（参照を番号にした行）."""

    tables: Mapping[str, Sequence[Row]]
    """Kind → rows: those given, and the records made for what was not known."""
    products: tuple[NamedProduct, ...]


def linked(
    kind: str, rows: Sequence[Row], catalogue: Catalogued, sites: Mapping[str, str], file: str, reading: Reading
) -> Linked:
    """The rows with the products and sites they name as ids; `sites` are the known ones: key of id or name → id."""
    fields = {name: shape.refers[0] for name, shape in shapes(MODELS[kind]).items() if _is_linked(shape.refers)}
    if not fields:
        return Linked({kind: rows}, ())
    texts = {name: Counter(row[name] for row in rows if row.get(name)) for name in fields}
    ids: dict[tuple[str, str], str] = {}
    made: dict[str, dict[str, Row]] = {}
    products: list[NamedProduct] = []
    for name, target in fields.items():
        for text, count in texts[name].items():
            if target == "product":
                products.append(NamedProduct(text, count, catalogue.match(text)))
                id = _product(products[-1], file, reading)
            else:
                id = sites.get(text_key(text), "")
            ids[name, text] = id or text
            if not id:
                made.setdefault(target, {})[text] = {"id": text, "name": text}
    out = [{name: ids.get((name, text), text) for name, text in row.items()} for row in rows]
    tables: dict[str, Sequence[Row]] = {target: list(new.values()) for target, new in made.items()}
    return Linked({**tables, kind: out}, tuple(products))


def _is_linked(refers: Iterable[str]) -> bool:
    return next(iter(refers), "") in _LINKED


def _product(named: NamedProduct, file: str, reading: Reading) -> str:
    """The id it is read as, blank where there is none; what a person should look at is said."""
    found, about = named.match, {"text": named.text, "count": named.count}
    if found is None or not found.is_sure:
        reading.say_at("IMP012", Span(file), **about)
        return ""
    if found.confidence < 1:
        percent = round(found.confidence * 100)
        reading.say_at("IMP013", Span(file), **about, product=found.id, percent=percent)
    return found.id
