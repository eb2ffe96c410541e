"""What a comparison says（比較結果の型）: everything that differs, each with its causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.budget.difference import Difference, LineChange
from ictlife.budget.row import CommitmentRow
from ictlife.continuity.recovery import Recovery
from ictlife.fiscal.month import Month

T = TypeVar("T")
Causes = tuple[Ref, ...]
"""Inputs that differ and on which a differing value rests（原因）."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """A field that differs, or a record that is only on one side (then the field is empty)（入力の変更）."""

    ref: Ref
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Move:
    """A renewal whose month differs（更新時期の変更）; None on the side that has no such renewal."""

    renewal: Ref
    subject: Ref
    before: Month | None
    after: Month | None
    causes: Causes


@dataclass(frozen=True, slots=True)
class Spending:
    """A line of the budget that changes（予算の増減）."""

    line: LineChange
    causes: Causes


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    """Later years bound differently（後年度負担の変更）."""

    contract: Ref
    before: CommitmentRow | None
    after: CommitmentRow | None
    causes: Causes

    @property
    def either(self) -> CommitmentRow:
        """The later side, or the only one there is."""
        return one_of(self.after, self.before)


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is new, gone, or says something else（指摘の増減）."""

    code: str
    subject: Ref
    before: Finding | None
    after: Finding | None
    causes: Causes

    @property
    def either(self) -> Finding:
        """The later side, or the only one there is."""
        return one_of(self.after, self.before)


@dataclass(frozen=True, slots=True)
class RecoveryChange:
    """A service that recovers otherwise from a hazard in a stretch of time（復旧見込みの変更）.

    `until_on` is its last day; None where it has none.
    """

    service: Ref
    hazard: Ref
    phase: str
    from_on: date
    until_on: date | None
    before: Recovery | None
    after: Recovery | None
    causes: Causes


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs（比較結果）. `as_of` are the two days; `inputs` what was put in differently."""

    as_of: tuple[date, date]
    inputs: tuple[InputChange, ...]
    moves: tuple[Move, ...]
    money: Difference
    spending: tuple[Spending, ...]
    commitments: tuple[CommitmentChange, ...]
    findings: tuple[FindingChange, ...]
    recoveries: tuple[RecoveryChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same in every part."""
        parts = (self.inputs, self.moves, self.money.lines, self.commitments, self.findings, self.recoveries)
        return not any(parts) and self.as_of[0] == self.as_of[1]


def one_of(after: T | None, before: T | None) -> T:
    """The later side, or the only one there is."""
    if after is not None:
        return after
    if before is None:
        raise AssertionError("a change has at least one side")
    return before
