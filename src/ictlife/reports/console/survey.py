"""What is said after questionnaires were written or read（調査票の作成・回収の結果）."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.reports.words import Words

Edit = tuple[Ref, str | None, str | None]
"""Field, what it was, what it became."""


def render_written(files: Sequence[Path], folder: Path, lang: Lang, is_json: bool) -> str:
    """The questionnaires that were written."""
    if is_json:
        return _json({"schema": "ictlife.survey/1", "written": [path.name for path in files]})
    lines = [Words(lang)("survey.written", files=len(files), folder=str(folder)), *(f"  {path.name}" for path in files)]
    return "\n".join(lines) + "\n"


def render_back(
    counts: Mapping[str, int],
    findings: Sequence[Finding],
    written: Sequence[Path],
    rulebook: Rulebook,
    lang: Lang,
    is_json: bool,
) -> str:
    """What came back: counts, then every finding with its cells, then the overlays."""
    words = Words(lang)
    if is_json:
        said = [_finding_json(each, rulebook) for each in findings]
        names = [path.name for path in written]
        return _json({"schema": "ictlife.survey/1", **counts, "written": names, "findings": said})
    lines = [words("survey.read", **counts), *_lines(findings, words, rulebook)]
    lines += [words("survey.overlay_written", file=str(path), name=path.stem) for path in written]
    return "\n".join(lines) + "\n"


def book_back_view(
    file: str, edits: Sequence[Edit], findings: Sequence[Finding], written: Sequence[Path], rulebook: Rulebook
) -> Mapping[str, object]:
    """What an edited workbook said, for other programs."""
    return {
        "file": file,
        "edits": len(edits),
        "changes": [{"ref": str(ref), "before": was, "after": to} for ref, was, to in edits],
        "written": [path.name for path in written],
        "findings": [_finding_json(each, rulebook) for each in findings],
    }


def render_book_back(
    file: str,
    edits: Sequence[Edit],
    findings: Sequence[Finding],
    written: Sequence[Path],
    rulebook: Rulebook,
    lang: Lang,
) -> str:
    """What an edited workbook said: every edit, every finding with its cell, the overlay."""
    words = Words(lang)
    lines = [words("back.said", file=file, edits=len(edits))]
    nothing = words("import.nothing")
    lines += [words("back.edit", ref=str(ref), before=was or nothing, after=to or nothing) for ref, was, to in edits]
    lines += _lines(findings, words, rulebook)
    lines += [words("back.written", file=str(path), name=path.stem) for path in written]
    return "\n".join(lines) + "\n"


def _lines(findings: Sequence[Finding], words: Words, rulebook: Rulebook) -> list[str]:
    return [
        f"{words.severity(each.severity)} {each.code} {' '.join(map(str, each.spans))} {words.finding(each, rulebook)}"
        for each in findings
    ]


def _finding_json(each: Finding, rulebook: Rulebook) -> Mapping[str, object]:
    return {
        "code": each.code,
        "severity": each.severity.value,
        "subject": str(each.subject),
        "message": {lang: Words(lang).finding(each, rulebook) for lang in ("ja", "en")},
        "spans": [
            {"file": span.file, "sheet": span.sheet, "row": span.row, "column": span.column} for span in each.spans
        ],
    }


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
