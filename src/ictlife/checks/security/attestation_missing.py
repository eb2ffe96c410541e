"""Statements that must be on record（確認記録の不足）. Serves every duty that no machine can see."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import attested
from ictlife.fiscal.month import FiscalYear, add_months
from ictlife.model.rule import Attestation


@check(
    reads=("attestation", "city"),
    params=("topics", "months", "in_fiscal_year", "network_models"),
    says=("topic", "last_on", "fiscal_year"),
    is_manual=True,
)
def attestation_missing(
    found: Assessment,
    *,
    topics: list[str],
    months: int = 0,
    in_fiscal_year: bool = False,
    network_models: list[str] | None = None,
) -> Iterator[Looked]:
    """Look for a statement on each topic: made within so many months, or in this fiscal year, and still valid.

    `network_models` limits it to towns with one of these models; where the town's is not entered it is
    unknown whether the duty holds.
    """
    model = found.estate.city.network_model
    if network_models and model is None:
        yield Looked(found.estate.city.ref("network_model"), is_unknown=True)
        return
    if network_models and model and model.value not in network_models:
        return
    for topic in topics:
        last = attested(found, topic)
        is_kept = last is not None and _is_valid(found, last, months, in_fiscal_year)
        said = {
            "topic": Named(topic, "topic"),
            "last_on": last.on if last else None,
            "fiscal_year": FiscalYear.of(found.as_of),
        }
        yield Looked(last.ref() if last else Ref("attestation", topic), None if is_kept else said)


def _is_valid(found: Assessment, last: Attestation, months: int, in_fiscal_year: bool) -> bool:
    if last.valid_until is not None:
        return last.valid_until >= found.as_of
    if in_fiscal_year:
        return FiscalYear.of(last.on) == FiscalYear.of(found.as_of)
    return not months or last.on >= add_months(found.as_of, -months)
