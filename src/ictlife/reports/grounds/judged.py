"""Why a judgement of the page is what it is（判定の理由）: of support, measures, single points, verdicts to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.continuity.known import Hours
from ictlife.continuity.recovery import Recovery
from ictlife.reports.grounds.counted import Ground, recovery_address
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import measure_name
from ictlife.reports.views.continuity import view_remedies
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words


def judged_of(paper: Paper, words: Words, support: Iterable[Row]) -> Iterator[tuple[str, Ground]]:
    """Address → why it is judged so, of everything that is judged beside the recoveries of the as-of day."""
    yield from _supports(paper, words, support)
    yield from _remedies(paper, words)
    yield from _single_points(paper, words)
    yield from _later(paper, words)
    yield from _making(paper, words)


def held_on(paper: Paper, service: str, scenario: str, phase: str, day: date) -> Recovery | None:
    """What is judged of a service in a scenario on `day`（その日の見込み）."""
    for each in paper.assessment.continuity.by_service.get(Ref.parse(service), ()):
        is_held = each.from_on <= day and (each.until_on is None or day <= each.until_on)
        if is_held and (str(each.scenario), each.phase) == (scenario, phase):
            return each
    return None


def remedy_address(row: Row) -> str:
    """Where the page says why a measure helps."""
    parts = (row["ref"], row["scenario"], row["phase"])
    return "remedy:" + "/".join(each.partition(":")[2] or each for each in parts if each)


def end_reason(end: Row) -> Reason:
    """Why support, maintenance or a lease ends when it does: the field that says so."""
    told_by = Ref.parse(end["told_by"])
    if end["day"] is None:
        params = {"product": end["name"], "state": Named(end["state"], "support_state")}
        return Reason("support_untold", params, (told_by,))
    code = {"maintenance": "maintenance_ends", "lease": "lease_ends"}.get(end["kind"], "support_ends")
    if told_by.field == "end_of_life":
        code = "life_ends"
    params = {"day": date.fromisoformat(end["day"]), "product": end["name"], "contract": told_by.record}
    return Reason(code, params, (told_by,))


def support_address(group: str) -> str:
    """Where the page says why a group counts as supported, or not."""
    return f"support:{group.partition(':')[2]}"


def _supports(paper: Paper, words: Words, support: Iterable[Row]) -> Iterator[tuple[str, Ground]]:
    renewals = {str(each.ref): each for each in paper.assessment.schedule.renewals}
    for row in support:
        because = [end_reason(end) for end in row["ends"]]
        if row["used_until"]:
            renewal = renewals[row["renewal"]]
            because.append(Reason("used_until", {"month": renewal.in_service}, because=(renewal.reason,)))
        reason = Reason("support_judged", {"state": Named(row["state"], "support_state")}, because=tuple(because))
        yield support_address(row["ref"]), (row["name"], words.of("support_state", row["state"]), reason)


def price_reason(row: Row) -> Reason:
    """What a measure costs, as recorded: of several that help, the cheapest is shown."""
    return Reason("measure_costs", {"yen": row["cost_yen"]}, (Ref.parse(row["cost_ref"]),))


def _remedies(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for row in view_remedies(paper):
        measure = Ref.parse(row["measure_ref"])
        price = (price_reason(row),) if row["cost_yen"] is not None else ()
        missed = (
            Ref.parse(recovery_address(paper, each))
            for each in paper.assessment.continuity.by_service.get(Ref.parse(row["ref"]), ())
            if (str(each.scenario), each.phase) == (row["scenario"], row["phase"]) and each.verdict.value == "missed"
        )
        params = {"measure": measure_name(measure, words), "rto": Hours.of(row["rto_h"]), "rpo": Hours.of(row["rpo_h"])}
        reason = Reason("measure_helps", params, (measure, *missed), price)
        yield remedy_address(row), (row["name"], row["hazard"], reason)


def _single_points(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for each in paper.assessment.continuity.single_points:
        params = {"node": each.node, "count": len(each.takes_down)}
        reason = Reason("alone_takes_down", params, (each.node, *each.takes_down))
        yield f"single_point:{each.node}", (words.value(each.node), words("continuity.single_points"), reason)


def _later(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    """Verdicts that begin after the as-of day: each has its day in its address."""
    for each in paper.assessment.continuity.recoveries:
        if each.from_on > paper.assessment.as_of:
            said = f"{words.value(each.scenario)}  {words('bcp.since', day=each.from_on, verdict=each.verdict)}"
            yield str(each.dated_ref), (words.value(each.service), said, each.reason)


def _making(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    for making in paper.assessment.planning.makings:
        for step in making.steps:
            title = words.titled(step.title, step.step)
            yield str(step.ref), (paper.named(words.lang)(step.plan), f"{title} {words.date(step.due_on)}", step.reason)
