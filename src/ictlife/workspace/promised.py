"""What a plan promised when it was adopted（計画策定時の更新予定）: from the baseline frozen then to `outcome` records.

A plan names its baseline; each group's first renewal that the plan carried then becomes the planned side of
the verification, under whatever the workspace itself says of that group and plan. What has left the ledger
since is a finding, since nobody can verify it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ictlife.base.finding import Span
from ictlife.base.textkey import text_key
from ictlife.model.plan import Outcome, Plan
from ictlife.model.policy import Agreed, Goal
from ictlife.sources.record import Reading, Record, Whole
from ictlife.workspace.baseline import ASSESSMENT, NO_DOCUMENT
from ictlife.workspace.layout import BASELINES


def with_agreed(folder: Path, records: Iterable[Record], reading: Reading) -> list[Record]:
    """The records, with the month of each group's next renewal in the baseline that the goal names（合意済みの時期）.

    From there the optimiser counts what moves, so that next year's schedule does not churn.
    """
    found = list(records)
    own = {text_key(each.id) for each in found if each.kind == Agreed.KIND}
    for goal in [each for each in found if each.kind == Goal.KIND and each.values.get("baseline")]:
        file = f"{BASELINES}/{goal.values['baseline']}/{ASSESSMENT}"
        renewals = _renewals(folder / file)
        if renewals is None:
            spans = (goal.span(("baseline",)), Span(file))
            reading.say("BSL004", goal.ref.at("baseline"), *spans, baseline=str(goal.values["baseline"]))
            continue
        for each in renewals:
            if text_key(each.group) not in own:
                own.add(text_key(each.group))
                values = {"id": each.group, "in_service": each.in_service}
                found.append(Record(Agreed.KIND, each.group, values, Whole(file)))
    return found


def with_promised(folder: Path, records: Iterable[Record], reading: Reading) -> list[Record]:
    """The records, with an outcome for each renewal that a plan's baseline held."""
    found = list(records)
    groups = {text_key(each.id) for each in found if each.kind == "group"}
    own = {_key(each.values): place for place, each in enumerate(found) if each.kind == Outcome.KIND}
    for plan in [each for each in found if each.kind == Plan.KIND and each.values.get("baseline")]:
        for promise in _promises(folder, plan, reading):
            group = str(promise.values["group"])
            if text_key(group) not in groups:
                reading.say("PLN021", plan.ref.at("baseline"), plan.span(("baseline",)), group=group)
                continue
            place = own.get(_key(promise.values))
            if place is None:
                found.append(promise)
            else:
                found[place] = found[place].over(promise)
    return found


def _key(values: Mapping[str, object]) -> tuple[str, str]:
    return text_key(str(values.get("plan", ""))), text_key(str(values.get("group", "")))


def _promises(folder: Path, plan: Record, reading: Reading) -> Iterator[Record]:
    """An outcome for the first renewal of each group that the plan carried in its baseline."""
    file = f"{BASELINES}/{plan.values['baseline']}/{ASSESSMENT}"
    renewals = _renewals(folder / file)
    if renewals is None:
        span = plan.span(("baseline",))
        reading.say("PLN020", plan.ref.at("baseline"), span, Span(file), baseline=str(plan.values["baseline"]))
        return
    seen: set[str] = set()
    for each in renewals:
        if each.plan != str(plan.ref) or each.group in seen:
            continue
        seen.add(each.group)
        id_ = f"{plan.id}/{each.group}"
        values = {"id": id_, "group": each.group, "plan": plan.id, "planned_on": each.in_service}
        money = {"planned_yen": each.amount_yen} if isinstance(each.amount_yen, int) else {}
        yield Record(Outcome.KIND, id_, {**values, **money}, Whole(file))


@dataclass(frozen=True, slots=True)
class _Renewal:
    """What is taken from a renewal of a frozen assessment（凍結された更新）."""

    group: str
    cycle: int
    plan: str
    in_service: str
    amount_yen: object


def _renewals(path: Path) -> list[_Renewal] | None:
    """The renewals of a frozen assessment, by group and cycle; None where it cannot be read."""
    try:
        found = [
            _Renewal(
                str(each["subject"]).partition(":")[2], int(each["cycle"]), str(each["plan"]),
                str(each["in_service"]), each.get("amount_yen"),
            )
            for each in json.loads(path.read_bytes())["renewals"]
        ]  # fmt: skip
    except (*NO_DOCUMENT, LookupError, TypeError, AttributeError, OverflowError):
        return None
    return sorted(found, key=lambda each: (each.group, each.cycle, each.plan))
