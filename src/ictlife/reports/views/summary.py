"""What a section chief asks first（概要）: what to request this autumn, what is late, unsupported, missed, over."""

from __future__ import annotations

from datetime import date

from ictlife.budget.caps import UnderCap, binding_caps, under_caps
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.paper import Paper
from ictlife.reports.views.continuity import view_services
from ictlife.reports.views.findings import view_counts
from ictlife.reports.views.milestones import view_milestone
from ictlife.reports.views.row import Row
from ictlife.reports.views.support import view_support


def view_summary(paper: Paper) -> Row:
    """The numbers asked first, each with what it counts（概要）."""
    assessment = paper.assessment
    support = view_support(paper)
    return {
        "city": assessment.estate.city.name,
        "city_en": assessment.estate.city.name_en,
        "requests": _requests(paper),
        "late": _late(paper),
        "unsupported": [row for row in support if row["state"] == "ended"],
        "short": [row for row in support if row["state"] == "short"],
        "unknown_support": [row for row in support if row["state"] == "unknown"],
        "missed": _missed(paper),
        "over": _over(paper),
        "has_services": bool(assessment.estate.services),
        "has_caps": any(fy in paper.years for fy, _ in binding_caps(assessment.estate)),
        "findings": view_counts(paper),
        "groups": len(assessment.estate.groups),
        "assets": sum(asset.quantity for asset in assessment.estate.assets.values()),
        "renewals": len(assessment.schedule.renewals),
        "unknown_groups": [str(ref) for ref in assessment.projection.unknown],
        "schedule": {"method": assessment.schedule.method, "status": assessment.schedule.status},
    }


def _over(paper: Paper) -> list[Row]:
    """Each year above a cap, of all money or of one fund, with the cap that it exceeds by most."""
    found = paper.assessment
    caps = {place: cap for place, cap in binding_caps(found.estate).items() if place[0] in paper.years}
    worst: dict[FiscalYear, tuple[str, UnderCap]] = {}
    for (fy, fund), under in zip(caps, under_caps(found.budget, found.estate, caps.values()), strict=True):
        if under.over > (worst[fy][1].over if fy in worst else 0):
            worst[fy] = fund, under
    return [
        {"fiscal_year": fy.start_year, "fund": fund, "total_yen": under.cap.amount + under.over, "over_yen": under.over}
        for fy, (fund, under) in sorted(worst.items())
    ]


def season_of(as_of: date) -> FiscalYear:
    """The fiscal year whose autumn is meant by this autumn（今秋）: from January on, the next one."""
    fy = FiscalYear.of(as_of)
    return fy + 1 if as_of.month < 4 else fy


def _requests(paper: Paper) -> Row:
    """Budget requests due in this autumn's season, with the money of the renewals they are for."""
    season = season_of(paper.assessment.as_of)
    steps = [
        step
        for step in paper.assessment.milestones
        if step.step == "budget_request" and step.done_on is None and step.fy == season and not step.late_days
    ]
    rows_of = paper.assessment.budget.of_contract
    rows = [
        view_milestone(paper, step) | {"amount_yen": sum(row.amount for row in rows_of.get(step.renewal, ()))}
        for step in steps
    ]
    rows.sort(key=lambda row: (row["due"], -row["amount_yen"], row["ref"]))
    return {"fiscal_year": season.start_year, "rows": rows, "amount_yen": sum(row["amount_yen"] for row in rows)}


def _missed(paper: Paper) -> list[Row]:
    """Services with a target that is missed in some scenario, those that miss most of them first."""
    missed = [row for row in view_services(paper) if row["worst"] == "missed"]
    count = {row["ref"]: sum(cell["status"] == "missed" for cell in row["cells"] if cell) for row in missed}
    return sorted(missed, key=lambda row: (-count[row["ref"]], row["ref"]))


def _late(paper: Paper) -> list[Row]:
    """Renewals with an open step that is late, the step most in arrears first of each."""
    worst: dict[str, Row] = {}
    for step in paper.assessment.milestones:
        if step.late_days and step.done_on is None:
            row = view_milestone(paper, step)
            known = worst.get(row["renewal"])
            row["late_steps"] = (known["late_steps"] if known else 0) + 1
            if known is None or row["late"] > known["late"]:
                worst[row["renewal"]] = row
            else:
                known["late_steps"] = row["late_steps"]
    return sorted(worst.values(), key=lambda row: (-row["late"], row["renewal"]))
