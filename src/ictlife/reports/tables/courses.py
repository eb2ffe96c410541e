"""How a service stands over the years, as sentences（達成状況の推移）."""

from __future__ import annotations

from itertools import groupby

from ictlife.continuity.recovery import Lapse, Verdict
from ictlife.continuity.tables import Stretch, attainability
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words


def courses_of(paper: Paper) -> list[tuple[Stretch, ...]]:
    """Stretches of each service, scenario and phase, by day."""
    stretches = attainability(paper.assessment.continuity)
    return [
        tuple(sorted(own, key=lambda each: each.from_on))
        for _, own in groupby(stretches, key=lambda each: (each.service, each.scenario, each.phase))
    ]


def told(paper: Paper, words: Words, stretches: tuple[Stretch, ...]) -> str:
    """“met until …, then missed, because …; met again from …”（推移の説明）."""
    first = stretches[0]
    lapses = {
        each.met_until: each
        for each in paper.assessment.continuity.lapses
        if (each.service, each.scenario, each.phase) == (first.service, first.scenario, first.phase)
    }
    restored = {each.restored_on: each for each in lapses.values() if each.restored_on}
    said = []
    for each in stretches:
        verdict = words.of("verdict", each.verdict.value)
        if each is stretches[-1] or each.until_on is None:
            said.append(words("bcp.since", day=each.from_on, verdict=verdict) + _by(words, restored.get(each.from_on)))
            continue
        lapse = lapses.get(each.until_on) if each.verdict is Verdict.MET else None
        said.append(words("bcp.until", day=each.until_on, verdict=verdict) + _because(paper, words, lapse))
    return words("bcp.then").join(said)


def _because(paper: Paper, words: Words, lapse: Lapse | None) -> str:
    if lapse is None or lapse.cause is None:
        return ""
    return words("bcp.because", cause=lapse.cause)


def _by(words: Words, lapse: Lapse | None) -> str:
    if lapse is None or lapse.restored_by is None:
        return ""
    return words("bcp.restored_by", renewal=words.value(lapse.restored_by))
