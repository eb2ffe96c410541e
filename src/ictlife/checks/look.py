"""What a check declares and what it says（検査の型）. Knows no rule and no language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ictlife.assessment import Assessment
from ictlife.base.finding import Value
from ictlife.base.ref import Ref


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at（見たもの）.

    `said` is None when all is well, so that what was examined counts itself. `is_lesser` picks the rule's
    lesser severity (a 可用性1 system, a product updated in place). `is_unknown` says that the thing could not
    be judged because a fact about it is missing: it is never shown as fine.
    """

    subject: Ref
    said: Mapping[str, Value] | None = None
    related: tuple[Ref, ...] = ()
    is_lesser: bool = False
    is_unknown: bool = False


Look = Callable[..., Iterator[Looked]]


@dataclass(frozen=True, slots=True)
class Check:
    """A function that looks, with what it declares（検査）.

    reads: kinds of record it depends on. params: what a rule may set, already taken at the as-of date.
    dated: params handed over whole (`Dated`), for checks that judge by another day than the as-of date.
    says: names its findings carry. is_manual: it rests on a person's statement, so it can never *pass*.
    """

    name: str
    look: Look
    reads: tuple[str, ...]
    params: tuple[str, ...]
    dated: tuple[str, ...]
    says: tuple[str, ...]
    is_manual: bool

    def __call__(self, found: Assessment, **params: object) -> Iterator[Looked]:
        """Look at `found`."""
        return self.look(found, **params)


def check(
    *,
    reads: tuple[str, ...],
    says: tuple[str, ...],
    params: tuple[str, ...] = (),
    dated: tuple[str, ...] = (),
    is_manual: bool = False,
) -> Callable[[Look], Check]:
    """Declare a function as a check; its name is the function's."""

    def declare(look: Look) -> Check:
        return Check(look.__name__, look, reads, params, dated, says, is_manual)

    return declare
