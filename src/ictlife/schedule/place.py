"""Put every need in a month（更新時期の決定）: the port between what is due and how it is fitted."""

from __future__ import annotations

from ictlife.base.reason import Reason
from ictlife.fiscal.month import Month
from ictlife.lifecycle.need import Need, Projection
from ictlife.schedule.renewal import Renewal, Schedule


def place(projection: Projection) -> Schedule:
    """Every need in its due month, moved only as far as its window demands（期日どおりの配置）."""
    return Schedule(tuple(_placed(need) for need in projection.needs))


def _placed(need: Need) -> Renewal:
    month = clamp(need.due, need)
    code = "placed_when_due" if month == need.due else "placed_in_window"
    params = {"month": month, "due": need.due, "earliest": need.window.first, "latest": need.window.until}
    return Renewal(need, month, Reason(code, params, because=(need.reason,)))


def clamp(month: Month, need: Need) -> Month:
    """`month` moved into the need's window."""
    return min(max(month, need.window.first), need.window.until)


