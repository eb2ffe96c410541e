"""On which days something about recovery changes, and for which things（変化する日）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.base.ref import Ref
from ictlife.continuity.copies import Copies
from ictlife.continuity.evaluate import NORMAL, Away, Evaluation, Pair, Standing
from ictlife.continuity.harm import Case, Ground
from ictlife.continuity.means import Workshop
from ictlife.continuity.network import Network, connect
from ictlife.continuity.practice import Practice
from ictlife.continuity.upkeep import Generations, contract_days, last_day
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.hazard import Hazard
from ictlife.schedule.renewal import Schedule

NOTHING_HAPPENS = Case(Ref("hazard", "none"), {}, Hazard(id="none"))


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something changes（変化する日）.

    `changed` are the nodes of which a fact changes; `away` what is no longer there; `normal` how things
    stand when nothing happens, where not all is up; `shifted` where that is otherwise than the day before.
    """

    day: date
    changed: frozenset[int]
    away: Mapping[int, Away]
    normal: Mapping[int, Pair]
    shifted: frozenset[int]


@dataclass(frozen=True)
class Course:
    """An estate and its schedule made ready for any scenario（復旧計算の準備）."""

    estate: Estate
    ground: Ground
    evaluation: Evaluation
    steps: tuple[Step, ...]

    @property
    def workshop(self) -> Workshop:
        """How things are brought back."""
        return self.evaluation.workshop

    @property
    def network(self) -> Network:
        """What needs what."""
        return self.ground.network


def prepare(
    estate: Estate,
    schedule: Schedule,
    as_of: date,
    measures: frozenset[str] = frozenset(),
    until: date | None = None,
) -> Course:
    """Everything that does not depend on the scenario（復旧計算の準備）; `measures` are assumed done."""
    network = connect(estate, measures | estate.done_measures(as_of))
    practice = Practice(estate, schedule, as_of)
    copies = Copies(estate, network, practice)
    workshop = Workshop(estate, network, Generations(estate, schedule), copies, practice)
    evaluation = Evaluation(workshop)
    steps = tuple(_steps(evaluation, as_of, until or last_shown(estate, as_of)))
    return Course(estate, Ground(estate, network), evaluation, steps)


def last_shown(estate: Estate, as_of: date) -> date:
    """Last day of the horizon（対象期間の末日）."""
    first = estate.city.horizon_from or FiscalYear.of(as_of)
    return (first + (estate.city.horizon_years - 1)).last


def _steps(evaluation: Evaluation, as_of: date, until: date) -> Iterator[Step]:
    workshop = evaluation.workshop
    turning: dict[date, set[int]] = {as_of: set()}
    for node in range(len(workshop.network.refs)):
        for day in turning_days(workshop, node):
            if as_of < day <= until:
                turning.setdefault(day, set()).add(node)
    away: dict[int, Away] = {}
    standing = Standing(NOTHING_HAPPENS)
    everything = set(range(len(workshop.network.refs)))
    for day in sorted(turning):
        changed = everything if day == as_of else turning[day]
        moved = _move(workshop, away, changed, day)
        if day == as_of:
            moved |= set(workshop.network.doubts)
        shifted = evaluation.advance(standing, sorted(moved | (changed & set(away))), {}, away, day)
        yield Step(day, frozenset(changed), dict(away), dict(standing.pairs), frozenset(shifted))


def _move(workshop: Workshop, away: dict[int, Away], changed: set[int], day: date) -> set[int]:
    """Bring `away` up to date for the changed nodes; gives those that went or came."""
    moved = set()
    for node in changed:
        found = absence(workshop, node, day)
        if found != away.get(node):
            moved.add(node)
            if found is None:
                del away[node]
            else:
                away[node] = found
    return moved


def absence(workshop: Workshop, node: int, day: date) -> Away | None:
    """Whether the thing is no longer there: equipment returned, supply ended or not yet begun."""
    ref = workshop.network.refs[node]
    estate = workshop.estate
    if ref.kind == "group":
        returned = workshop.generations.returned(ref.id, day)
        return Away(*returned) if returned else None
    if ref.kind != "node":
        return None
    record = estate.nodes[ref.id]
    if record.ends_on and day > record.ends_on.last:
        return Away(True, record.ref("ends_on"), record.ends_on.last)
    if record.starts_on and day < record.starts_on.first:
        return Away(True, record.ref("starts_on"), record.starts_on.first)
    contract = estate.contracts.get(record.contract or "")
    ends = last_day(contract) if contract else None
    if contract and ends and day > ends:
        return Away(False, contract.ref("ends_on"), ends)
    return None


def turning_days(workshop: Workshop, node: int) -> Iterator[date]:
    """Days on which a fact about the node changes（変化する日）."""
    network, estate = workshop.network, workshop.estate
    ref = network.refs[node]
    if ref.kind == "group":
        yield from workshop.generations.days(ref.id)
    if ref.kind == "node":
        record = estate.nodes[ref.id]
        if record.starts_on:
            yield record.starts_on.first
        if record.ends_on:
            yield record.ends_on.last + timedelta(days=1)
        if contract := estate.contracts.get(record.contract or ""):
            yield from contract_days(contract)
    for strategy in network.strategies[node]:
        if contract := estate.contracts.get(strategy.contract or ""):
            yield from contract_days(contract)
        yield from workshop.practice.days("strategy", strategy.id, (ref.id,))
    for backup in network.backups[node]:
        yield from workshop.practice.days("backup", backup.id, backup.of)


def normal_pair(step: Step, node: int) -> Pair:
    """How the node stands when nothing happens."""
    return step.normal.get(node, NORMAL)
