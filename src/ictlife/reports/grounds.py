"""Why a figure that is read, or stands in a chart, is what it is（記載値・図の理由）: by its address on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.continuity.figures import Bar
from ictlife.planning.period import CRITERIA, MainRenewal
from ictlife.reports.paper import Paper
from ictlife.reports.views.continuity import view_remedies
from ictlife.reports.views.row import Row
from ictlife.reports.views.support import view_support
from ictlife.reports.words import Words

BARS = 60
"""Lines of a restart order on the page."""
Ground = tuple[str, str, Reason]
"""Whose figure it is, what it says, and why."""


def grounds_of(paper: Paper, words: Words) -> dict[str, Ground]:
    """Address → why（理由）, of ends of support, prices of measures, restarts and candidates of plan periods."""
    return dict([*_ends(paper, words), *_prices(paper, words), *_restarts(paper, words), *_periods(paper, words)])


def _ends(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for row in view_support(paper):
        for end in row["ends"]:
            if end["day"]:
                said = f"{words.of('support_kind', end['kind'])} {words.date(date.fromisoformat(end['day']))}"
                yield end["told_by"], (end["name"] or row["name"], said, _end(end))


def _end(end: Row) -> Reason:
    told_by = Ref.parse(end["told_by"])
    code = {"maintenance": "maintenance_ends", "lease": "lease_ends"}.get(end["kind"], "support_ends")
    if told_by.field == "end_of_life":
        code = "life_ends"
    params = {"day": date.fromisoformat(end["day"]), "product": end["name"], "contract": told_by.record}
    return Reason(code, params, (told_by,))


def _prices(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for row in view_remedies(paper):
        if row["cost_yen"] is not None:
            reason = Reason("measure_costs", {"yen": row["cost_yen"]}, (Ref.parse(row["cost_ref"]),))
            yield row["cost_ref"], (row["measure"], words("money", amount=row["cost_yen"]), reason)


def _restarts(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for scenario, bars in paper.restarts.items():
        for bar in bars[:BARS]:
            if bar.reason and bar.node.kind != "service":
                ground = (words.value(bar.node), words.value(scenario), bar.reason)
                yield restart_address(bar, scenario), ground


def _periods(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    found = paper.assessment.plan_periods
    for place, each in enumerate(found.ranked, 1):
        said = words("span", first=words.fy(each.years.first), until=words.fy(each.years.until))
        scores = (
            Reason("period_score", {"criterion": Named(name, "planning.column"), "count": count})
            for name, count in zip(CRITERIA, each.scores, strict=True)
        )
        counts = (
            Reason("period_year", {"fy": year, "count": count})
            for year, count in zip(each.years, each.by_year, strict=True)
        )
        main = (_main(followed) for followed in each.main)
        params = {"rank": place, "all": len(found.candidates), "groups": found.groups}
        ground = (words("plans.periods"), said, Reason("period_ranked", params, because=(*scores, *counts, *main)))
        yield f"period:{each.years.first.start_year}-{each.years.until.start_year}", ground


def _main(followed: MainRenewal) -> Reason:
    years = "→".join(map(str, followed.plan_years))
    params = {"group": followed.subject, "month": followed.month, "years": years}
    return Reason("period_main", params, (followed.subject,))


def restart_address(bar: Bar, scenario: Ref) -> str:
    """Where the page says why something is back when it is."""
    return f"restart:{bar.node}/{scenario.id}"
