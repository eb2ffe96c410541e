"""Support dates carried in as files（サポート期限の取込み）: endoflife.date API v1, and OASIS OpenEoX.

A date that is not stated is not made up: `false` or an absent end of a release that goes on is *to be
announced*; a release that has ended on no known day is *unknown*, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.wareki import read_when
from ictlife.sources.record import Reading

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TBA, _UNKNOWN = "tba", "unknown"
_SITE = "https://endoflife.date/"
_OPENEOX = ("general_availability", "end_of_sales", "end_of_security_support", "end_of_life")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Releases of products with their dates（製品カタログ）."""

    form: str
    products: int
    rows: tuple[Row, ...]
    """One for each release: id, name, dates, source, day of retrieval."""


def read_catalogue(tree: Any, file: str, ids: Mapping[str, str], reading: Reading) -> Catalogue | None:
    """The releases in a JSON tree, or None where it is of no known form; `ids` are those by other names."""
    if isinstance(tree, dict):
        result = tree.get("result")
        products: list[Any] = result if isinstance(result, list) else [result]
        if products and all(isinstance(each, dict) and isinstance(each.get("releases"), list) for each in products):
            day = _day_of(tree.get("generated_at") or tree.get("last_modified"))
            return _endoflife(products, day, file, ids, reading)
        statements = tree.get("statements", [tree])
        is_list = isinstance(statements, list) and all(isinstance(each, dict) for each in statements)
        if is_list and any(name in _core(each) for each in statements for name in _OPENEOX):
            return _openeox(statements, file, reading)
    reading.say_at("IMP017", Span(file))
    return None


def _endoflife(
    products: Sequence[Mapping[str, Any]], day: str, file: str, ids: Mapping[str, str], reading: Reading
) -> Catalogue:
    rows = []
    for product in products:
        links = product.get("links")
        link = links.get("html") if isinstance(links, dict) else None
        for release in (each for each in product["releases"] if isinstance(each, dict)):
            name, cycle = str(product.get("name") or ""), str(release.get("name") or "")
            row = {
                "id": ids.get(f"{name}/{cycle}", f"{name}-{cycle}"),
                "name": f"{product.get('label') or name} {release.get('label') or cycle}",
                "source": str(link or _SITE + name),
                "retrieved_on": day,
            }
            row |= _dates(release, row["id"], file, reading)
            rows.append({field: text for field, text in row.items() if text})
    return Catalogue("endoflife.date", len(products), tuple(rows))


def _dates(release: Mapping[str, Any], id: str, file: str, reading: Reading) -> Row:
    """The dates of a release: `eol` ends support, `eoes` the paid extension, `discontinued` the sale."""
    end = _phase(release, "eol")
    if end == _UNKNOWN:
        reading.say("IMP014", Ref("product", id), Span(file), product=id)
    extension, active = _phase(release, "eoes"), _phase(release, "eoas")
    found = {
        "general_availability": release.get("releaseDate") or "",
        "end_of_sales": _phase(release, "discontinued"),
        "end_of_security_support": end,
        "end_of_life": end,
        "paid_extension_until": extension if _DAY.fullmatch(extension) else "",
        "note": f"EOAS {active}" if _DAY.fullmatch(active) else "",
    }
    return {name: _checked(text, name, id, file, reading) for name, text in found.items()}


def _phase(release: Mapping[str, Any], phase: str) -> str:
    """A date, `tba` where it has not ended, `unknown` where it has on no stated day, empty where there is none."""
    stated, is_over = release.get(f"{phase}From"), release.get(f"is{phase.capitalize()}")
    if isinstance(stated, str):
        return stated
    if isinstance(stated, bool):
        is_over = stated
    if is_over is None or (phase != "eol" and f"{phase}From" not in release):
        return _UNKNOWN if phase == "eol" else ""
    return _UNKNOWN if is_over else _TBA


def _openeox(statements: Sequence[Mapping[str, Any]], file: str, reading: Reading) -> Catalogue:
    """Statements of OASIS OpenEoX: dates as its core schema 1.0 has them, products as its shell or its drafts do."""
    rows = []
    for at, each in enumerate(statements):
        dates, product = _core(each), _named_in(each)
        name, version = _either(product, "product_name"), _either(product, "product_version")
        vendor = _either(product, "vendor_name") or _either(product, "supplier_name")
        title = " ".join(part for part in (name, version) if part) or f"{file} #{at + 1}"
        row = {"id": _id(title), "name": title, "vendor": vendor, "source": str(each.get("source") or file)}
        for field in _OPENEOX:
            text = dates.get(field)
            row[field] = _checked(str(text), field, row["id"], file, reading) if text is not None else ""
        row["retrieved_on"] = _day_of(dates.get("last_updated"))
        rows.append({field: text for field, text in row.items() if text})
    return Catalogue("OpenEoX", len({row["name"] for row in rows}), tuple(rows))


def _core(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    """The dates of a statement; a file of the core schema is one by itself."""
    core = statement.get("core")
    return core if isinstance(core, dict) else statement


def _named_in(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where a statement names its product: under `product`, of equipment with software in its hardware."""
    product = statement.get("product")
    if not isinstance(product, dict):
        return statement
    hardware = product.get("hardware")
    return hardware if isinstance(hardware, dict) else product


def _either(each: Mapping[str, Any], name: str) -> str:
    """A property written as `product_name` or, in the drafts, `productName`."""
    first, *others = name.split("_")
    camel = first + "".join(part.capitalize() for part in others)
    return str(each.get(name) or each.get(camel) or "")


def _id(title: str) -> str:
    return re.sub(r"[^\w.+]+", "-", title.casefold()).strip("-")


def _day_of(text: object) -> str:
    found = _DAY.match(text) if isinstance(text, str) else None
    return found[0] if found else ""


def _checked(text: object, field: str, id: str, file: str, reading: Reading) -> str:
    """A date without its time, `tba`, `unknown`; what is none of these is said and left out."""
    said = str(text)
    if said in ("", _TBA, _UNKNOWN) or field == "note":
        return said
    day = _day_of(said) or said
    try:
        return str(read_when(day))
    except Unreadable:
        reading.say("IMP018", Ref("product", id, field), Span(file), product=id, field=field, text=said[:40])
        return ""


def without_known(rows: Iterable[Row], known: Iterable[str], field: str = "name") -> list[Row]:
    """The rows, without `field` where a release of that id already has one that people know it by."""
    there = set(known)
    return [{name: text for name, text in row.items() if name != field or row["id"] not in there} for row in rows]
