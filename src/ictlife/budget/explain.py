"""Why a line costs what it does, and what a sum consists of（予算の理由）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding
from ictlife.budget.row import BudgetRow, CommitmentRow
from ictlife.model.contract import Per, TaxBasis
from ictlife.money.charge import Charge, Stage
from ictlife.money.spread import has_partial_month

_CODES = {Per.MONTH: "charged_per_month", Per.YEAR: "charged_per_year", Per.TOTAL: "charged_in_total"}
_STAGES = {
    Stage.CONTINUED: "assumed_to_continue",
    Stage.RE_LEASE: "bridged_by_re_lease",
    Stage.PARALLEL: "runs_in_parallel",
}


def charge_reason(charge: Charge, *because: Reason) -> Reason:
    """The amount, its term, its tax and how odd days and fractions are counted."""
    params = {"yen": charge.amount, "from": charge.first, "until": charge.until}
    code = "charged_once" if charge.first == charge.until else _CODES[charge.per]
    return Reason(code, params, (charge.source,), (*_how(charge), *because))


def _how(charge: Charge) -> Iterator[Reason]:
    if charge.stage in _STAGES:
        yield Reason(_STAGES[charge.stage], {}, (charge.source.record,))
    if charge.fixed_rate is not None:
        yield Reason("tax_fixed", {"percent": charge.fixed_rate}, (charge.source.at("tax_rate"),))
    elif charge.basis is TaxBasis.NET:
        yield Reason("tax_added_by_date", {}, (charge.source.at("tax_basis"),))
    if has_partial_month(charge):
        yield Reason(f"partial_month_{charge.partial}", {}, (Ref("city", "default", "partial_month"),))
    yield _rounded(charge.rounding, charge.remainder)


@lru_cache
def _rounded(rounding: Rounding, remainder: Remainder) -> Reason:
    return Reason(f"rounded_{rounding}", {"remainder": remainder})


def sum_reason(code: str, rows: Iterable[BudgetRow], **params: object) -> Reason:
    """What a sum consists of, the dearest first: each kind of cost of each contract, with why it costs that."""
    parts: dict[Ref, list[BudgetRow]] = {}
    for row in rows:
        parts.setdefault(row.ref, []).append(row)
    because = sorted(map(_part, parts.values()), key=lambda each: -cast(int, each.params["yen"]))
    total = sum(cast(int, each.params["yen"]) for each in because)
    return Reason(code, {**params, "yen": total, "count": len(because)}, (), tuple(because))


def _part(rows: Sequence[BudgetRow]) -> Reason:
    lines = tuple({id(row.line): row.reason for row in rows}.values())
    params = {"contract": rows[0].contract, "kind": rows[0].kind, "yen": sum(row.amount for row in rows)}
    return Reason("spent_on", params, (), lines)


def amount_reason(rows: Sequence[BudgetRow]) -> Reason:
    """Why one kind of cost of one contract is so much in one year（年度の額の理由）."""
    part = _part(rows)
    return Reason("amount_named", {**part.params, "fy": rows[0].fy}, (), part.because)


def bound_reason(row: CommitmentRow) -> Reason:
    """When it was decided, and what each later year is bound to."""
    years = tuple(Reason("bound_in_year", {"fy": fy, "yen": yen}) for fy, yen in row.by_year.items())
    lines = tuple(line.reason for line in row.lines)
    params = {"yen": row.limit, "fy": row.decided_in, "first": row.first_year, "last": row.last_year}
    return Reason("bound_later", params, (row.subject,) if row.is_stated else (), (*years, *lines))
