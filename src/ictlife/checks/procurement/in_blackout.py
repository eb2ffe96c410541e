"""Renewals that go into service when systems must not be changed（切替禁止期間の稼働開始）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import Month
from ictlife.model.calendar import Blackout, YearlySpan


@check(
    reads=("group", "blackout"),
    params=("fewest_days",),
    says=("name", "in_service", "blackout", "blocked_days"),
)
def in_blackout(found: Assessment, *, fewest_days: int) -> Iterator[Looked]:
    """Look at every renewal ahead: how many days of its month are blocked for its kind of business?

    Of one group only the first such renewal is said: the later ones follow its month.
    """
    blackouts = tuple(found.estate.blackouts.values())
    blocked: dict[tuple[str, Month], tuple[int, Blackout | None]] = {}
    said_of: set[str] = set()
    for renewal in found.schedule.renewals:
        if renewal.in_service < Month.of(found.as_of):
            continue
        group = found.estate.groups[renewal.need.subject.id]
        key = (group.business, renewal.in_service)
        if key not in blocked:
            blocked[key] = _worst(blackouts, *key)
        days, blackout = blocked[key]
        said = None
        if blackout and days >= fewest_days and group.id not in said_of:
            said_of.add(group.id)
            said = {
                "name": group.name,
                "in_service": renewal.in_service,
                "blackout": blackout.ref(),
                "blocked_days": days,
            }
        yield Looked(renewal.ref, said, (group.ref(), *((blackout.ref(),) if blackout else ())))


def _worst(blackouts: tuple[Blackout, ...], business: str, month: Month) -> tuple[int, Blackout | None]:
    """The blackout of this business that blocks most days of the month."""
    found = [
        (_days(each, month), each) for each in blackouts if not each.businesses or business in each.businesses
    ]
    return max(found, key=lambda pair: (pair[0], pair[1].id), default=(0, None))


def _days(blackout: Blackout, month: Month) -> int:
    days = (month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1))
    return sum(_is_blocked(blackout, day) for day in days)


def _is_blocked(blackout: Blackout, day: date) -> bool:
    mark = f"{day.month:02d}-{day.day:02d}"
    return any(_holds(span, mark) for span in blackout.yearly) or any(
        span.from_on <= day <= span.until_on for span in blackout.once
    )


def _holds(span: YearlySpan, mark: str) -> bool:
    """Whether a day of the year lies in the span, which may run over New Year."""
    if span.until_md < span.from_md:
        return mark >= span.from_md or mark <= span.until_md
    return span.from_md <= mark <= span.until_md
