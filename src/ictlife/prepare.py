"""From a loaded workspace to what every paper is made from（評価の実行）."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ictlife import __version__
from ictlife.assess import assess
from ictlife.base.finding import Finding
from ictlife.recall import Recall
from ictlife.reports.paper import Manifest, Paper
from ictlife.workspace.layout import FORMS
from ictlife.workspace.load import Loaded, graded
from ictlife.workspace.settle import settle

if TYPE_CHECKING:
    from ictlife.schedule.fit import Watch

Step = Callable[..., None]
"""Told what is being done, by key, with the words that go with it."""
Solving = tuple[Callable[[float | None], None], Callable[[], bool]]
"""Told the gap of the best schedule so far; asked whether to stop."""


def no_step(_: str, **__: str) -> None:
    """Say nothing of how far things are."""


def prepare(
    loaded: Loaded,
    as_of: date,
    step: Step = no_step,
    *,
    is_optimised: bool | None = None,
    watch: Solving | None = None,
    recall: Recall | None = None,
) -> Paper:
    """Assess what was read: findings located, waivers applied.

    Args:
        loaded: the workspace.
        as_of: the as-of date.
        step: told what is being done.
        is_optimised: whether to fit the schedule to caps and staff; as the town's goal says where None.
        watch: follows and stops a long optimisation.
        recall: the results of another side of a comparison, of which those that hold here are taken over.
    """
    step("assess")
    if is_optimised is None:
        is_optimised = any(goal.is_optimised for goal in loaded.estate.goals.values())
    found = assess(loaded.estate, loaded.rulebook, as_of, _watch(watch) if is_optimised else None, recall)
    manifest = Manifest(__version__, as_of, loaded.scenario or "", loaded.overlays, loaded.inputs)
    paper = Paper(found, (), manifest, loaded.origins.span, loaded.why)
    computed = (*found.findings, *graded(_unfilled(loaded, paper), loaded.rulebook))
    return replace(paper, findings=settle(loaded, computed, as_of))


def _unfilled(loaded: Loaded, paper: Paper) -> tuple[Finding, ...]:
    """What cannot be filled into the town's own forms, where it has any."""
    if not (loaded.folder / FORMS).is_file():
        return ()
    from ictlife.workspace.forms import filled_forms

    return filled_forms(loaded.folder, paper, "ja")[1]


def _watch(solving: Solving | None) -> Watch:
    from ictlife.schedule.fit import Watch  # The optimiser is imported only by whoever asks for it.

    if solving is None:
        return Watch()
    tell, should_stop = solving
    return Watch(lambda so_far: tell(so_far.gap), should_stop)
