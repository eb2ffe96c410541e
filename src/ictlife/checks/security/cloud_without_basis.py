"""Cloud services for which nothing vouches（根拠のないクラウドサービス利用）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import acquisition_of, active_groups, attested
from ictlife.model.asset import Acquisition


@check(
    reads=("group", "attestation"), params=("classes", "topic"), says=("name", "class_now"), is_manual=True
)
def cloud_without_basis(found: Assessment, *, classes: list[str], topic: str) -> Iterator[Looked]:
    """Look at every cloud service with 機密性2以上: is its ISMAP listing or contract basis recorded and valid?"""
    for group in active_groups(found.estate):
        if acquisition_of(found.estate, group) is not Acquisition.CLOUD:
            continue
        if group.confidentiality is None:
            yield Looked(group.ref("confidentiality"), is_unknown=True)
        elif group.confidentiality.value in classes:
            basis = attested(found, topic, group.id)
            is_valid = basis is not None and (basis.valid_until is None or basis.valid_until >= found.as_of)
            said = {"name": group.name, "class_now": group.confidentiality.value}
            yield Looked(group.ref(), None if is_valid else said, (basis.ref(),) if basis else ())
