"""What a person should know（指摘）: one type for every problem, from a bad cell to a breached clause."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from ictlife.base.ref import FILE, Ref


class Severity(StrEnum):
    """How grave a finding is（重大度）.

    error: the input cannot be used, or a duty（しなければならない）is breached.
    warning: a should（望ましい・努める）or a risk. info: worth knowing.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Span:
    """Where something was read（位置）: file, sheet, physical row, column."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        parts = [where] + [str(part) for part in (self.row, self.column) if part is not None]
        return ":".join(parts)

    @property
    def ref(self) -> Ref:
        """The address of the place: what a finding is about that concerns no record."""
        parts = (self.sheet, self.row, self.column)
        return Ref(FILE, self.file, ":".join(str(part) for part in parts if part is not None))


Value = str | int | date | Ref | object
"""A param of a finding: text, number, day, Ref, Month, FiscalYear, Yen. Never a sentence."""


@dataclass(frozen=True)
class Finding:
    """Something a person should know, about a Ref（指摘）.

    Holds a code, a subject and typed params; the sentence lives with the rule of that code. Whoever raises
    one leaves `severity` alone: it is the rule's, set from the rulebook by `checks.run` (computed findings)
    or by the loader (findings of reading). `spans` is filled once, at the workspace's edge.
    """

    code: str
    subject: Ref
    params: Mapping[str, Value] = field(default_factory=dict)
    related: tuple[Ref, ...] = ()
    severity: Severity = Severity.ERROR
    spans: tuple[Span, ...] = ()
    waived_by: Ref | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Names this finding across runs, rewordings and moved lines（指紋）; of no record, by place."""
        return hashlib.sha256(f"{self.code}|{self.subject}".encode()).hexdigest()[:16]

    @property
    def ref(self) -> Ref:
        """Its address, `finding:<fingerprint>`."""
        return Ref("finding", self.fingerprint)

    def sort_key(self) -> tuple[int, str, str, str]:
        """Gravest first, then by code, subject and params."""
        return (self.severity.rank, self.code, str(self.subject), repr(sorted(map(str, self.params.items()))))
