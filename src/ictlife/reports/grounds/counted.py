"""What a count or a sum of the page is made of（件数・合計の内訳）: by its address, with the address of every part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.continuity.review import checklist
from ictlife.model.plan import PlanLevel
from ictlife.planning.initiatives import InitiativeMoney
from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import goal_names
from ictlife.reports.views.continuity import verdicts_on
from ictlife.reports.words import Words, cited

MOST = 200
"""Parts that are named one by one; the rest is counted."""
Ground = tuple[str, str, Reason]
"""Whose figure it is, what it says, and why."""


def counted_of(paper: Paper, words: Words, days: Iterable[date]) -> Iterator[tuple[str, Ground]]:
    """Address → of what it consists. `days` are those on which verdicts are counted."""
    yield from _plans(paper, words)
    yield from _verdicts(paper, words, days)
    yield from _initiatives(paper, words)
    yield from _rules(paper, words)
    yield from _checklist(paper, words)
    yield from _documents(paper, words)


def recovery_address(paper: Paper, each: Recovery) -> str:
    """Where the page says why: of what holds on the as-of day without a day, of what comes later with it."""
    return str(each.ref if each.from_on <= paper.assessment.as_of else each.dated_ref)


def listed(code: str, params: Mapping[str, object], first: Iterable[Ref], parts: Iterable[Ref]) -> Reason:
    """A count with its parts, of very many the first ones."""
    found = tuple(parts)
    more = (Reason("and_others", {"count": len(found) - MOST}),) if len(found) > MOST else ()
    return Reason(code, {"count": len(found), **params}, (*first, *found[:MOST]), more)


def _plans(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    found, renewals = paper.assessment, paper.assessment.schedule.renewals
    own = [plan.period for plan in found.estate.plans.values() if plan.level in (PlanLevel.INFORMATION, PlanLevel.DX)]
    for plan in found.estate.plans.values():
        inside = (each.ref for each in renewals if each.fy in plan.period)
        span = {"first": plan.first_year, "until": plan.last_year}
        said = words("span", **span)
        fields = (plan.ref("first_year"), plan.ref("last_year"))
        yield str(plan.ref()), (plan.name, said, listed("plan_holds", span, fields, inside))
    outside = (each.ref for each in renewals if not any(each.fy in span for span in own))
    reason = listed("outside_plans", {"all": len(renewals)}, (), outside)
    yield "plans:outside", (words("section.plans"), words("severity.warning"), reason)


def _verdicts(paper: Paper, words: Words, days: Iterable[date]) -> Iterator[tuple[str, Ground]]:
    for day in days:
        held = verdicts_on(paper, day)
        for verdict in Verdict:
            parts = [Ref.parse(recovery_address(paper, each)) for each in held if each.verdict is verdict]
            if not parts:
                continue
            reason = listed("verdict_counted", {"day": day, "verdict": verdict}, (), parts)
            ground = (words.date(day), words.of("verdict", verdict.value), reason)
            yield f"verdicts:{day}/{verdict.value}", ground


def _initiatives(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    items = paper.assessment.planning.initiatives
    for item in items.items:
        money = words("money", amount=item.total)
        yield str(item.initiative), (paper.named(words.lang)(item.initiative), money, _initiative(item))
    for goal, own in ((goal, own) for goal, own in items.by_goal().items() if own):
        total = sum(each.total for each in own)
        name = goal_names().get(goal)
        reason = listed("goal_total", {"yen": total}, (), (each.initiative for each in own))
        yield f"goal:{goal}", (name.in_lang(words.lang) if name else str(goal), words("money", amount=total), reason)


def _initiative(item: InitiativeMoney) -> Reason:
    years = tuple(
        listed("initiative_year", {"fy": fy, "yen": yen}, (), (_bound(each, fy.start_year) for each in own))
        for fy, yen in item.by_year.items()
        if (own := item.contracts.get(fy, ())) or yen
    )
    renewals = listed("initiative_renewals", {}, (), item.renewals)
    return Reason("initiative_total", {"yen": item.total}, (item.initiative,), (*years, renewals))


def _bound(contract: Ref, year: int) -> Ref:
    """The address of what a contract costs in a year."""
    return Ref("bound", f"{contract}@{year}")


def _rules(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    found = Counter(each.code for each in paper.findings)
    waived: dict[Ref, list[Ref]] = {}
    for each in paper.findings:
        if each.waived_by is not None:
            waived.setdefault(each.waived_by, []).append(each.ref)
    for result in paper.assessment.results:
        status = Named(result.status.value, "status")
        params: dict[str, object] = {"status": status, "examined": result.examined}
        reason = Reason("rule_examined", params | {"count": found[result.code]})
        rule = paper.rulebook.rules.get(result.code)
        cites = [cited(paper.rulebook, each, words) for each in (rule.citations if rule else ())]
        reason = replace(reason, because=(*reason.because, *(Reason("rule_cites", {"clause": each}) for each in cites)))
        said = rule.title.in_lang(words.lang) if rule else ""
        yield f"rule:{result.code}", (result.code, said, reason)
    for waiver in paper.assessment.estate.waivers.values():
        reason = listed("waiver_used", {}, (waiver.ref(),), waived.get(waiver.ref(), ()))
        yield str(waiver.ref()), (str(waiver.ref()), waiver.code, reason)


def _checklist(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    found = paper.assessment
    statuses = {result.code: result.status.value for result in found.results}
    for row in checklist(found.estate, statuses, found.as_of):
        rests_on = (row.attestation,) if row.attestation else ()
        answer = Named(row.answer, "bcp.answer")
        rules = (Ref("rule", code) for code, _ in row.evidence)
        reason = listed("checklist_answer", {"answer": answer}, rests_on, rules)
        yield str(row.item), (paper.names(row.item), words.of("bcp.answer", row.answer), reason)


def _documents(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    """Laws and guidelines that come into force: what is known of them（典拠）."""
    for each in paper.rulebook.authorities.values():
        if each.in_force_on:
            title = each.title.in_lang(words.lang)
            params = {"title": title, "edition": each.edition or "", "day": each.in_force_on, "url": each.url or ""}
            yield str(each.ref()), (title, words.date(each.in_force_on), Reason("document_in_force", params))
