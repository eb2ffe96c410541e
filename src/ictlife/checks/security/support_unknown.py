"""Products in use whose end of support nobody has looked up（サポート期限の未確認）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import installations


@check(reads=("group", "asset", "software", "product"), says=("product", "groups"))
def support_unknown(found: Assessment) -> Iterator[Looked]:
    """Look at every product in use: is its end known, or at least known to be unannounced?"""
    users: dict[str, set[str]] = {}
    for group, product, _ in installations(found.estate):
        users.setdefault(product.id, set()).add(group.id)
    for product_id in sorted(users):
        product = found.estate.products[product_id]
        is_known = product.negotiated_until or product.end_of_security_support.status != "unknown"
        said = None if is_known else {"product": product.name, "groups": len(users[product_id])}
        yield Looked(product.ref("end_of_security_support"), said)
