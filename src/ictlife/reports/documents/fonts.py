"""A font with Japanese glyphs on this machine（フォントの検索）. None is ever shipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Font:
    """A face of a font file（フォント）."""

    path: Path
    face: int
    name: str
    characters: frozenset[int]

    def missing(self, text: str) -> str:
        """The characters of `text` without a glyph, each once, in order."""
        return "".join(sorted({char for char in text if ord(char) not in self.characters and not char.isspace()}))


def find_font(folders: Iterable[Path] | None = None) -> Font | None:
    """The first known font in the usual folders, or None."""
    for path in _paths(_folders() if folders is None else folders):
        font = _opened(path)
        if font is not None:
            return font
    return None


@cache
def _table() -> dict[str, list[str]]:
    text = (resources.files("ictlife") / "data" / "fonts.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = YAML(typ="safe").load(text)
    return found


def _folders() -> list[Path]:
    found = []
    for folder in _table()["folders"]:
        try:
            found.append(Path(folder).expanduser())
        except RuntimeError:  # a machine without a home
            continue
    return found


def _paths(folders: Iterable[Path]) -> Iterator[Path]:
    rank = {name.lower(): place for place, name in enumerate(_table()["names"])}
    found = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.name.lower() in rank]
    yield from sorted(found, key=lambda path: (rank[path.name.lower()], str(path)))


def _opened(path: Path) -> Font | None:
    """The Japanese face of a file that may be embedded, or None."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                faces = [(number, face["name"].getDebugName(1) or "") for number, face in enumerate(collection.fonts)]
            number = next((number for number, name in faces if name.endswith("JP")), 0)
        else:
            number = 0
        with TTFont(path, fontNumber=number if path.suffix.lower() == ".ttc" else -1, lazy=True) as face:
            characters = frozenset(face.getBestCmap() or ())
            may_embed = not ("OS/2" in face and face["OS/2"].fsType & 0x2)
            name = face["name"].getDebugName(4) or path.name
    except (TTLibError, OSError, KeyError, ValueError):
        return None
    if not may_embed or any(ord(char) not in characters for char in _table()["tried"]):
        return None
    return Font(path, number, name, characters)
