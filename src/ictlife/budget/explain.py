"""Why a line costs what it does（予算の理由）."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding
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
