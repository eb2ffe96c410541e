"""Ways to damage a file（壊し方）: bytes, lines, values, cells, nodes of a tree, parts of a workbook.

Each takes Hypothesis's `draw` and bytes, and gives bytes; what it cannot understand it damages as bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from ruamel.yaml import YAML

Draw = Callable[[st.SearchStrategy[Any]], Any]
Mutation = Callable[[Draw, bytes], bytes]

AWKWARD = (
    "", " ", "　", "-", "〃", "同上", "未定", "不明", "別途", "一式", "R5.2.29", "R5.4", "令和元年", "令和7年度", "平成33年3月31日",
    "T15.12.25", "S64.1.8", "H1.1.7", "M45.7.30", "R99999.1.1", "2026-13-01", "2026-02-30", "2026-00", "9999-12-31", "9999-12",
    "9999年度", "10000-01-01", "0001-01-01", "0000-00-00", "0年度", "1900-02-29", "45992", "2958466", "-693594", "20260230",
    "R4.9.1～R9.8.31", "R9.8.31～R4.9.1", "H30.4.1 R5.4.1", "30.4.1", "4/1", "4月", "12か月", "0年", "-5年", "99999年", "5年度",
    "0", "-0", "-1", "1", "2", "12", "13", "99", "1e309", "1e5", "1.5", "0.1", "NaN", "inf", "-inf", "+1", "٣", "²", "①", "Ⅷ", "½", "〇",
    "五", "１２３", "999999999999999999999999", "-99999999999999999999", "1,674千円", "1億", "99999999億円", "1,2,3", "￥-1", "△5", "▲1,000",
    "0.5円", "5台", "999999999", "9999999999台", "2199-12-31", "1868-10-23", "2400か月", "1000000分", "100%", "101%", "-3%", "24h", "72時間", "3日", "yes", "no", "true", "null", "~", "有", "無",
    "購入", "リース", "廃止", "完了", "実施中", "server", "PC", "pc", "lease", "default", "id", "kind", "*", "today", "known", "tba", "unknown",
    "group:SV-01", "group:", ":", "::", "group:SV-01.name", "a.b.c", "SV-01", "SV-01;SV-01", "SV-01、SV-02", ",", ";", "、", "/", "\\", "|",
    "=1+1", "'=1", "@x", "+81", "*a", "&a", "<<", "!!int x", "{}", "[]", "- ", "a: b", "#", "---", "%", "{0}", "{x}", "{name!r}", "%s", "$1",
    "\\ud83d", "\\u0000", "{{ 1/0 }}", "{% x %}", "[bold]", "[/]", "[link=x]", "<b>", "]]>", "&amp;", "&#0;", "_x0000_", "../../x", "/etc/passwd", "C:\\x", "con.csv",
    "a/b", ".", "..", "~$a", "\x00", "\x07", "\x1b[31m", "\r", "\n", "\t", "\v", "\x85", "\u2028", "\ufeff", "\ufffe", "\u200b", "\u202e",
    "e\u0301", "が", "か\u3099", "ｶﾞ", "髙﨑", "𠮷", "葛\U000e0100", "😀", "ー−‐–〜～", "ß", "İ", "ﬃ", "㍻", "㋿", "㌢", "x" * 300, "長" * 5000, "1" * 5000,
)  # fmt: skip
"""Texts that have tripped readers of ledgers before, or might."""
_LETTERS = st.characters(exclude_categories=["Cs"])
AWKWARD_TEXT = st.one_of(st.sampled_from(AWKWARD), st.sampled_from(AWKWARD), st.text(_LETTERS, max_size=8))
_NODES: st.SearchStrategy[Any] = st.one_of(
    AWKWARD_TEXT,
    st.sampled_from([None, True, False, 0, -1, 5, 2**70, 1.5, 1e300, [], {}, [[]], {"": ""}, [None], [{}], {"id": None}]),
)
_ENCODINGS = ("cp932", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "euc-jp", "iso2022_jp", "utf-32")
_VALUE = re.compile(r"(?<=[:,>\t|\[{ ])[^\s:,<>|\[\]{}\"'][^\n:,<>|\[\]{}\"']*|(?<=\")[^\",:\n]+(?=\")|\"[^\"\n]*\"")
_XML_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_XML_ANY = re.compile(r'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")|(?<=</)\w+|(?<=<)\w+')


def damaged(draw: Draw, name: str, data: bytes) -> bytes:
    """The file called `name`, damaged in one to three ways that suit its type."""
    ways = _WAYS.get(name.rpartition(".")[2].lower(), (octets, lines, values))
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        data = draw(st.sampled_from(ways))(draw, data)
    return data


def octets(draw: Draw, data: bytes) -> bytes:
    """Some bytes overwritten, cut out, put in, doubled; or the rest of the file gone."""
    at = draw(st.integers(0, len(data)))
    length = draw(st.integers(0, 8))
    how = draw(st.integers(0, 3))
    if how == 0:
        return data[:at] + draw(st.binary(max_size=8)) + data[at + length :]
    if how == 1:
        return data[:at] + draw(AWKWARD_TEXT).encode() + data[at:]
    if how == 2:
        return data[: at + 40 * length] + data[at:]
    return data[:at]


def encoding(draw: Draw, data: bytes) -> bytes:
    """The same text in another encoding."""
    return _text(data).encode(draw(st.sampled_from(_ENCODINGS)), "replace")


def lines(draw: Draw, data: bytes) -> bytes:
    """A line gone, doubled, moved, indented."""
    found = _text(data).splitlines(keepends=True) or [""]
    at, to = draw(st.integers(0, len(found) - 1)), draw(st.integers(0, len(found) - 1))
    how = draw(st.integers(0, 4))
    if how == 0:
        del found[at]
    elif how == 1:
        found.insert(to, found[at])
    elif how == 2:
        found[at], found[to] = found[to], found[at]
    elif how == 3:
        found[at] = " " * draw(st.integers(1, 5)) + found[at]
    else:
        found[at] = found[at].lstrip()
    return "".join(found).encode()


def values(draw: Draw, data: bytes) -> bytes:
    """A value replaced by an awkward one, or by another of the same file."""
    return _replaced(draw, _text(data), _VALUE).encode()


def cells(draw: Draw, data: bytes) -> bytes:
    """Cells, rows and columns of a table replaced, dropped, doubled."""
    text = _text(data)
    rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), strict=False)) or [[]]
    row = draw(st.integers(0, len(rows) - 1))
    column = draw(st.integers(0, max(0, len(rows[row]) - 1)))
    how = draw(st.integers(0, 6))
    if how <= 2 and rows[row]:
        rows[row][column] = draw(AWKWARD_TEXT)
    elif how == 3:
        rows = [[*each[:column], *each[column + 1 :]] for each in rows]
    elif how == 4:
        rows = [[*each[:column], *each[column : column + 1], *each[column:]] for each in rows]
    elif how == 5:
        rows.insert(draw(st.integers(0, len(rows))), [draw(AWKWARD_TEXT) for _ in rows[row]])
    else:
        rows[row] = rows[row][:column]
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=draw(st.sampled_from(",,,,\t;"))).writerows(rows)
    return page.getvalue().encode("utf-8-sig", "replace")


def nodes(draw: Draw, data: bytes) -> bytes:
    """A node of the tree replaced by something else, dropped, or put somewhere else; written as JSON."""
    try:
        tree = _plain(_tree(_text(data)))
        places = _places(tree)
    except Exception:  # already damaged
        return octets(draw, data)
    for _ in range(draw(st.integers(1, 3)) if places else 0):
        holder, key = draw(st.sampled_from(places))
        if draw(st.booleans()):
            holder[key] = draw(_NODES)
        elif draw(st.booleans()):
            other, where = draw(st.sampled_from(places))
            holder[key] = _copied(other[where])
        elif isinstance(holder, dict):
            holder[draw(AWKWARD_TEXT)] = holder.pop(key)
        places = _places(tree)
        if not places:
            break
    return json.dumps(tree, ensure_ascii=False, default=str, indent=1).encode("utf-8", "replace")


def parts(draw: Draw, data: bytes) -> bytes:
    """A part of a zipped file damaged, dropped or doubled; the zip itself stays sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = {name: packed.read(name) for name in packed.namelist()}
    except Exception:  # already damaged
        return octets(draw, data)
    if not found:
        return octets(draw, data)
    telling = [name for name in found if "sheet" in name or "hared" in name or "workbook" in name or "document" in name]
    name = draw(st.sampled_from(telling or [*found]) if draw(st.integers(0, 4)) else st.sampled_from([*found]))
    how = draw(st.integers(0, 9))
    if how <= 4:
        found[name] = _replaced(draw, _text(found[name]), _XML_TEXT, escape).encode()
    elif how <= 6:
        found[name] = _replaced(draw, _text(found[name]), _XML_ANY).encode()
    elif how == 7:
        found[name] = octets(draw, found[name])
    elif how == 8:
        found[draw(st.sampled_from([*found]))] = found[name]
    else:
        del found[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, content in found.items():
            packed.writestr(each, content)
    return out.getvalue()


_WAYS: dict[str, tuple[Mutation, ...]] = {
    "csv": (*(cells,) * 6, values, values, lines, octets, encoding),
    "tsv": (values, lines, octets, encoding),
    "yaml": (*(nodes,) * 7, *(values,) * 4, lines, octets, encoding),
    "json": (*(nodes,) * 7, values, octets, encoding),
    "xlsx": (*(parts,) * 9, octets),
    "docx": (*(parts,) * 9, octets),
}


def _replaced(draw: Draw, text: str, pattern: re.Pattern[str], written: Callable[[str], str] = str) -> str:
    """One match replaced by an awkward text, `written` as the file needs it, or by another match."""
    found = [*pattern.finditer(text)]
    if not found:
        return text + str(draw(AWKWARD_TEXT))
    one, other = draw(st.sampled_from(found)), draw(st.sampled_from(found))
    new = written(draw(AWKWARD_TEXT)) if draw(st.integers(0, 3)) else other[0]
    return text[: one.start()] + new + text[one.end() :]


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every holder and key in the tree."""
    found: list[tuple[Any, Any]] = []
    todo = [tree]
    while todo and len(found) < 2_000:
        holder = todo.pop()
        keys = [*holder] if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        found += [(holder, key) for key in keys]
        todo += [holder[key] for key in keys]
    return found


def _tree(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return YAML(typ="safe").load(text)


def _plain(node: Any) -> Any:
    """The tree with texts for keys, as JSON has them."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(each) for each in node] if isinstance(node, list) else node


def _copied(node: Any) -> Any:
    return json.loads(json.dumps(node, default=str))


def _text(data: bytes) -> str:
    for name in ("utf-8-sig", "cp932", "utf-16"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
