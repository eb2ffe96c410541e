"""The assessment as a stable document for other programs（assessment.json）, schema `ictlife.assessment/1`.

Keys are those of the contract in `docs/reference/`. Sentences of findings are given in both languages, so
that a reader needs neither the rulebook nor the tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ictlife.assessment import Rulebook, RuleResult
from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.base.text import LANGS
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.explain import Computed, Explanation, input_value
from ictlife.reports.paper import Manifest, Paper
from ictlife.reports.views.budget import view_budget_rows, view_commitments
from ictlife.reports.views.continuity import view_recoveries
from ictlife.reports.views.findings import sorted_findings
from ictlife.reports.views.fitting import view_fitting
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row, plain, plain_reason
from ictlife.reports.words import Words
from ictlife.whatif.turning import Turn

SCHEMA = "ictlife.assessment/1"


def render_json(paper: Paper) -> bytes:
    """`assessment.json`: one line per item, so that two of them can be compared line by line."""
    parts = ["{\n" + f'"schema": {_dump(SCHEMA)}']
    for key, value in _document(paper):
        if isinstance(value, list):
            lines = ",\n".join(map(_dump, value))
            parts.append(f'"{key}": [\n{lines}\n]' if value else f'"{key}": []')
        else:
            parts.append(f'"{key}": {_dump(value)}')
    return (",\n".join(parts) + "\n}\n").encode("utf-8", "surrogatepass")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _document(paper: Paper) -> Iterator[tuple[str, Any]]:
    yield "manifest", view_manifest(paper.manifest)
    yield "renewals", _renewals(paper)
    yield "schedule", _schedule(paper)
    yield "milestones", view_milestones(paper)
    yield "budget", view_budget_rows(paper)
    yield "commitments", view_commitments(paper)
    yield "continuity", view_recoveries(paper)
    yield "rules", [_rule(result) for result in paper.assessment.results]
    yield "findings", view_findings(paper)


def view_manifest(manifest: Manifest) -> Row:
    """By which version, as of which day, from which inputs（作成情報）."""
    return {
        "version": manifest.version,
        "as_of": manifest.as_of.isoformat(),
        "scenario": manifest.scenario or None,
        "overlays": list(manifest.overlays),
        "inputs": [{"path": path, "sha256": digest} for path, digest in manifest.inputs],
    }


def _renewals(paper: Paper) -> list[Row]:
    words = Words("ja")
    rows = []
    for row in view_renewals(paper, with_reasons=True):
        row["fiscal_year_label"] = words.fy(FiscalYear(row["fiscal_year"]))
        rows.append(row)
    return rows


def _schedule(paper: Paper) -> Row:
    schedule = paper.assessment.schedule
    by_year: dict[str, Row] = {
        str(fy): {"renewals": 0, "amount_yen": paper.assessment.budget.by_year.get(fy, 0)} for fy in paper.years
    }
    for renewal in schedule.renewals:
        if str(renewal.fy) in by_year:
            by_year[str(renewal.fy)]["renewals"] += 1
    return {
        "method": schedule.method,
        "status": schedule.status,
        "objective": schedule.objective,
        "bound": schedule.bound,
        "gap": schedule.gap_ppm / 1_000_000 if schedule.gap_ppm is not None else None,
        # Always null here: a running time would make two runs differ; the command prints it instead.
        "seconds": None,
        "goals": plain(schedule.goals),
        "due_date_goals": plain(schedule.due_date_goals),
        "by_year": by_year,
        "fitting": view_fitting(paper),
    }


def _rule(result: RuleResult) -> Row:
    return {
        "code": result.code,
        "status": result.status.value,
        "examined": result.examined,
        "missing": list(result.missing),
        "findings": [each.fingerprint for each in result.findings],
    }


def view_findings(paper: Paper) -> list[Row]:
    """Every finding with its sentences in both languages, citations and places（指摘）."""
    said = [(lang, Words(lang, paper.named(lang))) for lang in LANGS]
    cited = {code: _citations(paper.rulebook, code) for code in paper.rulebook.rules}
    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "subject": str(each.subject),
            "related": [str(ref) for ref in each.related],
            "params": plain(each.params),
            "message": {lang: words.finding(each, paper.rulebook) for lang, words in said},
            "hint": {lang: words.hint(each, paper.rulebook) for lang, words in said},
            "citations": cited.get(each.code, []),
            "spans": [_span(span) for span in each.spans],
            "fingerprint": each.fingerprint,
            "waiver": str(each.waived_by) if each.waived_by else None,
        }
        for each in sorted_findings(paper)
    ]


def _citations(rulebook: Rulebook, code: str) -> list[Row]:
    return [
        {"authority": each.authority, "clause": each.clause, "basis": each.basis.value}
        for each in rulebook.rules[code].citations
    ]


def _span(span: Span) -> Row:
    return {"file": span.file, "sheet": span.sheet, "row": span.row, "column": span.column}


def render_explanation_json(found: Explanation) -> str:
    """What is known about an address（説明）as one JSON document."""
    return (
        _dump(
            {
                "schema": SCHEMA,
                "ref": str(found.ref),
                "value": plain(found.value) if found.ref.field else None,
                "computed": [_computed(each) for each in found.computed],
                "uses": [str(each.ref) for each in found.uses],
                "findings": [each.fingerprint for each in found.findings],
                "turns": [_turn(about, turn) for about, turns in found.turns for turn in turns.found],
            }
        )
        + "\n"
    )


def _turn(about: Ref, turn: Turn) -> Row:
    return {
        "of": str(about),
        "input": str(turn.ref),
        "was": plain(input_value(turn.was)),
        "to": plain(input_value(turn.to)),
        "near": plain(input_value(turn.near)),
        "after": plain(turn.after),
        "is_least": turn.is_least,
    }


def _computed(each: Computed) -> Row:
    return {"ref": str(each.ref), "value": plain(each.value), "reason": plain_reason(each.reason)}
