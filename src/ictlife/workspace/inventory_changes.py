"""What an import changes in the clean inventory（台帳への反映）; what would wipe out another ledger is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ictlife.base.finding import Span
from ictlife.base.textkey import file_name, text_key
from ictlife.importing.diff import Difference, difference
from ictlife.importing.grouping import with_groups
from ictlife.importing.linking import linked
from ictlife.importing.stated import REJECTED, origin_of
from ictlife.sources.columns import Words
from ictlife.sources.ledger import read_clean
from ictlife.sources.record import Reading
from ictlife.workspace.intake import Changes, Intake, Taken
from ictlife.workspace.known import is_made_up
from ictlife.workspace.layout import read_own
from ictlife.workspace.standing import clean_files, target_of

_NAMED = {"product": 0, "site": 1, "group": 2}
"""Kinds that other tables name, in the order in which they are taken over."""
_FEW = 3
"""Records from which on a ledger without a single one of them is thought to be another ledger."""


def look_for_changes(intake: Intake, reading: Reading) -> None:
    """Say what every table changes: first those of products, places and groups, which the others name."""
    order = sorted(intake.taken, key=lambda each: _NAMED.get(each.proposal.kind, len(_NAMED)))
    compared = {id(each): _compared(each, intake, reading) for each in order}
    intake.taken = [compared[id(each)] for each in intake.taken]


def _compared(taken: Taken, intake: Intake, reading: Reading) -> Taken:
    """A table with what its rows change in the inventory."""
    proposal, known = taken.proposal, intake.known
    tables = with_groups(proposal, taken.sorted.accepted)
    more = linked(proposal.kind, tables[proposal.kind], known.catalogue, known.sites, proposal.grid.file, reading)
    is_part = REJECTED in taken.name
    origin = _origin(proposal.grid.file, intake.words) if is_part else taken.name
    target = target_of(origin, proposal.kind)
    old, rejected = rows_there(intake, target, proposal.kind), [each.id for each in taken.sorted.rejected]
    given = proposal.given(intake.words) | {"id"}
    own = difference(old, more.tables[proposal.kind], given, proposal.source.keep, rejected, is_part)
    span = Span(proposal.grid.file, proposal.grid.sheet)
    changes: dict[str, tuple[str, Difference]] = {target: (proposal.kind, own)}
    if is_refused(taken.name, span, changes, intake, reading):
        return replace(taken, products=more.products)
    _say_shared_ids(own.rows, proposal.kind, target, span, intake, reading)
    known.learn(proposal.kind, own.rows, target)
    intake.targets.add(target)
    named: dict[str, Sequence[Mapping[str, str]]] = {kind: () for kind in _NAMED}
    for kind, rows in {**named, **tables, **more.tables}.items():
        if kind != proposal.kind and (beside := _beside(origin, kind, rows, intake)) is not None:
            changes[target_of(origin, kind)] = (kind, beside)
    if left := {row.get("group", "") for row in old} - {row.get("group", "") for row in own.rows}:
        reading.say_at("IMP024", span, groups=tuple(sorted(left)))
    return replace(taken, changes=changes, products=more.products)


def _say_shared_ids(
    rows: Sequence[Mapping[str, str]], kind: str, target: str, span: Span, intake: Intake, reading: Reading
) -> None:
    """Say which numbers another ledger has as well: neither record could be used."""
    if kind not in intake.ids:
        intake.ids[kind] = {
            text_key(row["id"]): other
            for other in clean_files(intake.folder, kind)
            for row in rows_there(intake, other, kind)
        }
    ids = intake.ids[kind]
    shared = [row["id"] for row in rows if ids.setdefault(text_key(row["id"]), target) != target]
    if shared:
        other = ids[text_key(shared[0])]
        reading.say_at("IMP027", span, count=len(shared), ids=tuple(shared[:5]), other=other)


def _beside(origin: str, kind: str, rows: Sequence[Mapping[str, str]], intake: Intake) -> Difference | None:
    """What changes among the groups, products and places that a ledger names; None where that is nothing.

    Two ledgers may name the same one: the first to do so holds the record, until a ledger of its own states it.
    """
    target = target_of(origin, kind)
    rows = [row for row in rows if not intake.known.elsewhere(kind, row["id"], target)]
    old = rows_there(intake, target, kind)
    gone = [row["id"] for row in old if is_made_up(row, row["id"]) and intake.known.elsewhere(kind, row["id"], target)]
    stays = [row for row in old if row["id"] not in gone]
    fields = frozenset(name for row in rows for name in row)
    found = replace(difference(stays, rows, fields | {"id"}, frozenset(), (), is_part=True), removed=tuple(gone))
    return found if found.added or found.changed or found.removed else None


def is_refused(name: str, span: Span, changes: Changes, intake: Intake, reading: Reading) -> bool:
    """Whether taking it over would wipe out what another ledger gave; said."""
    for target, (_, each) in changes.items():
        if target in intake.targets:
            reading.say_at("IMP020", span, name=name, target=target)
            return True
        if len(each.removed) >= _FEW and len(each.added) == len(each.rows):
            reading.say_at("IMP021", span, name=name, target=target, count=len(each.removed))
            return True
    return False


def _origin(file: str, words: Words) -> str:
    """The name of the source whose rejected rows `file` holds."""
    origin = origin_of(file)
    return next((name for name in words.sources if file_name(name) == origin), origin)


def rows_there(intake: Intake, target: str, kind: str) -> Sequence[Mapping[str, str]]:
    """The records that stand in a clean file, none where there is no such file yet（取込み前の記録）."""
    data = read_own(intake.folder, target)
    return () if data is None else read_clean(data, target, kind, intake.words)
