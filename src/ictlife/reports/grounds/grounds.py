"""Why a figure that is read, or stands in a chart, is what it is（記載値・図の理由）: by its address on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.continuity.figures import Bar
from ictlife.planning.period import CRITERIA, MainRenewal, PlanPeriod
from ictlife.reports.grounds.counted import Ground, counted_of
from ictlife.reports.grounds.fitted import fitted_of
from ictlife.reports.grounds.judged import end_reason, judged_of, price_reason
from ictlife.reports.paper import Paper
from ictlife.reports.views.continuity import view_continuity, view_remedies
from ictlife.reports.views.row import Row
from ictlife.reports.views.support import view_support
from ictlife.reports.words import Words

BARS = 60
"""Lines of a restart order on the page."""


def grounds_of(paper: Paper, words: Words) -> dict[str, Ground]:
    """Address → why（理由）, of everything that the page shows beside renewals, steps, recoveries and money."""
    support = view_support(paper)
    days = (date.fromisoformat(each["day"]) for each in view_continuity(paper)["days"])
    return dict(
        [
            *judged_of(paper, words, support), *counted_of(paper, words, days), *_ends(support, words),
            *_prices(paper, words), *_restarts(paper, words), *_periods(paper, words), *fitted_of(paper, words),
        ]
    )  # fmt: skip


def _ends(support: Iterable[Row], words: Words) -> Iterator[tuple[str, Ground]]:
    for row in support:
        for end in row["ends"]:
            if end["day"]:
                said = f"{words.of('support_kind', end['kind'])} {words.date(date.fromisoformat(end['day']))}"
                yield end["told_by"], (end["name"] or row["name"], said, end_reason(end))


def _prices(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for row in view_remedies(paper):
        if row["cost_yen"] is not None:
            yield row["cost_ref"], (row["measure"], words("money", amount=row["cost_yen"]), price_reason(row))


def _restarts(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for scenario, bars in paper.restarts.items():
        for bar in bars[:BARS]:
            if bar.reason and bar.node.kind != "service":
                reason = replace(bar.reason, rests_on=(*bar.reason.rests_on, scenario, bar.node))
                ground = (words.value(bar.node), words.value(scenario), reason)
                yield restart_address(bar, scenario), ground


def _periods(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    found = paper.assessment.plan_periods
    for kind, ranked in (("period", found.ranked), ("next_period", found.next_ranked)):
        for place, each in enumerate(ranked, 1):
            said = words("span", first=words.fy(each.years.first), until=words.fy(each.years.until))
            reason = _ranked(each, {"rank": place, "all": len(ranked), "groups": found.groups})
            address = f"{kind}:{each.years.first.start_year}-{each.years.until.start_year}"
            yield address, (words("plans.periods"), said, reason)


def _ranked(each: PlanPeriod, params: dict[str, object]) -> Reason:
    scores = (
        Reason("period_score", {"criterion": Named(name, "planning.column"), "count": count})
        for name, count in zip(CRITERIA, each.scores, strict=True)
    )
    counts = (
        Reason("period_year", {"fy": year, "count": count})
        for year, count in zip(each.years, each.by_year, strict=True)
    )
    main = (_main(followed) for followed in each.main)
    return Reason("period_ranked", params, because=(*scores, *counts, *main))


def _main(followed: MainRenewal) -> Reason:
    years = "→".join(map(str, followed.plan_years))
    params = {"group": followed.subject, "month": followed.month, "years": years}
    return Reason("period_main", params, (followed.subject,))


def restart_address(bar: Bar, scenario: Ref) -> str:
    """Where the page says why something is back when it is; of a service that is its recovery."""
    if bar.node.kind == "service":
        return f"recovery:{bar.node.id}/{scenario.id}"
    return f"restart:{bar.node}/{scenario.id}"
