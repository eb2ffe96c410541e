"""Text that the town's CP932 files cannot hold or bring back unchanged（機種依存文字・往復で変わる文字）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check

_LEGACY = "cp932"


@check(
    reads=("group", "asset", "contract", "service", "site"),
    params=("fields", "kinds"),
    says=("text", "characters"),
)
def lossy_text(found: Assessment, *, kinds: list[str], fields: list[str]) -> Iterator[Looked]:
    """Look at the names of records: would a CP932 file lose a character, or give back another one?

    The wave dash and the minus of Unicode are written by `cp932` but come back as their full-width twins.
    """
    for kind in kinds:
        for record in found.estate.of_kind(kind).values():
            for field in fields:
                text = getattr(record, field, None)
                if isinstance(text, str) and text:
                    yield Looked(record.ref(field), None if text.isascii() else _said(text))


def _said(text: str) -> dict[str, object] | None:
    bad = [each for each in text if _changed(each)] if _changed(text) else []
    return {"text": text, "characters": " ".join(dict.fromkeys(bad))} if bad else None


def _changed(text: str) -> bool:
    return text.encode(_LEGACY, "replace").decode(_LEGACY, "replace") != text
