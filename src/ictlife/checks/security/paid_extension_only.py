"""Use that only a paid extension covers（有償延長だけに頼る使用）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import extension_bought, installations, support_end, use_rests_on, used_until


@check(
    reads=("group", "asset", "software", "product"),
    says=("name", "product", "ends_on", "extended_until", "used_until"),
)
def paid_extension_only(found: Assessment) -> Iterator[Looked]:
    """Look at every product with a paid extension bought: is it what covers the use, now or later?"""
    for group, product, refs in installations(found.estate):
        extended, end = extension_bought(found.estate, group, product), support_end(product)
        if extended is None or end is None:
            continue
        last = max(used_until(found, group) or found.as_of, found.as_of)
        said = None
        if end < last and extended >= found.as_of:
            said = {
                "name": group.name,
                "product": product.name,
                "ends_on": end,
                "extended_until": extended,
                "used_until": last,
            }
        yield Looked(refs[0], said, (product.ref("end_of_security_support"), *use_rests_on(found, group)))
