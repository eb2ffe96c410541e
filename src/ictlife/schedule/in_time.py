"""No renewal is brought forward past what its procurement can still keep（調達の間に合う範囲）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import Month, MonthSpan
from ictlife.lifecycle.need import Need
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime, Step
from ictlife.schedule.steps_of import steps_of
from ictlife.steps.count_back import business_calendar, count_back


def in_time(estate: Estate, needs: tuple[Need, ...], as_of: date) -> tuple[Need, ...]:
    """The needs with windows that begin no earlier than every open step can still be begun on time.

    A renewal that is late already stays where it is due: moving it is for a person to decide. So is bringing one
    forward to where a specification would have to begin in a month before the vote of its budget.
    """
    return tuple(_Clock(estate, as_of).narrowed(needs))


class _Clock:
    """Whether a procurement can still be in time for a month, worked out once for equal ones."""

    def __init__(self, estate: Estate, as_of: date) -> None:
        self.estate, self.as_of = estate, as_of
        self.calendar: BusinessCalendar = business_calendar(estate)
        self.done = {(each.group, each.step) for each in estate.progress.values() if each.cycle == 1}
        self.known: dict[tuple[str, tuple[tuple[str, str | None], ...], Month], bool] = {}

    def narrowed(self, needs: tuple[Need, ...]) -> Iterator[Need]:
        for need in needs:
            group = self.estate.groups[need.subject.id]
            found = steps_of(self.estate, group, need.cycle, need.due)
            if found is None or need.window.first >= need.due:
                yield need
                continue
            lead, steps = found
            open_steps = [step for step in steps if (group.id, step.id) not in self.done and not step.is_after]
            months = MonthSpan(need.window.first, need.due)
            first = next((month for month in months if self._is_in_time(lead, open_steps, month)), need.due)
            yield replace(need, window=MonthSpan(first, need.window.until))

    def _is_in_time(self, lead: LeadTime, steps: list[Step], month: Month) -> bool:
        key = (lead.id, tuple((step.id, step.gate) for step in steps), month)
        if key not in self.known:
            days = count_back(self.estate, lead, steps, month, self.calendar)
            before = [each for each in days if not each.step.is_after]
            is_in_order = all(Month.of(one.due_on) <= Month.of(other.starts_on) for one, other in pairwise(before))
            self.known[key] = is_in_order and all(each.starts_on >= self.as_of for each in days)
        return self.known[key]
