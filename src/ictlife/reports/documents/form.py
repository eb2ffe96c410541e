"""Values put into the cells of a city's own form（様式への差込み）, byte for byte beside them.

The parts of an xlsx file are left as they are; in a sheet that is filled only the named cells change. A
library that reads and writes whole workbooks would lose drawings, buttons and what it does not know.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from lxml import etree

from ictlife.reports.documents.form_values import CellValue
from ictlife.reports.documents.office import TIME_OF_ALL

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C, _ROW, _F, _V, _IS, _T = (f"{{{_MAIN}}}{name}" for name in ("c", "row", "f", "v", "is", "t"))
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SHEET = f"{{{_MAIN}}}worksheet"
"""A sheet of charts is another element, and has no cells."""
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_EPOCH = date(1899, 12, 30)
"""Day 0 of a workbook's calendar."""
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(50, 59)})
"""Number formats for days that need no code (ECMA-376 Part 1, 18.8.30)."""
_NO_WORKBOOK = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(etree.XMLSyntaxError, KeyError, TypeError),
)
"""What opening a workbook raises that is none, beside ValueError."""
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class Form:
    """A form to be filled（様式）.

    Raises:
        ValueError: it is no workbook.
    """

    def __init__(self, template: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(template)) as packed:
                self._parts = {name: packed.read(name) for name in packed.namelist()}
            self._book = etree.fromstring(self._parts["xl/workbook.xml"], _XML)
            self._paths = self._sheet_paths()
            self._day_styles = self._styles_of_days()
            trees = {path: etree.fromstring(self._parts[path], _XML) for path in self._paths.values()}
            self._trees = {path: _counted(tree) for path, tree in trees.items() if tree.tag == _SHEET}
        except _NO_WORKBOOK as problem:
            raise ValueError(str(problem)) from None
        self._filled: set[str] = set()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets."""
        return tuple(name for name, path in self._paths.items() if path in self._trees)

    def put(self, sheet: str, address: str, value: CellValue | None, words: str = "") -> str:
        """Put a value into a cell; why it was not, or nothing.

        Args:
            sheet: the name of the sheet.
            address: such as `B3`.
            value: None empties the cell.
            words: what a day is said as where the cell shows no day.
        """
        at = _ADDRESS.fullmatch(address)
        if at is None or _number(at[1]) > _LAST_COLUMN or int(at[2]) > _LAST_ROW:
            return "address"
        path = self._paths[sheet]
        tree = self._trees[path]
        if _is_covered(tree, at):
            return "merged"
        cell = _cell(tree, at)
        if cell.find(_F) is not None:
            return "formula"
        if isinstance(value, date):
            value = (value - _EPOCH).days if int(cell.get("s", "0")) in self._day_styles else words
        _fill(cell, value)
        self._filled.add(path)
        return ""

    def packed(self) -> bytes:
        """The filled form: parts in their order, of one fixed time; what depends on cells is computed on opening."""
        parts = dict(self._parts)
        for path in sorted(self._filled):
            parts[path] = _written(self._trees[path])
        parts["xl/workbook.xml"] = self._recalculated()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts.items():
                about = zipfile.ZipInfo(name, TIME_OF_ALL)
                about.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(about, content)
        return out.getvalue()

    def _recalculated(self) -> bytes:
        about = self._book.find(f"{{{_MAIN}}}calcPr")
        if about is None:
            return self._parts["xl/workbook.xml"]
        about.set("fullCalcOnLoad", "1")
        return _written(self._book)

    def _sheet_paths(self) -> Mapping[str, str]:
        links = etree.fromstring(self._parts["xl/_rels/workbook.xml.rels"], _XML)
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        found = {}
        for sheet in self._book.iter(f"{{{_MAIN}}}sheet"):
            target = targets[sheet.get(f"{{{_REL}}}id")]
            found[sheet.get("name")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return {name: path for name, path in found.items() if path in self._parts}

    def _styles_of_days(self) -> frozenset[int]:
        if "xl/styles.xml" not in self._parts:
            return frozenset()
        styles = etree.fromstring(self._parts["xl/styles.xml"], _XML)
        own = {
            int(each.get("numFmtId")): re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", each.get("formatCode", ""))
            for each in styles.iter(f"{{{_MAIN}}}numFmt")
        }
        formats = styles.find(f"{{{_MAIN}}}cellXfs")
        numbers = [int(each.get("numFmtId", "0")) for each in (formats if formats is not None else ())]
        return frozenset(
            place
            for place, number in enumerate(numbers)
            if number in _DAY_FORMATS or re.search("[yYdDeE]", own.get(number, "").replace("General", ""))
        )


def _counted(tree: Any) -> Any:
    """A sheet whose rows and cells can be counted.

    Raises:
        ValueError: they cannot.
    """
    if tree.find(f"{{{_MAIN}}}sheetData") is None:
        raise ValueError("sheetData")
    for tag, name in ((_ROW, "r"), (_C, "s")):
        for each in tree.iter(tag):
            int(each.get(name, "0"))
    return tree


def _written(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _is_covered(tree: Any, at: re.Match[str]) -> bool:
    """Whether the cell lies under another one that it is merged with."""
    column, row = _number(at[1]), int(at[2])
    for merged in tree.iter(f"{{{_MAIN}}}mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        top, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        if not top or not end or (column, row) == (_number(top[1]), int(top[2])):
            continue
        if _number(top[1]) <= column <= _number(end[1]) and int(top[2]) <= row <= int(end[2]):
            return True
    return False


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cell(tree: Any, at: re.Match[str]) -> Any:
    """The cell's element, made in its place where the sheet has none."""
    data = tree.find(f"{{{_MAIN}}}sheetData")
    row = _placed(data, _ROW, at[2], lambda each: int(each.get("r", "0")), int(at[2]))
    return _placed(row, _C, at[0], lambda each: _column(each.get("r", "A1")), _number(at[1]))


def _column(address: str) -> int:
    return _number(address.rstrip("0123456789"))


def _placed(parent: Any, tag: str, name: str, place: Any, wanted: int) -> Any:
    for number, each in enumerate(parent):
        if place(each) == wanted:
            return each
        if place(each) > wanted:
            made = etree.Element(tag, r=name)
            parent.insert(number, made)
            return made
    return etree.SubElement(parent, tag, r=name)


def _fill(cell: Any, value: CellValue | None) -> None:
    """The value in place of the old one; the cell's style stays. Text is never taken for a formula."""
    for old in list(cell):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if value is None or isinstance(value, date):
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, _IS), _T)
        text.text = _writable(value)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    else:
        etree.SubElement(cell, _V).text = repr(value)


def _writable(text: str) -> str:
    """Without what XML cannot hold, and not longer than a cell may be."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char >= " " or char in "\n\t" else " " for char in text if char not in "\ufffe\uffff")[
        :32_767
    ]
