"""What is computed about the plans as plain tables（計画の表）: chart, initiatives, goals, making, verification.

Rows begin with the Ref of what they are about, so that a sheet can be traced back. Knows no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ictlife.base.ref import Ref
from ictlife.base.text import Text
from ictlife.model.estate import Estate
from ictlife.planning.hierarchy import PlanChart
from ictlife.planning.initiatives import InitiativeMoney, Initiatives
from ictlife.planning.making import PlanMaking
from ictlife.planning.period import CRITERIA, PlanPeriod, PlanPeriodAnalysis
from ictlife.planning.planning import Planning
from ictlife.planning.review import ReviewSheet
from ictlife.planning.table import Head, PlanTable
from ictlife.planning.verification import Verified

_BEST = 12
"""Candidate periods shown, best first."""


class Origin(StrEnum):
    """Why a period is among the candidates（案の由来）."""

    ACTUAL = "actual"
    MAYORAL_TERM = "mayoral_term"


class Mark(StrEnum):
    """What a fiscal year of the chart shows（体系図の印）."""

    IN_PLAN = "in_plan"
    CHANGE = "change"


def plan_tables(
    estate: Estate,
    found: Planning,
    periods: PlanPeriodAnalysis,
    sheets: tuple[ReviewSheet, ...],
    goals: Mapping[int, Text],
) -> tuple[PlanTable, ...]:
    """Every table that has something to say, in the order of the papers; initiative sheets come apart."""
    tables = [
        *((chart_table(estate, found.chart, found.initiatives),) if found.chart else ()),
        initiative_table(estate, found),
        goal_table(estate, found.initiatives, goals),
        score_table("scores", periods, periods.ranked[:_BEST]),
        score_table("next_scores", periods, periods.next_ranked),
        *(making_table(each) for each in found.makings),
        verification_table(estate, found.verified),
        *(review_table(estate, each) for each in sheets),
    ]
    return tuple(each for each in tables if each.rows)


def chart_table(estate: Estate, chart: PlanChart, found: Initiatives) -> PlanTable:
    """Plans over fiscal years, what others change, and the renewals that initiatives carry（図表3の形）."""
    years = tuple(chart.years)
    rows: list[tuple[object, ...]] = [
        (bar.plan, bar.lane, bar.body, *(Mark.IN_PLAN if fy in bar.years else None for fy in years))
        for bar in chart.bars
    ]
    for cycle in estate.external_cycles.values():
        changes = {mark.fy for mark in chart.outside if mark.cycle == cycle.ref()}
        rows.append((cycle.ref(), None, cycle.body, *(Mark.CHANGE if fy in changes else None for fy in years)))
    carried = {renewal for item in found.items for renewal in item.renewals}
    shown = dict.fromkeys(mark.subject for mark in chart.renewals if mark.renewal in carried)
    for subject in shown:
        months = {mark.month.fy: mark.month for mark in chart.renewals if mark.subject == subject}
        group = estate.groups[subject.id]
        rows.append((subject, None, group.owner, *(months.get(fy) for fy in years)))
    return PlanTable("chart", ("plan_or_group", "level", "body", *years), tuple(rows))


def initiative_table(estate: Estate, found: Planning) -> PlanTable:
    """Initiatives over fiscal years with their goals, money and renewals（施策一覧）."""
    items = found.initiatives.items
    years = tuple(sorted({fy for item in items for fy in estate.plans[item.plan.id].period}))
    rows = tuple(
        (
            item.initiative,
            estate.initiatives[item.initiative.id].owner,
            *(item.years.get(fy) for fy in years),
            item.goals,
            len(item.renewals),
            item.planned,
            item.total,
        )
        for item in items
    )
    heads: tuple[Head, ...] = ("initiative", "owner", *years, "goals", "renewals", "planned_yen", "total_yen")
    return PlanTable("initiatives", heads, rows)


def goal_table(estate: Estate, found: Initiatives, goals: Mapping[int, Text]) -> PlanTable:
    """Initiatives by goal of the SDGs（SDGsのゴール別）; goals that none serves are left out."""
    rows = tuple(
        (goal, goals.get(goal), tuple(item.initiative for item in items), sum(item.total for item in items))
        for goal, items in found.by_goal().items()
        if items
    )
    return PlanTable("goals", ("goal", "goal_name", "initiatives", "total_yen"), rows)


def initiative_sheets(estate: Estate, found: Initiatives, goals: Mapping[int, Text]) -> tuple[PlanTable, ...]:
    """One sheet for each initiative（施策シート）, to be completed by hand."""
    return tuple(_initiative_sheet(estate, item, goals) for item in found.items)


def _initiative_sheet(estate: Estate, item: InitiativeMoney, goals: Mapping[int, Text]) -> PlanTable:
    each = estate.initiatives[item.initiative.id]
    rows: list[tuple[object, ...]] = [
        ("initiative", each.ref()),
        ("plan", item.plan),
        ("owner", each.owner),
        ("goals", tuple(goals[goal] for goal in item.goals if goal in goals)),
        *((("in_years", fy), mark) for fy, mark in item.years.items()),
        ("groups", tuple(Ref("group", group) for group in each.groups)),
        ("services", item.services),
        ("renewals", len(item.renewals)),
        *((("budget_yen", fy), amount) for fy, amount in item.by_year.items()),
        ("total_yen", item.total),
        ("planned_yen", item.planned),
        ("indicator", each.indicator),
        ("target", each.target),
        ("result", each.result),
        ("deviation", each.deviation),
        ("source", each.fact_source),
    ]
    flat = tuple((head[0], head[1], value) if isinstance(head, tuple) else (head, None, value) for head, value in rows)
    return PlanTable("initiative_sheet", ("item", "year", "entry"), flat, by_hand=("result", "deviation"))


def score_table(key: str, analysis: PlanPeriodAnalysis, shown: tuple[PlanPeriod, ...]) -> PlanTable:
    """Candidate periods, best first, with all they are compared by（計画期間の案の評価）."""
    ranks = {id(each): place for place, each in enumerate(shown, 1)}
    rows = tuple(
        (
            each.years,
            ranks[id(each)],
            Origin.ACTUAL if each.plan else Origin.MAYORAL_TERM if each.is_mayoral else None,
            *each.scores,
        )
        for each in shown
    )
    return PlanTable(key, ("period", "rank", "origin", *CRITERIA), rows)


def making_table(making: PlanMaking) -> PlanTable:
    """The steps of making the next plan（策定工程表）."""
    rows = tuple(
        (step.ref, _title(step.title, step.step), step.starts_on, step.due_on, step.done_on, step.late_days or None)
        for step in making.steps
    )
    return PlanTable("making", ("ref", "step", "starts_on", "due_on", "done_on", "late_days"), rows)


def _title(title: Mapping[str, str], key: str) -> object:
    return Text(title["ja"], title["en"]) if {"ja", "en"} <= set(title) else title.get("ja") or key


def verification_table(estate: Estate, verified: tuple[Verified, ...]) -> PlanTable:
    """Planned against done（現計画の検証）."""
    heads = (
        "subject", "plan", "planned_in", "done_in", "standing", "planned_yen", "spent_yen", "target", "result",
        "deviation",
    )  # fmt: skip
    rows = tuple(
        (
            each.subject, each.plan, each.planned_in, each.done_in, each.standing, each.planned, each.spent,
            each.target, each.result, each.deviation,
        )
        for each in verified
    )  # fmt: skip
    return PlanTable("verification", heads, rows, by_hand=("result", "deviation"))


def review_table(estate: Estate, sheet: ReviewSheet) -> PlanTable:
    """Viewpoints with their evidence, and room for the judgement（見直しシート）: one row for each piece."""
    rows: list[tuple[object, ...]] = []
    for row in sheet.rows:
        judged = row.review
        decided = (judged.judgement, judged.reason, judged.by, judged.on) if judged else (None,) * 4
        pieces = row.evidence or (None,)
        for place, piece in enumerate(pieces):
            said = decided if place == 0 else (None,) * 4
            rows.append((row.viewpoint, piece, piece.subject if piece else None, *said))
    heads = ("viewpoint", "evidence", "ref", "judgement", "reason", "by", "on")
    return PlanTable("review", heads, tuple(rows), by_hand=("judgement", "reason", "by", "on"))
