"""Who pays（財源の充当）: what sources of money pay of amounts by fiscal year; the rest is general funds.

The one computation behind the budget's rows by source and the optimiser's caps on one fund.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ictlife.base.yen import Rounding, Yen, round_to
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import CostKind
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Funding


@dataclass(frozen=True, slots=True)
class Payable:
    """An amount of one line in one fiscal year（充当の対象）, and the groups it is for."""

    fy: FiscalYear
    kind: CostKind
    groups: tuple[str, ...]
    amount: Yen


@dataclass(frozen=True, slots=True)
class Paid:
    """What sources pay（充当額）: the parts of each payable by source; who would pay more than there is, and when."""

    parts: tuple[dict[str, Yen], ...]
    over: Mapping[str, FiscalYear]


def sources(estate: Estate) -> tuple[Funding, ...]:
    """The sources that pay for something: those that name groups and are not general funds（充当できる財源）."""
    return tuple(each for each in estate.fundings.values() if each.groups and each.kind != GENERAL)


def limits(of: Iterable[Funding]) -> dict[str, Yen | None]:
    """What each source may pay in all; None without a limit（上限額）."""
    return {source.id: source.limit for source in of}


def is_eligible(source: Funding, kind: CostKind, groups: tuple[str, ...]) -> bool:
    """Whether the source is for a line of this kind and these groups, whatever the year（充当対象）."""
    kinds = not source.cost_kinds or kind in source.cost_kinds
    return kinds and bool(groups) and set(groups) <= set(source.groups)


def in_window(source: Funding, fy: FiscalYear) -> bool:
    """Whether the source may be used in the fiscal year（利用できる年度）."""
    return not (
        (source.first_year is not None and fy < source.first_year)
        or (source.last_year is not None and fy > source.last_year)
    )


def pay(payables: Iterable[Payable], of: Iterable[Funding], most: Mapping[str, Yen | None]) -> Paid:
    """Let sources pay in their order, for what they name, in their years（財源の充当）.

    A source pays for the groups it names, nothing else, up to its limit, earlier years first. Fractions of
    a yen are the municipality's own.

    Args:
        payables: in the order in which they are paid within a year.
        of: the sources.
        most: what each may pay in all; None without a limit.
    """
    payables, of, left = tuple(payables), tuple(of), dict(most)
    parts: list[dict[str, Yen]] = [{} for _ in payables]
    over: dict[str, FiscalYear] = {}
    for place in sorted(range(len(payables)), key=lambda place: (payables[place].fy, place)):
        each = payables[place]
        own, paid = each.amount, dict[str, Yen]()
        for source in of:
            if not (in_window(source, each.fy) and is_eligible(source, each.kind, each.groups)):
                continue
            share = _share(source, each.amount, left[source.id])
            if share > own:
                over.setdefault(source.id, each.fy)
                share = own
            if share > 0:
                own -= share
                limit = left[source.id]
                left[source.id] = None if limit is None else limit - share
                paid[source.id] = share
        parts[place] = paid
    return Paid(tuple(parts), over)


def _share(source: Funding, amount: Yen, left: Yen | None) -> Yen:
    """What the source gives for an amount. One with a limit but no share pays in full until the limit."""
    if source.share_percent is None:
        return min(amount, left) if left is not None else 0
    share = round_to(Fraction(amount) * Fraction(source.share_percent) / 100, 1, Rounding.DOWN)
    return share if left is None else max(0, min(share, left))
