"""Where things are in a workspace（作業フォルダの構成）, and how its files are opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ictlife.base.refusal import Refusal
from ictlife.base.text import Named
from ictlife.base.unreadable import Unreadable
from ictlife.sources.zipguard import check_size

CONFIG = "config"
INVENTORY = "inventory"
BASELINES = "baselines"
REPORTS = "reports"
IMPORT = "reports/import"
SCENARIOS = "config/scenarios"
COLUMNS = "config/columns.yaml"
FORMS = "config/forms.yaml"
RULES = "config/rules.yaml"
OWN_BRIEF = "config/brief.docx"
_NOT_RECORDS = frozenset({"columns.yaml", "rules.yaml", "forms.yaml"})

TEXT_TYPES = frozenset({".csv", ".tsv", ".txt"})
# xlsb is not among them: how far its sheets reach cannot be told before it is opened.
BOOK_TYPES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
OTHER_BOOKS = frozenset({".xls", ".ods"})
"""Books in which nothing but the cells is looked at."""
YAML_TYPES = frozenset({".yaml", ".yml"})
_OF_WINDOWS = frozenset({"thumbs.db", "desktop.ini"})
"""Files that Windows leaves in every folder that is looked at."""
# What stands beside a ledger without being one: no finding is due.
_BESIDE = frozenset({".md", ".pdf", ".png", ".jpg", ".jpeg"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file of a workspace, or one shipped with the program（入力ファイル）."""

    path: Path | Traversable
    name: str
    """As it is written in spans: relative to the workspace, with `/`."""

    @property
    def type(self) -> str:
        """The suffix in lower case, with its dot."""
        return "." + self.name.rpartition(".")[2].lower()


def inputs_of(folder: Path) -> list[Input]:
    """The files with records of a workspace, settings first, in the order of their names.

    A folder that cannot be listed, and a file where a folder should be, is an input too: reading says why.

    Raises:
        Refusal: no_workspace where there is neither `config/` nor `inventory/`; not_readable where the folder
            may not be entered.
    """
    config, inventory = folder / CONFIG, folder / INVENTORY
    try:
        if not (config.exists() or inventory.exists()):
            raise Refusal("no_workspace", folder=str(folder))
    except OSError:  # it may not be entered, or its name is longer than names are
        raise Refusal("not_readable", file=str(folder)) from None
    settings = [
        path
        for path in _sorted(config)
        if path == config or (path.suffix.lower() in YAML_TYPES and path.name not in _NOT_RECORDS)
    ]
    ledgers = [path for path in _below(inventory) if path.suffix.lower() not in _BESIDE]
    return [Input(path, shown_name(path.relative_to(folder).as_posix())) for path in settings + ledgers]


def shown_name(name: str) -> str:
    """A name that every output can carry: bytes that are no text are spelt out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def scenario_inputs(folder: Path) -> list[Input]:
    """The files of overlays and scenarios, in the order of their names."""
    scenarios = folder / SCENARIOS
    paths = [path for path in _sorted(scenarios) if path == scenarios or path.suffix.lower() in YAML_TYPES]
    return [Input(path, shown_name(path.relative_to(folder).as_posix())) for path in paths]


def shipped(*parts: str) -> list[Input]:
    """The YAML files that the program ships in a folder of its data, in the order of their names."""
    folder = files("ictlife").joinpath("data", *parts)
    if not folder.is_dir():
        return []
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return [Input(folder.joinpath(name), "/".join(("ictlife", "data", *parts, name))) for name in names]


def shipped_file(*parts: str) -> Input:
    """One file of the program's data."""
    return Input(files("ictlife").joinpath("data", *parts), "/".join(("ictlife", "data", *parts)))


def read_bytes(each: Input) -> bytes:
    """The bytes of an input.

    Raises:
        Unreadable: INP003 may not be read; INP004 no file, or a file for a folder; INP005 too large.
    """
    path = each.path
    try:
        if isinstance(path, Path):
            if path.is_dir():
                next(path.iterdir(), None)
            # A pipe or a device would block or never end; a link to nothing is the system's to explain.
            if (path.exists() and not path.is_file()) or each.name in (CONFIG, INVENTORY, SCENARIOS):
                raise Unreadable("INP004")
            check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as problem:
        raise Unreadable("INP003", reason=_why_closed(problem)) from None


def _why_closed(problem: OSError) -> str:
    """Why a file cannot be opened, by a word of ours where the system's answer is an everyday one."""
    if isinstance(problem, FileNotFoundError):
        return Named("missing", "why_closed")
    if isinstance(problem, PermissionError):
        return Named("not_permitted", "why_closed")
    return problem.strerror or type(problem).__name__


def read_own(folder: Path, name: str) -> bytes | None:
    """The bytes of a file that the program writes again, None where there is none yet.

    Raises:
        Refusal: not_readable; what it holds would be lost.
    """
    path = folder / name
    try:
        return read_bytes(Input(path, name)) if path.exists() else None
    except Unreadable:
        raise Refusal("not_readable", file=str(path)) from None


def _sorted(folder: Path) -> list[Path]:
    """What a folder holds, without hidden files, those of Windows, and those Excel keeps while a book is open.

    The folder itself, where it is none or may not be listed.
    """
    if not folder.exists():
        return []
    try:
        there = [p for p in folder.iterdir() if p.name.lower() not in _OF_WINDOWS]
        return sorted((p for p in there if not p.name.startswith((".", "~$"))), key=lambda p: p.name)
    except OSError:
        return [folder]


def _below(folder: Path) -> Iterator[Path]:
    for path in _sorted(folder):
        is_named_as_file = path.suffix.lower() in TEXT_TYPES | BOOK_TYPES | YAML_TYPES
        if path.is_dir() and path != folder and not path.is_symlink() and not is_named_as_file:
            yield from _below(path)
        else:
            yield path


def free_path(stem: str, types: Sequence[str], folder: Path, given: Iterable[Path]) -> list[str]:
    """`stem` with each type, numbered where one of those is among the files `given`."""
    taken, number = set(given), 1
    while True:
        paths = [f"{stem}{'' if number == 1 else f'-{number}'}{type}" for type in types]
        if not any((folder / path).resolve() in taken for path in paths):
            return paths
        number += 1
