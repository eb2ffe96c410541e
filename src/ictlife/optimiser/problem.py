"""The renewal schedule as integers: what the solver is told（最適化問題）.

How to fill a `Problem` (the bridge from the Estate does this; nothing here knows a municipality):

* **Time** is `t = 0 … months-1`; `t = 0` is the April that opens the first fiscal year, so
  `months` is a multiple of twelve and the year of `t` is `t // 12`. Months before 0 may be
  negative where a field says so.
* **Group**: one unit of renewal.
  `due` is when a due-date schedule would renew it first; `earliest … latest` is the hard window of the
  first renewal (both ends included; minimum life, lease end, lead time / end of maintenance).
  `latest >= months` means the group may go through the horizon without being renewed.
  `allowed` says for every month of the horizon whether a cut-over may happen (None: always).
  Later renewals follow `shortest … longest` months after the one before; `nominal` is what a
  due-date schedule uses and the life over which `residual` is written off.
* **Money** of one renewal is `payments`: amounts by month counted from the renewal
  (a purchase is `Profile(0, (price,))`, a 60-month lease `Profile(0, (monthly,) * 60)`, a build
  cost is added to the first amount, a design a year earlier has `start=-12`). What falls
  outside the horizon is not counted, therefore give `residual` only for what is *bought*: it is
  the value of a new one and is credited at the end in proportion to the nominal life left.
* **Ledger**, where a group has one, is its exact money: the yen by fiscal year of any path, by the
  caller's own arithmetic (rounding, prices that change by year, what ends with the first renewal).
  It is what the evaluator adds up. `paid` says how much of `alone` other funds pay than the group's own;
  what they pay of later renewals the search does not see. `payments` and `extension` then only guide the search, as
  rates from the second renewal on: what ends with, or runs on from, the first renewal alone is
  left out of them, the ledger's `alone` supplies it. `shared` of the Problem says for a choice by how
  much less of `base` is spent, where that hangs on several groups at once: never positive. Only
  the evaluator adds it, to years and to caps of all money; the search, and the weights of peak and
  swing in the objective, count with all of `base`.
* **Holding** is what keeping a thing costs: from `extend_from` on, `extension` yen a month
  (re-lease, extended maintenance: it is spent); from `unsupported_from` on, `risk` yen a month
  (a price of risk: it is not spent); from `duty_from` on every month is a duty missed.
  In `current` (what is in service now) the three are months of the horizon and may be negative;
  in `later` they are ages in months. None means never.
* **Effort** of one renewal is a profile too (person-days; `start` is usually negative).
* **Cap**: spend of one fund (None: of all) in one fiscal year, `base` already committed. Where what funds pay
  hangs on several groups at once (a grant with a limit), `paid` of the Problem says for a choice what each of
  them pays exactly, beyond the `base` of its caps; `own` is the fund that pays the rest. Only the evaluator asks it.
  **Capacity**: effort of one team (None: of all) in one month. Both bend at a price; an
  overrun is reported under the limit's `key`. `base` of the Problem is what is committed
  by year beside these groups; it only counts in the peak and the swing.
* **Pin** fixes the first renewal of a group. **Precedence**: the first renewal of `after` is at
  least `lag` months after that of `before`; months short bend at a price too.
  **CoTermination**: each time all `members` renew in the same month, `discount` yen of
  spend are saved in `fund`; without a fund (None) the cost is that much less, but no spend: a saving
  hoped for, that no budget holds. A group is in at most one such set.
* **Goals**: first no duty missed, then order, caps and staff kept, then
  `cost + risk + move_price × months moved from baseline + (peak_permille × peak +
  swing_permille × swing) / 1000`.

Every key is the caller's own text; records that come back (`Contradiction`, overruns, binding
limits) carry it, so that they can be translated into findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

Path = tuple[int, ...]
"""Months in which one group is renewed, ascending（更新月の列）."""

Table = tuple[tuple[int, ...], ...]
"""For every month of the horizon, and last for none, yen by fiscal year（月別の年度額）."""

Choice = Mapping[str, Path]
"""For each group id its path（更新案）."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Amounts by month, counted from a renewal（更新月からの月別の量）."""

    start: int = 0
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What keeping a thing in service costs beyond its life（延命の費用とリスク）."""

    extend_from: int | None = None
    extension: int = 0
    unsupported_from: int | None = None
    risk: int = 0
    duty_from: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The exact yen by fiscal year of one group's paths（年度額の台帳）.

    Groups with equal `alone` cost the same, so that they can be counted as one type.
    """

    alone: Table
    """For every month of the horizon the yen by year of one renewal then and no other; last, of none at all."""
    spend: Callable[[Path], tuple[int, ...]] = field(compare=False, repr=False)
    """The yen by year of a path."""
    paid: tuple[tuple[str, Table], ...] = ()
    """Fund → how much of `alone` it pays instead of the group's own."""


@dataclass(frozen=True, slots=True)
class Group:
    """One unit of renewal in months and integers（更新単位）."""

    id: str
    due: int
    earliest: int
    latest: int
    shortest: int
    longest: int
    nominal: int
    payments: Profile
    residual: int = 0
    current: Holding = Holding()
    later: Holding = Holding()
    effort: Profile = Profile()
    fund: str = ""
    team: str = ""
    allowed: tuple[bool, ...] | None = None
    baseline: int | None = None
    ledger: Ledger | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be spent in a fiscal year（予算上限）."""

    key: str
    year: int
    limit: int
    base: int = 0
    fund: str | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """The effort there is in a month（要員の上限）."""

    key: str
    month: int
    limit: int
    base: int = 0
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """The first renewal of a group is in this month（固定）."""

    key: str
    group: str
    month: int


@dataclass(frozen=True, slots=True)
class Precedence:
    """`after` is first renewed at least `lag` months after `before`（先行関係）."""

    key: str
    before: str
    after: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class CoTermination:
    """Groups that are cheaper when renewed in the same month（同時更新）."""

    key: str
    members: tuple[str, ...]
    discount: int
    fund: str | None = ""


@dataclass(frozen=True, slots=True)
class Goals:
    """What the goals below the limits are worth（目標の重み）."""

    peak_permille: int = 0
    swing_permille: int = 0
    move_price: int = 0


@dataclass(frozen=True)
class Problem:
    """All of it; see the module's docstring for every field（最適化問題）."""

    months: int
    groups: tuple[Group, ...]
    caps: tuple[Cap, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    pins: tuple[Pin, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    sets: tuple[CoTermination, ...] = ()
    base: tuple[int, ...] = ()
    goals: Goals = Goals()
    shared: Callable[[Choice], tuple[int, ...]] | None = field(default=None, compare=False, repr=False)
    paid: Callable[[Choice], Mapping[str, tuple[int, ...]]] | None = field(default=None, compare=False, repr=False)
    own: str = ""

    @property
    def years(self) -> int:
        """Fiscal years in the horizon（年度数）."""
        return self.months // 12

    @cached_property
    def by_id(self) -> Mapping[str, Group]:
        """Groups by their id（更新単位の索引）."""
        return {group.id: group for group in self.groups}

    @cached_property
    def pinned(self) -> Mapping[str, int]:
        """Pinned month by group; the first pin of a group counts（固定月の索引）."""
        found: dict[str, int] = {}
        for pin in self.pins:
            found.setdefault(pin.group, pin.month)
        return found

    def committed(self, year: int) -> int:
        """Spend already committed in a year, for peak and swing（既定の支出）."""
        return self.base[year] if year < len(self.base) else 0


def may_renew(problem: Problem, group: Group, month: int) -> bool:
    """Whether a cut-over of `group` may happen in `month`（切替可能月か）."""
    if not 0 <= month < problem.months:
        return False
    return group.allowed is None or group.allowed[month]


def may_start(problem: Problem, group: Group, month: int) -> bool:
    """Whether `month` may be the first renewal: window, blackout and pin（初回更新の可否）."""
    pin = problem.pinned.get(group.id)
    if pin is not None and pin != month:
        return False
    return group.earliest <= month <= group.latest and may_renew(problem, group, month)


def may_skip(problem: Problem, group: Group) -> bool:
    """Whether the group may go through the horizon unrenewed（期間内に更新なしでもよいか）."""
    return group.latest >= problem.months and group.id not in problem.pinned


def open_months(problem: Problem, group: Group) -> list[bool]:
    """Months from which a chain of later renewals reaches the horizon（後続を組める月）."""
    reach = [False] * problem.months
    for month in range(problem.months - 1, -1, -1):
        if not may_renew(problem, group, month):
            continue
        last = month + group.longest
        reach[month] = last >= problem.months or any(
            reach[month + group.shortest : last + 1]
        )
    return reach


def first_months(problem: Problem, group: Group) -> list[int]:
    """Every month a path of the group may begin in（初回更新の候補月）."""
    reach = open_months(problem, group)
    low, high = max(0, group.earliest), min(problem.months - 1, group.latest)
    return [t for t in range(low, high + 1) if reach[t] and may_start(problem, group, t)]


def path_is_allowed(problem: Problem, group: Group, path: Path) -> bool:
    """Whether a path keeps everything that cannot bend（更新月の列が守るべき条件を守るか）."""
    if not path:
        return may_skip(problem, group)
    gaps = [b - a for a, b in pairwise(path)]
    return (
        may_start(problem, group, path[0])
        and all(may_renew(problem, group, t) for t in path)
        and all(group.shortest <= gap <= group.longest for gap in gaps)
        and path[-1] + group.longest >= problem.months
    )
