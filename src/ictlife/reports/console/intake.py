"""What an import found and did, for the console or as JSON（取込みの表示）."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.text import Lang
from ictlife.reports.console.outcome import finding_line
from ictlife.reports.words import Words

View = Mapping[str, Any]
_MOST = 15
"""Rejected rows, changes and the like that the console lists; the files and JSON have all."""


@dataclass(frozen=True, slots=True)
class Said:
    """All there is to say of an import（取込みの結果）."""

    files: Sequence[View]
    reviews: Sequence[View]
    carried: Sequence[View]
    tables: Sequence[View]
    rejects: Mapping[str, Sequence[tuple[int, str]]]
    """Source → row and reason."""
    hints: Mapping[str, Sequence[str]]
    """Source → what to do about the reasons, each once."""
    findings: Sequence[Finding]
    written: Sequence[Path]


def render_intake_json(said: Said) -> str:
    """Everything, for other programs."""
    content = {
        "schema": "ictlife.import/1",
        "files": said.files,
        "reviews": said.reviews,
        "tables": [*said.carried, *said.tables],
        "findings": _findings(said.findings),
        "written": [str(path) for path in said.written],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _findings(findings: Sequence[Finding]) -> list[View]:
    return [
        {"code": each.code, "severity": each.severity.value, "subject": str(each.subject),
         "spans": [str(span) for span in each.spans], "params": {key: str(it) for key, it in each.params.items()}}
        for each in findings
    ]  # fmt: skip


def render_intake(said: Said, rulebook: Rulebook, lang: Lang) -> str:
    """The proposal, the rejected rows with their reasons, what changes, and what was written."""
    words = Words(lang)
    lines = [line for each in said.files for line in _file(each, words)]
    lines += [words("import.review", **each) for each in said.reviews]
    for each in said.carried:
        counts = {name: each[name] for name in ("products", "releases", "source", "form", "retrieved_on")}
        lines += [words("import.catalogue", **counts), *_changes(each, words)]
    for table in said.tables:
        rejects = said.rejects.get(table["source"], ())
        hints = said.hints.get(table["source"], ())
        lines += [*_table(table, words), *_rejected(rejects, words), *_hinted(hints, words), *_changes(table, words)]
    lines += _found(said.findings, words, rulebook)
    lines += [words("cli.written", file=str(path)) for path in said.written]
    if (said.tables or said.carried or said.reviews) and not said.written:
        is_some = said.carried or said.reviews or any(table["accepted"] for table in said.tables)
        lines.append(words("import.dry" if is_some else "import.dry_none"))
    return "\n".join(lines) + "\n"


def _file(each: View, words: Words) -> Iterator[str]:
    """How a file is written, and what tells that; of a workbook, its sheets."""
    if (writing := each["writing"]) is not None:
        said = {name: words.of(f"import.{name}", str(writing[name])) for name in ("told_by", "delimiter")}
        yield words("import.text", **{**writing, **said}, file=each["file"])
    elif each["sheets"]:
        sheets = tuple(words(f"import.sheet.{sheet['state']}", **sheet) for sheet in each["sheets"])
        yield words("import.book", file=each["file"], count=len(sheets), sheets=sheets)


def _found(findings: Sequence[Finding], words: Words, rulebook: Rulebook) -> Iterator[str]:
    """Every finding once, of one code the first few, and what to do about it."""
    lines = {finding_line(each, words, rulebook): each for each in reversed(findings)}
    findings = tuple(reversed(lines.values()))
    counts = Counter(each.code for each in findings)
    told: Counter[str] = Counter()
    for each in findings:
        told[each.code] += 1
        if told[each.code] <= _MOST:
            yield finding_line(each, words, rulebook)
        if told[each.code] == counts[each.code]:
            yield from _more(counts[each.code], words)
            if hint := words.hint(each, rulebook):
                yield words("import.hint", hint=hint)


def _table(table: View, words: Words) -> Iterator[str]:
    kind = words.of("kind", table["kind"])
    found, every = table["headings"]
    told = words(f"import.told.{table['told_by']}", found=found, every=every)
    yield words("import.table", source=table["source"], kind=kind, told=told)
    yield _position(table, words)
    columns = [one for one in table["columns"] if not _is_saved(one)]
    for each in (one for one in columns if one["is_taken"]):
        yield words("import.column", **_said(each, table, words))
    left = [one["heading"] for one in columns if _is_left_out(one) and one["heading"] not in table["group_by"]]
    for each in (one for one in columns if not one["is_taken"] and one["heading"] not in left):
        key = "put_together" if each["heading"] in table["group_by"] else "unmapped" if each["field"] else "unknown"
        yield words(f"import.{key}", **_said(each, table, words))
    if left:
        yield words("import.left_out", headings=tuple(left))
    yield from _missing(table, words)
    for name in ("key", "fill_down", "group_by"):
        if table[name]:
            yield words(f"import.{name}", names=tuple(table["labels"].get(each, each) for each in table[name]))
    for name, text in table["fixed"].items():
        yield words("import.fixed", label=table["labels"].get(name, name), text=text)
    counts = {name: table[name] for name in ("rows", "accepted", "rejected", "asides")}
    yield words("import.counts", **counts)
    if table["products"]:
        yield words("import.products", count=len(table["products"]))


def _missing(table: View, words: Words) -> Iterator[str]:
    """Which fields every record needs and no column gives, and what can be done about each."""
    if not table["missing"]:
        return
    labels = table["labels"]
    yield words("import.missing", names=tuple(labels.get(each, each) for each in table["missing"]))
    if "id" in table["missing"]:
        yield words("import.no_id", source=table["source"])
    for name, choices in table["settable"].items():
        some = words("import.one_of", some=tuple(choices[:_MOST])) if choices else words("import.value")
        yield words("import.settable", label=labels.get(name, name), some=some)
    if "group" in table["missing"]:
        yield words("import.no_group", category=labels["category"], group=labels.get("group", "group"))
    if table["told_by"] in ("columns", "name"):
        yield words("import.other_kind")


def _is_saved(column: View) -> bool:
    """Whether the workspace's own mapping says what a column is: it is used in silence."""
    return column["evidence"][0]["code"] in ("saved", "left_out")


def _is_left_out(column: View) -> bool:
    """Whether the mapping says that a column is not taken over."""
    return any(why["code"].startswith("left_out") for why in column["evidence"])


def _position(table: View, words: Words) -> str:
    """Where the table stands: its headings, titles above, records, totals below."""
    first, last = (str(row) for row in table["header_rows"])
    said = [words("import.headings" if first != last else "import.heading", first=first, last=last)]
    if table["titles"]:
        said.append(words("import.titles", count=table["titles"]))
    if table["record_rows"]:
        top, bottom = (str(row) for row in table["record_rows"])
        said.append(words("import.records", first=top, last=bottom))
    if table["asides"]:
        said.append(words("import.asides", count=table["asides"]))
    if table["unit"]:
        said.append(words("import.unit", unit=table["unit"]))
    return words("import.position", said=words("list_mark").join(said))


def _said(each: View, table: View, words: Words) -> Mapping[str, object]:
    labels = table["labels"]
    evidence = words("list_mark").join(
        words(f"import.evidence.{why['code']}", **dict(_told(key, it, labels, words) for key, it in why.items()))
        for why in each["evidence"]
    )
    return {
        "heading": each["heading"],
        "column": each["column"],
        "fields": _fields(each["field"], labels, words),
        "percent": round(each["confidence"] * 100),
        "evidence": evidence,
    }


def _told(key: str, value: object, labels: Mapping[str, str], words: Words) -> tuple[str, object]:
    """One part of the evidence, as its phrase takes it."""
    if key == "field":
        return "fields", _fields(str(value), labels, words)
    return key, words.of(f"import.{key}", str(value)) if key in ("reads", "looks") else value


def _fields(names: str, labels: Mapping[str, str], words: Words) -> str:
    """The fields of a column, `/` between them: with their headings in Japanese, which English does without."""
    fields = names.split("/") if names else []
    if words.lang != "ja":
        return words("list_mark").join(fields)
    return words("list_mark").join(labels.get(name, name) for name in fields) + f" {names}"


def _rejected(rows: Sequence[tuple[int, str]], words: Words) -> Iterator[str]:
    for row, reason in rows[:_MOST]:
        yield words("import.rejected", row=str(row), reason=reason.replace("\n", " / "))
    yield from _more(len(rows), words)


def _hinted(hints: Sequence[str], words: Words) -> Iterator[str]:
    return (words("import.hint", hint=hint) for hint in hints)


def _changes(table: View, words: Words) -> Iterator[str]:
    for each in table["changes"]:
        counts = {name: len(each[name]) for name in ("added", "changed", "removed", "held")}
        yield words("import.changes", file=each["file"], **counts)
        for one in each["changed"][:_MOST]:
            was, now = (one[name] or words("import.nothing") for name in ("before", "after"))
            fields = one["label" if words.lang == "ja" else "field"]
            yield words("import.changed", id=one["id"], fields=fields, before=was, after=now)
        yield from _more(len(each["changed"]), words)
        if each["looked_up"]:
            yield words("import.looked_up", count=each["looked_up"])
        yield from _listed(each["added"] if each["removed"] or each["changed"] else (), "import.added", words)
        yield from _listed(each["removed"], "import.removed", words)
        yield from _listed(each["held"], "import.held", words)


def _listed(ids: Sequence[str], key: str, words: Words) -> Iterator[str]:
    if ids:
        yield words(key, ids=tuple(ids[:_MOST]))
        yield from _more(len(ids), words)


def _more(count: int, words: Words) -> Iterable[str]:
    return (words("import.more", count=count - _MOST),) if count > _MOST else ()
