"""Records as the bytes of a table（台帳の書出し）: CSV for Excel, which reads it as it was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from ictlife.base.textkey import unencodable
from ictlife.base.unreadable import Unreadable
from ictlife.model.estate import ATTRIBUTES, MODELS
from ictlife.sources.columns import Words
from ictlife.sources.delimited import read_delimited
from ictlife.sources.grid import cell_text
from ictlife.sources.record import Reading
from ictlife.sources.shape import Reads, shapes, term

UTF8 = "utf-8-sig"
_FORMULA = ("=", "+", "-", "@")
_NUMBER = frozenset("0123456789.,-+ ")


def sheet_name(kind: str, words: Words) -> str:
    """A name by which a sheet or file of `kind` is known when it is read again."""
    names = (term(MODELS[kind].__doc__), kind, ATTRIBUTES[kind])
    return next((name for name in names if name and words.kind_named(name) == kind), kind)


def table_fields(kind: str, rows: Iterable[Mapping[str, str]], is_whole: bool = False) -> tuple[str, ...]:
    """The columns of a table: id first, the fields that any row states, or all of them; headings of no field last."""
    stated: dict[str, None] = {}
    for row in rows:
        stated |= dict.fromkeys(row)
    flat = [name for name, shape in shapes(MODELS[kind]).items() if shape.reads is not Reads.NESTED]
    known = [name for name in flat if is_whole or name in stated]
    known.sort(key=lambda name: name != "id")
    return (*known, *(name for name in stated if name not in known))


def render_csv(kind: str, rows: Sequence[Mapping[str, str]], words: Words, encoding: str = UTF8) -> bytes:
    """A CSV file; a text that Excel would take for a formula has a tab before it, which every reader strips."""
    fields = table_fields(kind, rows)
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    labels = {name: words.label(kind, name) for name in fields}
    # A heading that the encoding cannot write gives way to the field's own name, which is always understood.
    writer.writerow([name if unencodable(labels[name], encoding) else labels[name] for name in fields])
    quoting = csv.writer(page, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = [safe(row.get(name, "")) for name in fields]
        (quoting if any(cell[:1] == "\t" for cell in cells) else writer).writerow(cells)
    return page.getvalue().encode(encoding)


def safe(text: str) -> str:
    """`text` so that no spreadsheet computes it.

    >>> safe("=1+1"), safe("-1,395"), safe("SV-1")
    ('\\t=1+1', '-1,395', 'SV-1')
    """
    return f"\t{text}" if text.startswith(_FORMULA) and not set(text) <= _NUMBER else text


def read_clean(data: bytes, file: str, kind: str, words: Words) -> list[Mapping[str, str]]:
    """Rows of a clean table as they stand: field → text; a heading that is no field stands for itself."""
    try:
        lines = read_delimited(data, file, Reading()).lines
    except Unreadable:
        return []
    if not lines:
        return []
    names = [words.field(kind, str(cell)) or str(cell) for cell in lines[0].cells]
    rows = [{name: cell_text(cell) for name, cell in zip(names, line.cells, strict=False)} for line in lines[1:]]
    return [{name: text for name, text in row.items() if text} for row in rows if row.get("id")]
