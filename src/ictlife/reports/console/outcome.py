"""What a verb did that reads and writes files（処理の結果）, for the console or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.base.text import LANGS, Lang
from ictlife.reports.words import Words

Edit = tuple[Ref, str | None, str | None]
"""Field, what it was, what it became."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it（結果）: `did` names the sentence, which the counts fill, and `wrote` that of each file.

    JSON has the counts under the schema `ictlife.<verb>/1`.
    """

    verb: str
    did: str
    counts: Mapping[str, int | str]
    findings: Sequence[Finding]
    wrote: str
    written: Sequence[Path]
    edits: Sequence[Edit] | None = None
    """What a workbook that came back changes; None where nothing of the kind was read."""


def render_outcome(outcome: Outcome, rulebook: Rulebook, lang: Lang, is_json: bool) -> str:
    """The counts, then every edit, every finding with its places, and the files."""
    if is_json:
        content = {
            "schema": f"ictlife.{outcome.verb}/1",
            **outcome.counts,
            **_changes_json(outcome.edits),
            "written": [str(path) for path in outcome.written],
            "findings": [_finding_json(each, rulebook) for each in outcome.findings],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    words = Words(lang)
    lines = [words(outcome.did, **outcome.counts)]
    nothing = words("import.nothing")
    for ref, was, to in outcome.edits or ():
        lines.append(words("back.edit", ref=str(ref), before=was or nothing, after=to or nothing))
    lines += [finding_line(each, words, rulebook) for each in outcome.findings]
    lines += [words(outcome.wrote, file=str(path), name=path.stem) for path in outcome.written]
    return "\n".join(lines) + "\n"


def _changes_json(edits: Sequence[Edit] | None) -> Mapping[str, object]:
    changes = [{"ref": str(ref), "before": was, "after": to} for ref, was, to in edits or ()]
    return {} if edits is None else {"changes": changes}


def finding_line(each: Finding, words: Words, rulebook: Rulebook) -> str:
    """A finding in one line: severity, code, places, sentence."""
    places = " ".join(map(str, each.spans))
    return f"{words.severity(each.severity)} {each.code} {places} {words.finding(each, rulebook)}"


def _finding_json(each: Finding, rulebook: Rulebook) -> Mapping[str, object]:
    return {
        "code": each.code,
        "severity": each.severity.value,
        "subject": str(each.subject),
        "message": {lang: Words(lang).finding(each, rulebook) for lang in LANGS},
        "spans": [
            {"file": span.file, "sheet": span.sheet, "row": span.row, "column": span.column} for span in each.spans
        ],
    }
