"""Where the records of a file from outside stand in the inventory（清書の置き場所）: one clean file for each source.

A source is a file by its name, or a sheet of it, since next year's copy comes from another stick. Its clean
file is named after both, with the type where it is not .csv: `台帳.csv` and `台帳.xlsx` never share one.
"""

from __future__ import annotations

from pathlib import Path

from ictlife.base.textkey import file_name
from ictlife.model.estate import MODELS
from ictlife.sources.shape import term
from ictlife.workspace.layout import BOOK_TYPES, INVENTORY

_CSV = ".csv"


def source_name(file: str, sheet: str | None) -> str:
    """The key of a source in `config/columns.yaml`: `file`, or `file[sheet]`."""
    return f"{file}[{sheet}]" if sheet else file


def _parts(name: str) -> tuple[str, str]:
    """File and sheet of a source's name; brackets in the name of a file（台帳[1].csv）are its own.

    >>> _parts("台帳[1].csv"), _parts("台帳[1].xlsx[機器]")
    (('台帳[1].csv', ''), ('台帳[1].xlsx', '機器'))
    """
    file, _, sheet = name[:-1].rpartition("[")
    is_sheet = name.endswith("]") and any(file.lower().endswith(type) for type in BOOK_TYPES)
    return (file, sheet) if is_sheet else (name, "")


def clean_files(folder: Path, kind: str) -> list[str]:
    """The clean inventory files for the records of a kind, of whatever source."""
    found = (folder / INVENTORY).glob(f"{term(MODELS[kind].__doc__)}_*.csv")
    return sorted(f"{INVENTORY}/{path.name}" for path in found if path.is_file())


def target_of(name: str, kind: str) -> str:
    """The clean inventory file for the records of a kind from the source called `name`.

    >>> target_of("台帳.csv", "asset"), target_of("台帳.xlsx[支所]", "asset")
    ('inventory/機器_台帳.csv', 'inventory/機器_台帳.xlsx_支所.csv')
    """
    file, sheet = _parts(name)
    stem = file[: -len(_CSV)] if file.lower().endswith(_CSV) else file
    parts = (term(MODELS[kind].__doc__), stem, sheet)
    return f"{INVENTORY}/{file_name('_'.join(filter(None, parts)))}.csv"
