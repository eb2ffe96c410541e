"""What an import found and did, for the console or as JSON（取込みの表示）."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.text import Lang
from ictlife.reports.words import Words

View = Mapping[str, Any]
_MOST = 15
"""Rejected rows, changes and the like that the console lists; the files and JSON have all."""


def render_intake_json(tables: Sequence[View], findings: Sequence[Finding], written: Sequence[str]) -> str:
    """Everything, for other programs."""
    said = _findings(findings)
    content = {"schema": "ictlife.import/1", "tables": tables, "findings": said, "written": list(written)}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def render_exported(
    counts: Mapping[str, int],
    findings: Sequence[Finding],
    written: Sequence[Path],
    rulebook: Rulebook,
    lang: Lang,
    is_json: bool,
) -> str:
    """What was exported, and what no table could hold."""
    if is_json:
        names = [str(path) for path in written]
        content = {"schema": "ictlife.export/1", **counts, "written": names, "findings": _findings(findings)}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    words = Words(lang)
    lines = [words("import.exported", **counts)]
    lines += [_line(each, words, rulebook) for each in findings]
    lines += [words("cli.written", file=str(path)) for path in written]
    return "\n".join(lines) + "\n"


def _findings(findings: Sequence[Finding]) -> list[View]:
    return [
        {"code": each.code, "severity": each.severity.value, "subject": str(each.subject),
         "spans": [str(span) for span in each.spans], "params": {key: str(it) for key, it in each.params.items()}}
        for each in findings
    ]  # fmt: skip


def _line(each: Finding, words: Words, rulebook: Rulebook) -> str:
    places = " ".join(map(str, each.spans))
    return f"{words.severity(each.severity)} {each.code} {places} {words.finding(each, rulebook)}"


def render_intake(
    carried: Sequence[View],
    tables: Sequence[View],
    rejects: Mapping[str, Sequence[tuple[int, str]]],
    findings: Sequence[Finding],
    written: Sequence[Path],
    rulebook: Rulebook,
    lang: Lang,
) -> str:
    """The proposal, the rejected rows with their reasons, what changes, and what was written."""
    words = Words(lang)
    lines: list[str] = []
    for each in carried:
        counts = {name: each[name] for name in ("products", "releases", "source", "form", "retrieved_on")}
        lines += [words("import.catalogue", **counts), *_changes(each, words)]
    for table in tables:
        lines += [*_table(table, words), *_rejected(rejects.get(table["source"], ()), words), *_changes(table, words)]
    lines += [_line(each, words, rulebook) for each in findings]
    lines += [words("cli.written", file=str(path)) for path in written]
    if (tables or carried) and not written:
        lines.append(words("import.dry"))
    return "\n".join(lines) + "\n"


def _table(table: View, words: Words) -> Iterator[str]:
    first, last = table["header_rows"]
    kind = words.of("kind", table["kind"])
    yield words("import.table", source=table["source"], kind=kind, first=str(first), last=str(last))
    if table["is_saved"]:
        yield words("import.saved")
    for each in (one for one in table["columns"] if one["is_taken"]):
        yield words("import.column", **_said(each, words))
    for each in (one for one in table["columns"] if not one["is_taken"]):
        yield words("import.unmapped", **_said(each, words))
    for name in ("missing", "key", "group_by"):
        if table[name] and not (name == "missing" and table["missing"] == ["group"] and table["group_by"]):
            yield words(f"import.{name}", names=tuple(table[name]))
    counts = {name: table[name] for name in ("rows", "accepted", "rejected", "asides")}
    yield words("import.counts", **counts)


def _said(each: View, words: Words) -> Mapping[str, object]:
    evidence = words("list_mark").join(
        words(f"import.evidence.{why['code']}", **{key: _word(key, it, words) for key, it in why.items()})
        for why in each["evidence"]
    )
    percent = round(each["confidence"] * 100)
    return {"heading": each["heading"], "field": each["field"], "percent": percent, "evidence": evidence}


def _word(key: str, value: object, words: Words) -> object:
    return words.of(f"import.{key}", str(value)) if key in ("reads", "looks") else value


def _rejected(rows: Sequence[tuple[int, str]], words: Words) -> Iterator[str]:
    for row, reason in rows[:_MOST]:
        yield words("import.rejected", row=str(row), reason=reason.replace("\n", " / "))
    yield from _more(len(rows), words)


def _changes(table: View, words: Words) -> Iterator[str]:
    for each in table["changes"]:
        counts = {name: len(each[name]) for name in ("added", "changed", "removed", "held")}
        yield words("import.changes", file=each["file"], **counts)
        for one in each["changed"][:_MOST]:
            yield words("import.changed", **one)
        yield from _more(len(each["changed"]), words)
        yield from _listed(each["removed"], "import.removed", words)
        yield from _listed(each["held"], "import.held", words)


def _listed(ids: Sequence[str], key: str, words: Words) -> Iterator[str]:
    if ids:
        yield words(key, ids=tuple(ids[:_MOST]))
        yield from _more(len(ids), words)


def _more(count: int, words: Words) -> Iterable[str]:
    return (words("import.more", count=count - _MOST),) if count > _MOST else ()
