"""Renewals bought without a selection standard or assurance（選定基準・安全性の根拠）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, attested, coming, preparation_of, started
from ictlife.fiscal.month import Month


@check(
    reads=("group", "preparation", "attestation"),
    params=("regime_from", "regime_until", "months_ahead", "topic", "accepted"),
    says=("name", "in_service", "has_standard", "has_assurance"),
)
def supply_chain(
    found: Assessment,
    *,
    months_ahead: int,
    topic: str,
    accepted: list[str],
    regime_from: date = date.min,
    regime_until: date = date.max,
) -> Iterator[Looked]:
    """Look at what goes into service under the regime: is there a written standard, and something that vouches?

    The day of going into service decides the regime (附則2). Looks at the coming renewals, and at what has
    gone into service since the regime began.
    """
    has_standard = attested(found, topic) is not None
    for group, renewal in coming(found, months_ahead):
        if not regime_from <= renewal.in_service.first <= regime_until:
            continue
        prepared = preparation_of(found, renewal)
        has_assurance = prepared is not None and bool(set(prepared.assurance) & set(accepted))
        said = {
            "name": group.name,
            "in_service": renewal.in_service,
            "has_standard": has_standard,
            "has_assurance": has_assurance,
        }
        is_kept = has_standard and has_assurance
        yield Looked(renewal.ref, None if is_kept else said, (group.ref(), *((prepared.ref(),) if prepared else ())))
    for group in active_groups(found.estate):
        start = started(found, group)
        if start and regime_from <= start.first <= regime_until and start <= Month.of(found.as_of):
            said = {"name": group.name, "in_service": start, "has_standard": has_standard, "has_assurance": False}
            is_kept = has_standard and attested(found, f"{topic}_met", group.id) is not None
            yield Looked(group.ref("in_service_on"), None if is_kept else said)
