"""What was requested, voted, contracted and settled beside the plan（計画・要求・予算・契約・決算）."""

from __future__ import annotations

from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.row import Budget
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate


@dataclass(frozen=True, slots=True)
class Beside:
    """One contract in one fiscal year（計画と実績）. None where nothing is on record: unknown, not zero.

    `carried_in` comes from the year before（繰越）, `carried_out` goes into the next.
    """

    contract: Ref
    fy: FiscalYear
    planned: Yen
    requested: Yen | None
    budgeted: Yen | None
    contracted: Yen | None
    settled: Yen | None
    carried_in: Yen
    carried_out: Yen

    @property
    def unspent(self) -> Yen | None:
        """What the year had, its own and carried in, less what was settled and carried on（不用額）."""
        if self.budgeted is None or self.settled is None:
            return None
        return self.budgeted + self.carried_in - self.settled - self.carried_out


def beside_plan(budget: Budget, estate: Estate) -> tuple[Beside, ...]:
    """Every contract and year with a figure beside the plan, by contract and year（計画と実績の対比）."""
    planned: dict[tuple[Ref, FiscalYear], Yen] = budget.total_by(lambda row: (row.contract, row.fy))
    given = {(Ref("contract", each.contract), each.fiscal_year): each for each in estate.actuals.values()}
    carried: dict[tuple[Ref, FiscalYear], Yen] = {}
    for each in estate.carry_overs.values():
        key = (Ref("contract", each.contract), each.from_year)
        carried[key] = carried.get(key, 0) + each.amount
    keys = {*given, *carried, *((contract, fy + 1) for contract, fy in carried)}
    found: list[Beside] = []
    for contract, fy in sorted(keys):
        actual = given.get((contract, fy))
        found.append(
            Beside(
                contract=contract,
                fy=fy,
                planned=planned.get((contract, fy), 0),
                requested=actual.requested if actual else None,
                budgeted=actual.budgeted if actual else None,
                contracted=actual.contracted if actual else None,
                settled=actual.settled if actual else None,
                carried_in=carried.get((contract, fy + -1), 0),
                carried_out=carried.get((contract, fy), 0),
            )
        )
    return tuple(found)
