"""Due-date planning as done in a spreadsheet（期限順の計画）.

Every group is renewed when due; if that year is full it slips to a later month, or is pulled to an
earlier one, the nearest first. It is where the optimisation starts, what is shown when there is
no solver, and what is printed beside every optimised choice.
"""

from __future__ import annotations

from collections import defaultdict

from ictlife.optimiser.evaluate import Account, account, under
from ictlife.optimiser.problem import (
    Choice,
    Group,
    Path,
    Problem,
    first_months,
    may_skip,
    open_months,
)


def _chain(problem: Problem, group: Group, first: int, reach: list[bool]) -> Path:
    """Later renewals follow at the nominal cycle, or the nearest month that is allowed."""
    path = [first]
    while path[-1] + group.nominal < problem.months or path[-1] + group.longest < problem.months:
        want = path[-1] + group.nominal
        choice = [
            t
            for t in range(path[-1] + group.shortest, path[-1] + group.longest + 1)
            if t < problem.months and reach[t]
        ]
        if not choice:
            break
        path.append(min(choice, key=lambda t: (abs(t - want), t)))
    return tuple(path)


def _nearest(months: list[int], due: int) -> list[int]:
    """Candidate months: when due, then later before earlier at the same distance."""
    return sorted(months, key=lambda t: (abs(t - due), t < due, t))


class _Years:
    """How much of every cap is used so far（予算の残り）."""

    def __init__(self, problem: Problem) -> None:
        self._caps = problem.caps
        self._used: defaultdict[str, int] = defaultdict(int)

    def fits(self, made: Account) -> bool:
        return all(
            self._used[cap.key] + cap.base + spent <= cap.limit
            for cap in self._caps
            if (spent := under(cap, made)) > 0
        )

    def take(self, made: Account) -> None:
        for cap in self._caps:
            self._used[cap.key] += under(cap, made)


def _place(problem: Problem, group: Group, years: _Years) -> Path:
    reach = open_months(problem, group)
    if may_skip(problem, group) and group.due >= problem.months:
        return ()
    nearest = _nearest(first_months(problem, group), group.due)
    chosen: Path | None = None
    for first in nearest:
        path = _chain(problem, group, first, reach)
        made = account(problem, group, path)
        if years.fits(made):
            years.take(made)
            return path
        chosen = path if chosen is None else chosen
    if chosen is None or may_skip(problem, group):
        chosen = ()
    years.take(account(problem, group, chosen))
    return chosen


def greedy_choice(problem: Problem) -> Choice:
    """Renew when due, slip or pull if the year is full（期限順の計画を立てる）."""
    years = _Years(problem)
    ordered = sorted(problem.groups, key=lambda g: (g.due, g.id))
    return {group.id: _place(problem, group, years) for group in ordered}
