"""Support dates that were looked up too long ago（製品情報の確認の古さ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import installations
from ictlife.fiscal.month import add_months


@check(
    reads=("group", "asset", "software", "product"),
    params=("most_months",),
    says=("product", "retrieved_on", "most_months"),
)
def catalogue_stale(found: Assessment, *, most_months: int) -> Iterator[Looked]:
    """Look at every product in use: were its dates looked up within so many months?"""
    in_use = {product.id for _, product, _ in installations(found.estate)}
    oldest = add_months(found.as_of, -most_months)
    for product_id in sorted(in_use):
        product = found.estate.products[product_id]
        is_fresh = product.retrieved_on is not None and product.retrieved_on >= oldest
        said = {"product": product.name, "retrieved_on": product.retrieved_on, "most_months": most_months}
        yield Looked(product.ref("retrieved_on"), None if is_fresh else said)
