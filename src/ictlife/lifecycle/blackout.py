"""When systems of a kind of business must not be changed（切替禁止期間）."""

from __future__ import annotations

from datetime import date

from ictlife.model.calendar import Blackout, YearlySpan
from ictlife.model.estate import Estate


def blackout_on(estate: Estate, business: str, day: date) -> Blackout | None:
    """The first blackout that forbids a cut-over of `business` on `day`, or None."""
    for each in estate.blackouts.values():
        if each.businesses and business not in each.businesses:
            continue
        if any(span.from_on <= day <= span.until_on for span in each.once):
            return each
        if any(comes_on(span, day) for span in each.yearly):
            return each
    return None


def comes_on(span: YearlySpan, day: date) -> bool:
    """Whether a yearly span holds `day`; one that ends before it begins runs over New Year.

    >>> comes_on(YearlySpan(from_md="12-20", until_md="01-10"), date(2027, 1, 5))
    True
    """
    month_day = f"{day:%m-%d}"
    if span.from_md <= span.until_md:
        return span.from_md <= month_day <= span.until_md
    return month_day >= span.from_md or month_day <= span.until_md
