"""Long-term contracts beyond what the municipality's ordinance allows（長期継続契約の上限）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.yen import Yen
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import running_contracts
from ictlife.model.contract import Contract, LegalBasis
from ictlife.money.charge import Stage


@check(
    reads=("contract", "city"),
    says=("name", "months", "limit_months", "yearly", "limit_yen"),
)
def long_term_over_limit(found: Assessment) -> Iterator[Looked]:
    """Look at every running 長期継続契約: is it longer or dearer than the ordinance's limit?"""
    city = found.estate.city
    for contract, term in running_contracts(found):
        if contract.legal_basis is not LegalBasis.LONG_TERM_CONTRACT:
            continue
        subject = contract.ref("term_months" if contract.term_months else "ends_on")
        if city.long_term_limit_months is None:
            yield Looked(subject, is_unknown=True)
            continue
        yearly = _dearest_year(found, contract)
        limit = city.long_term_limit_yen
        said = None
        if term.months > city.long_term_limit_months or (limit is not None and yearly > limit):
            said = {
                "name": contract.name,
                "months": term.months,
                "limit_months": city.long_term_limit_months,
                "yearly": yearly,
                "limit_yen": "" if limit is None else limit,
            }
        yield Looked(subject, said, (city.ref("long_term_limit_months"),))


def _dearest_year(found: Assessment, contract: Contract) -> Yen:
    years: dict[int, Yen] = {}
    for row in found.budget.of_contract.get(contract.ref(), ()):
        if row.stage is Stage.RUNNING:
            years[row.fy.start_year] = years.get(row.fy.start_year, 0) + row.amount
    return max(years.values(), default=0)
