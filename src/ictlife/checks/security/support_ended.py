"""Products in use whose security support has ended（サポート終了製品の使用）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import extension_bought, installations, support_end


@check(
    reads=("group", "asset", "software", "product"),
    says=("name", "product", "ended_on", "days", "places"),
)
def support_ended(found: Assessment) -> Iterator[Looked]:
    """Look at every product on every group: has its security support ended?

    Silent while a paid extension that was bought still runs: that is another rule's. A product without a
    date is unknown.
    """
    for group, product, refs in installations(found.estate):
        end = support_end(product)
        extended = extension_bought(found.estate, group, product)
        said = None
        if end and end < found.as_of and not (extended and extended >= found.as_of):
            said = {
                "name": group.name,
                "product": product.name,
                "ended_on": end,
                "days": (found.as_of - end).days,
                "places": len(refs),
            }
        is_unknown = end is None and product.end_of_security_support.status == "unknown"
        yield Looked(refs[0], said, (*refs[1:], product.ref("end_of_security_support")), is_unknown=is_unknown)
