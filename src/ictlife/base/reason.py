"""Why a computed value is what it is（理由）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ictlife.base.ref import Ref


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation, with the steps it rests on（理由の木）.

    `code` names a phrase in `data/words/reasons-*.yaml` (`reason.<code>`); `params` fill it; `rests_on` are the
    inputs read for it, so that the place of each can be printed beside it.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    rests_on: tuple[Ref, ...] = ()
    because: tuple[Reason, ...] = ()

    def walk(self) -> Iterator[Reason]:
        """This reason and all beneath it, from the top."""
        yield self
        for part in self.because:
            yield from part.walk()

    def inputs(self) -> tuple[Ref, ...]:
        """Every input the tree names, each once, in order of appearance."""
        return tuple(dict.fromkeys(ref for step in self.walk() for ref in step.rests_on))


def completed(reason: Reason, reasons_of: Mapping[Ref, Reason], known: dict[int, Reason] | None = None) -> Reason:
    """The tree down to inputs that were read: where it rests on what was itself computed, with the reason of that."""
    known = {} if known is None else known
    if id(reason) not in known:
        further = (reasons_of[ref] for ref in reason.rests_on if ref in reasons_of)
        parts = {id(part): part for part in (*reason.because, *further)}.values()
        known[id(reason)] = replace(reason, because=tuple(completed(part, reasons_of, known) for part in parts))
    return known[id(reason)]


def inputs_through(reasons: Iterable[Reason], reasons_of: Mapping[Ref, tuple[Reason, ...]]) -> tuple[Ref, ...]:
    """Every input of `reasons`, each once; where one was itself computed, as a renewal is, those of its reasons too."""
    inputs: dict[Ref, None] = {}
    waiting = list(reasons)
    while waiting:
        for ref in waiting.pop().inputs():
            if ref not in inputs:
                inputs[ref] = None
                waiting += reasons_of.get(ref, ())
    return tuple(inputs)
