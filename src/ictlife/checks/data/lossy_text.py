"""Text that the town's CP932 files cannot hold or bring back unchanged（機種依存文字・往復で変わる文字）."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.model.estate import MODELS

_LEGACY = "cp932"


@check(
    reads=("group", "asset", "contract", "service", "site"),
    params=("fields", "kinds"),
    says=("text", "characters"),
)
def lossy_text(found: Assessment, *, kinds: list[str], fields: list[str]) -> Iterator[Looked]:
    """Look at the names of records: would a CP932 file lose a character, or give back another one?

    Of one record the first such field is said.

    The wave dash and the minus of Unicode are written by `cp932` but come back as their full-width twins.
    """
    for kind in kinds:
        own = [field for field in fields if field in MODELS[kind].model_fields]
        for record in found.estate.of_kind(kind).values():
            texts = ((field, getattr(record, field)) for field in own)
            bad = ((field, text) for field, text in texts if isinstance(text, str) and lost(text))
            field, text = next(bad, ("", ""))
            said = {"text": text, "characters": " ".join(dict.fromkeys(lost(text)))} if text else None
            yield Looked(record.ref(field), said)


@lru_cache(maxsize=1 << 16)
def lost(text: str) -> str:
    """The characters of `text` that do not come back from a CP932 file（失われる文字）."""
    if text.isascii() or _back(text) == text:
        return ""
    return "".join(each for each in text if _back(each) != each)


def _back(text: str) -> str:
    return text.encode(_LEGACY, "replace").decode(_LEGACY, "replace")
