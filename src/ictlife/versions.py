"""One side of a comparison（比較対象）: the workspace today, a scenario, a baseline, or another date; and freezing.

Stands above `workspace` because a baseline is a workspace that is assessed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ictlife.base.refusal import Refusal
from ictlife.base.unreadable import Unreadable
from ictlife.compare.compare import compare
from ictlife.fiscal.wareki import read_when
from ictlife.prepare import prepare
from ictlife.recall import Recall
from ictlife.reports.differences import BASELINE_AREA, Compared
from ictlife.reports.json_out import render_json
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import plain
from ictlife.sources.record import Reading
from ictlife.workspace import baseline as frozen
from ictlife.workspace.baseline import Approval, Baseline
from ictlife.workspace.load import gather, load
from ictlife.workspace.scenarios import scenarios_of

TODAY = ("today", "base", ".")
"""Words for the workspace as it is, without a scenario."""
PARTS = ("renewals", "milestones", "budget", "commitments", "continuity", "rules", "findings")
"""Parts of the document that are held against each other to see what the program changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison（比較対象）; `baseline` where it is one."""

    label: str
    paper: Paper
    baseline: Baseline | None = None


def open_sides(
    folder: Path, names: Sequence[str], day: Callable[[date | None], date], is_optimised: bool | None = None
) -> Iterator[Side]:
    """What each of `names` names: a baseline, a scenario, a date, or the workspace today.

    The workspace's files are read once for all of them.

    Args:
        folder: the workspace.
        names: names, dates in any form, or `today`.
        day: the as-of date to use, given the one the workspace states.
        is_optimised: whether schedules are fitted to caps and staff; as the town's goal says where None.

    Raises:
        Refusal: no_side where it is none of these, with the names there are.
    """
    kinds = [_kind(folder, name) for name in names]
    gathered, recall = gather(folder), Recall()
    for name, kind in zip(names, kinds, strict=True):
        if kind == "baseline":
            yield _baseline(folder, name)
        elif isinstance(kind, date):
            yield Side(name, prepare(gathered.load(), kind, is_optimised=is_optimised, recall=recall))
        else:
            loaded = gathered.load(None if kind == "today" else name)
            yield Side(name, prepare(loaded, day(loaded.estate.city.as_of), is_optimised=is_optimised, recall=recall))


def _kind(folder: Path, name: str) -> date | str:
    """baseline, today, scenario, or the day that `name` is."""
    if name in TODAY:
        return "today"
    if name in frozen.names(folder):
        return "baseline"
    if name in scenario_names(folder):
        return "scenario"
    try:
        return read_when(name).first
    except Unreadable:
        known = ", ".join((*frozen.names(folder), *scenario_names(folder), TODAY[0]))
        raise Refusal("no_side", name=name, near=known) from None


def _baseline(folder: Path, name: str) -> Side:
    """A baseline computed again by this version; what was tampered with is among its findings."""
    opened = frozen.open_baseline(folder, name)
    loaded = load(opened.inputs, opened.scenario)
    paper = prepare(loaded, opened.as_of, is_optimised=opened.is_optimised)
    return Side(name, replace(paper, findings=(*frozen.verify(opened), *paper.findings)), opened)


def scenario_names(folder: Path) -> tuple[str, ...]:
    """Scenarios and overlays that the workspace has, and files of none that can be read, in order."""
    found = scenarios_of(folder, Reading())
    return tuple(sorted({*found.names(), *found.unread}))


def compare_sides(before: Side, after: Side) -> Compared:
    """What differs between two sides, the program's own part kept apart."""
    found = compare(before.paper.assessment, after.paper.assessment)
    tool = _changed_by_program(before, after)
    approvals = (_approval(before), _approval(after))
    return Compared((before.label, after.label), before.paper, after.paper, found, tool, approvals)


def _approval(side: Side) -> tuple[str, str, str]:
    given = side.baseline.approval if side.baseline else Approval()
    return given.by, given.on, given.document


def _changed_by_program(*sides: Side) -> dict[str, int]:
    """For each part, how many items of the baselines' documents this version computes otherwise."""
    counts = dict.fromkeys(PARTS, 0)
    for side in sides:
        then = side.baseline.assessment() if side.baseline else None
        if then is None or _is_changed(side.baseline):
            continue
        now = json.loads(render_json(side.paper))
        now["findings"] = [each for each in now["findings"] if not each["code"].startswith(BASELINE_AREA)]
        for part in PARTS:
            counts[part] += len(_items(then, part) ^ _items(now, part))
    return counts


def _is_changed(baseline: Baseline | None) -> bool:
    """Whether what is computed again is no longer what was frozen: then the program is not to blame."""
    found = frozen.verify(baseline) if baseline else ()
    files = (str(each.params["file"]) for each in found)
    return any(file == frozen.MANIFEST or file.startswith(f"{frozen.INPUTS}/") for file in files)


def _items(document: dict[str, object], part: str) -> frozenset[str]:
    found = document.get(part)
    return frozenset(json.dumps(item, sort_keys=True) for item in found) if isinstance(found, list) else frozenset()


def freeze(folder: Path, name: str, paper: Paper, approval: Approval) -> Path:
    """Freeze what was assessed, with its inputs（凍結）.

    Raises:
        Refusal: where the name is taken, is none, or means something else to `compare`.
    """
    if name in (*TODAY, *scenario_names(folder)):
        raise Refusal("baseline_name_taken", name=name)
    documents = (render_records(paper), render_json(paper))
    is_optimised = paper.assessment.schedule.method != "due_date"
    return frozen.freeze(folder, name, paper.manifest, documents, approval, is_optimised)


def render_records(paper: Paper) -> bytes:
    """Every record that was assessed, after the scenario's edits, as JSON by kind."""
    kinds: dict[str, list[object]] = {}
    for entity in paper.assessment.estate:
        stated = {field: plain(getattr(entity, field)) for field in sorted(entity.model_fields_set)}
        kinds.setdefault(entity.KIND, []).append(stated)
    return (json.dumps(kinds, ensure_ascii=False, indent=0, default=str) + "\n").encode()
