"""An import under way（取込み）: what was asked, what was read, what changes in the inventory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding
from ictlife.base.text import Lang
from ictlife.importing.catalogue import Catalogue
from ictlife.importing.diff import Difference
from ictlife.importing.linking import NamedProduct
from ictlife.importing.propose import CONFIDENT, Proposal
from ictlife.importing.reject import Sorted
from ictlife.importing.view import FileLook
from ictlife.sources.columns import Words
from ictlife.workspace.known import Known

Changes = Mapping[str, tuple[str, Difference]]


@dataclass(frozen=True, slots=True)
class Taken:
    """One table of a file from outside, read as proposed（取込みの結果）."""

    name: str
    """File, or `file[sheet]`: its key in `config/columns.yaml`."""
    proposal: Proposal
    sorted: Sorted
    changes: Changes = field(default_factory=dict)
    """Path of a clean inventory file → kind, and what changes in it; nothing where it must not be taken over."""
    products: tuple[NamedProduct, ...] = ()
    """What it calls its products, and what that was read as."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of support dates（サポート期限のファイル）."""

    name: str
    catalogue: Catalogue
    changes: Changes


@dataclass(slots=True)
class Decisions:
    """What a list that came back decides（判定）."""

    file: str
    made: dict[str, str] = field(default_factory=dict)
    """Text of the ledger → id, or `-` for no product of the catalogue."""
    open: int = 0
    """Rows without an answer."""
    unclear: int = 0
    """Rows whose answer cannot be taken over; said."""


@dataclass(slots=True)
class Intake:
    """All files of one import（取込み）."""

    folder: Path
    words: Words
    rulebook: Rulebook
    lang: Lang = "ja"
    paths: tuple[Path, ...] = ()
    known: Known = field(default_factory=Known)
    files: list[FileLook] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    decisions: list[Decisions] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """Kind → key of a number → the clean file that has it."""
    targets: set[str] = field(default_factory=set)
    """Clean files that a source of this import goes to."""
    unread: list[str] = field(default_factory=list)
    """Files in which no table was found, or that could not be read."""

    @property
    def changes(self) -> list[Changes]:
        """What changes in the inventory, file by file of this import."""
        return [each.changes for each in self.carried] + [each.changes for each in self.taken]

    @property
    def exit_code(self) -> int:
        """3 where something could not be read, 1 where something was not taken over（終了コード）."""
        is_rejected = any(not row.is_aside for each in self.taken for row in each.sorted.rejected)
        is_refused = any(not changes for changes in self.changes) or any(each.unclear for each in self.decisions)
        return 3 if self.unread else int(is_rejected or is_refused)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user states beforehand（指定）."""

    kind: str | None = None
    confident: float = CONFIDENT
    encoding: str | None = None
    lang: Lang = "ja"
    fill_down: tuple[str, ...] = ()
    """Headings or fields in which a blank or a ditto mark means: as above."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field, by its own name or as ledgers call it → what every row says."""
