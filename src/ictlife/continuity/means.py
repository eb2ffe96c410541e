"""How a harmed thing comes back by itself（復旧手段）: every recorded way, with what speaks against it.

Answers for one node, one blow and one day, without its needs: how long until work can start, how long the
work takes, what is lost. Which way is best depends on the needs and is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from ictlife.base.ref import Ref
from ictlife.continuity.copies import Copies, Restored
from ictlife.continuity.harm import Blow, Case
from ictlife.continuity.known import AT_ONCE, Known, Refusal, known, plus
from ictlife.continuity.network import Network
from ictlife.continuity.practice import Practice
from ictlife.continuity.upkeep import Generations, Upkeep
from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.model.hazard import Damage
from ictlife.model.node import Node, NodeKind
from ictlife.model.recovery_plan import Means, Strategy

HOURS_A_WEEK = 168
AGAINST: dict[Means, frozenset[Damage]] = {
    Means.FAILOVER: frozenset(Damage),
    Means.WARM_STANDBY: frozenset(Damage),
    Means.REPAIR: frozenset({Damage.BROKEN}),
    Means.SPARE: frozenset({Damage.BROKEN, Damage.LOST}),
    Means.RESTORE: frozenset({Damage.DATA}),
    Means.REBUILD: frozenset({Damage.DATA}),
    Means.PROCURE: frozenset({Damage.BROKEN, Damage.LOST}),
    Means.RESTART: frozenset({Damage.CUT}),
    Means.FALLBACK: frozenset({Damage.BROKEN}),
}
"""What each means can undo where the record does not say. A rebuild at another site also undoes a loss."""
HARDWARE = frozenset({Damage.LOST, Damage.BROKEN})
STANDBYS = frozenset({Means.FAILOVER, Means.WARM_STANDBY})


class Time(NamedTuple):
    """When work can start, how long it takes, how old the data are（待ち・作業・喪失）, in hours."""

    wait: float
    work: float
    loss: float


class Option(NamedTuple):
    """One way to bring a node back（復旧の選択肢）: surely within `sure`, at best within `best`."""

    means: str
    source: Ref | None
    standby: int
    sure: Time
    best: Time
    missing: tuple[Ref, ...] = ()
    copy: Ref | None = None
    contract: Ref | None = None
    is_assumed: bool = False
    is_measured: bool = False
    skill: str | None = None
    people: int = 0


@dataclass(frozen=True)
class Workshop:
    """Everything that bears on bringing things back（復旧の条件）."""

    estate: Estate
    network: Network
    generations: Generations
    copies: Copies
    practice: Practice

    def ways(
        self, node: int, blow: Blow | None, case: Case, day: date
    ) -> tuple[tuple[Option, ...], tuple[Refusal, ...]]:
        """Every way to bring `node` back after `blow`, and the recorded ways that do not count（復旧手段）.

        No blow means that the thing is no longer there: only a standby helps.
        """
        found: list[Option] = []
        refused: list[Refusal] = []
        if blow is None:
            for strategy in self.network.strategies[node]:
                if strategy.means in STANDBYS:
                    found += self._by(node, strategy, Blow(Damage.LOST), case, day, refused)
            return tuple(found), tuple(refused)
        ref = self.network.refs[node]
        covers = False
        for strategy in self.network.strategies[node]:
            if blow.damage in _against(strategy):
                covers = True
                found += self._by(node, strategy, blow, case, day, refused)
        found += self._by_itself(node, blow)
        if not found and not covers:
            unknown = Time(inf, 0.0, inf)
            found.append(Option("unrecorded", None, -1, unknown, Time(0.0, 0.0, 0.0), (ref.at("strategy"),)))
        return tuple(found), tuple(refused)

    def _by_itself(self, node: int, blow: Blow) -> Iterator[Option]:
        """What returns without a recorded way: after a cut, or as its provider promises."""
        ref = self.network.refs[node]
        record = self.estate.find(ref)
        promised = record.agreed_outage_h if isinstance(record, Node) else None
        has_equipment = isinstance(record, Group) or (isinstance(record, Node) and record.kind is NodeKind.SYSTEM)
        if blow.damage is Damage.CUT and not has_equipment:
            field = "agreed_outage_h" if ref.kind == "node" else "hours"
            wait = known(blow.hours if blow.hours is not None else promised, ref.at(field))
            yield _option("returns", None, wait, AT_ONCE, AT_ONCE)
        elif promised is not None and blow.damage is not Damage.CUT:
            yield _option("promised", ref, known(promised, ref.at("agreed_outage_h")), AT_ONCE, AT_ONCE)

    def _by(
        self, node: int, strategy: Strategy, blow: Blow, case: Case, day: date, refused: list[Refusal]
    ) -> list[Option]:
        """The options one recorded way gives; none, and a refusal, where it does not hold."""
        refusal = self._absent(strategy, case) or self.practice.failed(strategy, day)
        if refusal is not None:
            refused.append(refusal)
            return []
        if strategy.means in STANDBYS:
            return self._standby(node, strategy, day, case, refused)
        if strategy.means is Means.FALLBACK and (over := self._no_old_equipment(node, strategy, day)):
            refused.append(over)
            return []
        found = []
        for wait, upkeep in self._waits(node, strategy, blow, case, day, refused):
            found += self._worked(node, strategy, wait, upkeep, case, day, refused)
        return found

    def _no_old_equipment(self, node: int, strategy: Strategy, day: date) -> Refusal | None:
        """Whether there is no old equipment to return to: it runs beside the new for some months only."""
        group = self.network.refs[node].id
        until = self.generations.parallel_until(group, day)
        if until is not None and day <= until:
            return None
        return Refusal(strategy.ref(), "parallel_over", Ref("group", group, "parallel_months"), until)

    def _absent(self, strategy: Strategy, case: Case) -> Refusal | None:
        """Whether nobody who can do it is there in this scenario."""
        hazard = case.hazard
        if strategy.skill is None or not (hazard.absent_chief or hazard.absent_contractors or case.absent_vendors):
            return None
        able = [crew for crew in self.estate.crews.values() if strategy.skill in crew.skills]
        there = [crew for crew in able if is_present(crew.is_chief, crew.vendor, case)]
        if able and not there:
            return Refusal(strategy.ref(), "nobody_there", able[0].ref())
        return None

    def _standby(self, node: int, strategy: Strategy, day: date, case: Case, refused: list[Refusal]) -> list[Option]:
        standby = self.network.standbys.get(strategy.id)
        work = self.practice.work(
            strategy, self.network.refs[node].id, known(strategy.hours, strategy.ref("hours")), day
        )
        if standby is None:
            missing = (strategy.ref("standby"),)
            return [Option(str(strategy.means), strategy.ref(), -1, Time(inf, 0, inf), Time(0, 0, 0), missing)]
        if strategy.means is Means.WARM_STANDBY and strategy.lag_h is None:
            found = self._worked(node, strategy, AT_ONCE, None, case, day, refused)
            return [option._replace(standby=standby) for option in found]
        loss = AT_ONCE
        if not strategy.keeps_data and self.copies.holds(node) is not False:
            loss = known(strategy.lag_h, strategy.ref("lag_h"))
        option = _option(str(strategy.means), strategy.ref(), AT_ONCE, work.hours, loss)
        return [self._staffed(option._replace(standby=standby, is_measured=work.is_measured), strategy)]

    def _waits(
        self, node: int, strategy: Strategy, blow: Blow, case: Case, day: date, refused: list[Refusal]
    ) -> Iterator[tuple[Known, Upkeep | None]]:
        """How long until the work can start, by each contract or place that it rests on."""
        if strategy.means is Means.REPAIR:
            yield from self._repairs(node, strategy, case, day, refused)
        elif strategy.means is Means.PROCURE:
            weeks = known(strategy.wait_weeks, strategy.ref("wait_weeks"))
            yield Known(weeks.sure * HOURS_A_WEEK, weeks.best * HOURS_A_WEEK, weeks.missing), None
        elif strategy.means is Means.RESTART:
            yield known(blow.hours, case.hazard.ref("hits")), None
        else:
            place = self._place(strategy, blow, case)
            if isinstance(place, Refusal):
                refused.append(place)
            else:
                yield place, None

    def _place(self, strategy: Strategy, blow: Blow, case: Case) -> Known | Refusal:
        """Whether the place of a spare or a rebuild stands; open where it is not recorded."""
        if strategy.site is None:
            is_open = blow.damage is Damage.LOST and strategy.means is Means.SPARE
            return Known(inf, 0.0, strategy.ref("site")) if is_open else AT_ONCE
        place = self.network.index.get(Ref("site", strategy.site))
        harm = case.harms.get(place) if place is not None else None
        if place is None:
            return Known(inf, 0.0, strategy.ref("site"))
        if harm is None or harm.worst.damage is not Damage.LOST:
            return AT_ONCE
        if harm.best is not None and harm.best.damage is Damage.LOST:
            return Refusal(strategy.ref(), "place_lost", strategy.ref("site"))
        return Known(inf, 0.0, harm.missing)

    def _repairs(
        self, node: int, strategy: Strategy, case: Case, day: date, refused: list[Refusal]
    ) -> Iterator[tuple[Known, Upkeep]]:
        ref = self.network.refs[node]
        group = ref.id if ref.kind == "group" else ""
        for upkeep in self.generations.upkeep(group, strategy.contract, day):
            absent = case.hazard.absent_contractors or (upkeep.vendor in case.absent_vendors)
            if upkeep.refusal is not None:
                because = upkeep.source or upkeep.contract
                refused.append(Refusal(strategy.ref(), upkeep.refusal, because, upkeep.ended_on))
            elif absent:
                refused.append(Refusal(strategy.ref(), "nobody_there", upkeep.contract))
            elif upkeep.wait_h is None:
                yield Known(inf, 0.0, upkeep.missing), upkeep
            else:
                yield Known(upkeep.wait_h, upkeep.wait_h), upkeep

    def _worked(
        self,
        node: int,
        strategy: Strategy,
        wait: Known,
        upkeep: Upkeep | None,
        case: Case,
        day: date,
        refused: list[Refusal],
    ) -> list[Option]:
        """Hands-on work, then the data from each copy that survives."""
        hands = known(strategy.hours, strategy.ref("hours"))
        found = []
        for restored in self._data(node, strategy, case, day, refused):
            work = self.practice.work(strategy, self.network.refs[node].id, plus(hands, restored.hours), day)
            option = _option(str(strategy.means), strategy.ref(), wait, work.hours, restored.loss)
            option = option._replace(copy=restored.copy, is_measured=work.is_measured)
            if upkeep is not None:
                option = option._replace(contract=upkeep.contract, is_assumed=upkeep.is_assumed)
            found.append(self._staffed(option, strategy))
        return found

    def _data(
        self, node: int, strategy: Strategy, case: Case, day: date, refused: list[Refusal]
    ) -> tuple[Restored, ...]:
        if strategy.keeps_data or strategy.means is Means.RESTART:
            return (Restored(),)
        restored, lost = self.copies.restored(node, case, day)
        refused += [Refusal(copy, "copy_lost", why) for copy, why in lost]
        return restored

    def _staffed(self, option: Option, strategy: Strategy) -> Option:
        if strategy.skill is None:
            return option
        return option._replace(skill=strategy.skill, people=max(1, strategy.people))


def is_present(is_chief: bool, vendor: str | None, case: Case) -> bool:
    """Whether a crew can come in this scenario（参集の可否）."""
    if is_chief and case.hazard.absent_chief:
        return False
    return not (vendor is not None and (case.hazard.absent_contractors or vendor in case.absent_vendors))


def _against(strategy: Strategy) -> frozenset[Damage]:
    if strategy.against:
        return frozenset(each for each in Damage if str(each) in strategy.against)
    if strategy.means is Means.REBUILD and strategy.site is not None:
        return AGAINST[Means.REBUILD] | HARDWARE
    return AGAINST[strategy.means]


def _option(means: str, source: Ref | None, wait: Known, work: Known, loss: Known) -> Option:
    missing = tuple(
        dict.fromkeys(each.missing for each in (wait, work, loss) if each.missing and each.sure != each.best)
    )
    sure = Time(wait.sure, work.sure, loss.sure)
    return Option(means, source, -1, sure, Time(wait.best, work.best, loss.best), missing)
