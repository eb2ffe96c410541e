"""Support that ends while the equipment is still to be used（使用期間中のサポート終了）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import extension_bought, installations, support_end, use_rests_on, used_until
from ictlife.fiscal.month import Month
from ictlife.model.product import SupportModel


@check(
    reads=("group", "asset", "software", "product", "contract"),
    says=("name", "product", "ends_on", "from_month", "used_until"),
)
def support_ends_in_use(found: Assessment) -> Iterator[Looked]:
    """Look along the schedule: will security support end before the present generation is renewed?

    Re-leases count as use. The lesser case is a product that is updated in place. Silent where a paid
    extension that was bought covers the gap.
    """
    for group, product, refs in installations(found.estate):
        end, last = support_end(product), used_until(found, group)
        if end is None or last is None:
            yield Looked(refs[0], is_unknown=product.end_of_security_support.status == "unknown")
            continue
        extended = extension_bought(found.estate, group, product)
        said = None
        if found.as_of <= end < last and not (extended and extended >= last):
            said = {
                "name": group.name,
                "product": product.name,
                "ends_on": end,
                "from_month": Month.of(end + timedelta(days=1)),
                "used_until": last,
            }
        is_lesser = product.support_model is SupportModel.IN_PLACE
        related = (*refs[1:], product.ref("end_of_security_support"), *use_rests_on(found, group))
        yield Looked(refs[0], said, related, is_lesser=is_lesser)
