"""What the BCP itself asks for（計画の点検と改定）: the ministry's checklist, and what renewals make out of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.tables import services_by_need
from ictlife.continuity.timeline import Course
from ictlife.fiscal.month import Month
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Schedule

UPDATE_WITHIN_MONTHS = 3
"""A renewal is written into the BCP and its restore tested within so many months（更新後3か月以内）."""


@dataclass(frozen=True, slots=True)
class UpdateTask:
    """What a renewal makes out of date in the BCP（更新に伴うBCPの改定）: form, row and by when."""

    renewal: Ref
    group: Ref
    form: int
    subject: Ref
    due: Month


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """An item of the ministry's checklist with its answer（点検項目と回答）.

    `answer` is attested, pass, fail or open: a person's dated statement counts most, then the rules that are
    evidence, of which each must pass. `is_confirmed` is false where the city must still copy the wording.
    """

    item: Ref
    answer: str
    evidence: tuple[tuple[str, str], ...]
    attestation: Ref | None
    is_confirmed: bool


def update_tasks(course: Course, schedule: Schedule) -> tuple[UpdateTask, ...]:
    """What each renewal makes out of date: forms 1, 2, 7 and 9, and a restore test（更新に伴うBCPの改定）."""
    estate, network = course.estate, course.network
    needed = services_by_need(course)
    tasks = []
    for renewal in schedule.renewals:
        group = renewal.need.subject
        node = network.index.get(group)
        if node is None or node not in needed:
            continue
        due = renewal.in_service + UPDATE_WITHIN_MONTHS
        rows: list[tuple[int, Ref]] = [(1, group)]
        rows += [(2, each.ref()) for each in course.workshop.generations.maintenance(group.id)]
        rows += [(7, each.ref()) for each in network.backups[node]]
        rows += [(9, each.ref()) for each in estate.contacts.values() if group.id in each.nodes]
        rows += [(12, each.ref()) for each in network.backups[node]]
        tasks += [UpdateTask(renewal.ref, group, form, subject, due) for form, subject in rows]
    return tuple(sorted(tasks, key=lambda task: (task.due, task.renewal, task.form, task.subject)))


def checklist(estate: Estate, statuses: Mapping[str, str], as_of: date) -> tuple[ChecklistRow, ...]:
    """The ministry's checklist, answered by attestation or by the outcome of rules（点検結果）.

    Args:
        estate: holds the items and the attestations.
        statuses: rule code → its outcome, as the checks found it.
        as_of: an attestation counts from its day until its validity ends.
    """
    rows = []
    for item in estate.checklist_items.values():
        attested = next(
            (
                each.ref()
                for each in estate.attestations.values()
                if each.topic == item.topic
                and each.on <= as_of
                and (each.valid_until is None or as_of <= each.valid_until)
            ),
            None,
        )
        evidence = tuple((code, statuses.get(code, "not_checked")) for code in item.rules)
        rows.append(ChecklistRow(item.ref(), _answer(attested, evidence), evidence, attested, item.is_confirmed))
    return tuple(rows)


def _answer(attested: Ref | None, evidence: tuple[tuple[str, str], ...]) -> str:
    if attested is not None:
        return "attested"
    if any(status == "fail" for _, status in evidence):
        return "fail"
    return "pass" if evidence and all(status == "pass" for _, status in evidence) else "open"
