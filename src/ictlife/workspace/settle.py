"""All findings as they leave the workspace（指摘の確定）: with their places, and with what was accepted marked so.

A waived finding stays; a waiver that has run out, or that accepts nothing, is itself a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.model.rule import Waiver
from ictlife.workspace.load import Loaded, graded
from ictlife.workspace.read import WHOLE_FILE

EXPIRED, UNUSED = "RUL010", "RUL011"


def settle(loaded: Loaded, computed: Iterable[Finding], as_of: date) -> tuple[Finding, ...]:
    """Findings of reading and computed ones together, located, waivers applied, gravest first."""
    waivers = {_key(each): each for each in loaded.estate.waivers.values()}
    used: set[str] = set()
    settled: list[Finding] = []
    for finding in (*loaded.findings, *computed):
        waiver = waivers.get((finding.code, str(finding.subject)))
        waiver = waiver or waivers.get((finding.code, str(finding.subject.record)))
        if waiver:
            used.add(waiver.id)
            if as_of <= waiver.until:
                finding = replace(finding, waived_by=waiver.ref())
        settled.append(finding)
    settled += graded(_stale(waivers.values(), used, as_of), loaded.rulebook)
    return tuple(sorted(loaded.origins.locate(settled), key=Finding.sort_key))


def unread(loaded: Loaded) -> tuple[Finding, ...]:
    """What says that a whole input file could not be read（読取不能）; a broken row of one is a finding like others."""
    return tuple(each for each in loaded.findings if each.code in WHOLE_FILE)


def _key(waiver: Waiver) -> tuple[str, str]:
    try:
        return waiver.code, str(Ref.parse(waiver.subject))
    except ValueError:
        return waiver.code, waiver.subject


def _stale(waivers: Iterable[Waiver], used: set[str], as_of: date) -> Iterator[Finding]:
    for waiver in waivers:
        params = {"code": waiver.code, "ref": waiver.subject, "until": waiver.until}
        if waiver.until < as_of:
            yield Finding(EXPIRED, waiver.ref("until"), params)
        elif waiver.id not in used:
            yield Finding(UNUSED, waiver.ref(), params)
