"""What a ledger refers to by name（名称の参照）: products by what they are called, places by their name.

A product that is not found becomes a record without dates, so that it shows as unknown; a place that is not
known becomes a site of that name. Nothing that stood in a cell is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ictlife.base.finding import Span
from ictlife.base.textkey import text_key
from ictlife.importing.matching import Catalogued
from ictlife.model.estate import MODELS
from ictlife.sources.record import Reading, file_ref
from ictlife.sources.shape import shapes

Row = Mapping[str, str]
_LINKED = ("product", "site")


def linked(
    kind: str, rows: Sequence[Row], catalogue: Catalogued, sites: Mapping[str, str], file: str, reading: Reading
) -> Mapping[str, Sequence[Row]]:
    """Kind → rows: those given, their references as ids, and the records made for what was not known.

    `sites` are the known ones: key of the id or name → id.
    """
    fields = {name: shape.refers[0] for name, shape in shapes(MODELS[kind]).items() if _is_linked(shape.refers)}
    if not fields:
        return {kind: rows}
    texts = {name: Counter(row[name] for row in rows if row.get(name)) for name in fields}
    ids: dict[tuple[str, str], str] = {}
    made: dict[str, dict[str, Row]] = {}
    for name, target in fields.items():
        for text, count in texts[name].items():
            id = _product(text, count, catalogue, file, reading) if target == "product" else sites.get(text_key(text))
            ids[name, text] = id or text
            if id is None:
                made.setdefault(target, {})[text] = {"id": text, "name": text}
    out = [{name: ids.get((name, text), text) for name, text in row.items()} for row in rows]
    return {**{target: list(new.values()) for target, new in made.items()}, kind: out}


def _is_linked(refers: Iterable[str]) -> bool:
    return next(iter(refers), "") in _LINKED


def _product(text: str, count: int, catalogue: Catalogued, file: str, reading: Reading) -> str | None:
    found = catalogue.match(text)
    if found is None or not found.is_sure:
        reading.say("IMP012", file_ref(file), Span(file), text=text, count=count)
        return None
    if found.confidence < 1:
        percent = round(found.confidence * 100)
        reading.say("IMP013", file_ref(file), Span(file), text=text, product=found.id, percent=percent, count=count)
    return found.id
