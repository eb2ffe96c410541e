"""A security policy older than the guideline it follows（情報セキュリティポリシーの改定遅れ）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import attested
from ictlife.fiscal.month import add_months


@check(
    reads=("attestation",),
    params=("topic", "revised_on", "grace_months"),
    says=("policy_on", "revised_on"),
    is_manual=True,
)
def policy_outdated(found: Assessment, *, topic: str, revised_on: date, grace_months: int) -> Iterator[Looked]:
    """Look for the policy: is it set, and revised since the guideline was, once the time for it is over?"""
    last = attested(found, topic)
    is_over = add_months(revised_on, grace_months) <= found.as_of
    is_kept = last is not None and (last.on >= revised_on or not is_over)
    said = {"policy_on": last.on if last else None, "revised_on": revised_on}
    yield Looked(last.ref("on") if last else Ref("attestation", topic), None if is_kept else said)
