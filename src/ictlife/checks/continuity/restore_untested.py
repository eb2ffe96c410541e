"""Copies nobody has tried to restore, or not lately（復元試験の不足）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import started
from ictlife.checks.reach import is_there
from ictlife.fiscal.month import add_months
from ictlife.model.backup import Backup


@check(
    reads=("backup", "measure", "drill", "group"),
    params=("most_months",),
    says=("copy", "tested_on", "renewed", "most_months"),
)
def restore_untested(found: Assessment, *, most_months: int) -> Iterator[Looked]:
    """Look at every copy: was it restored within so many months, and since what it copies was renewed?"""
    oldest = add_months(found.as_of, -most_months)
    for backup in found.estate.backups.values():
        if not is_there(found, backup):
            continue
        tested = _tested_on(found, backup)
        groups = [group for each in backup.of if (group := found.estate.groups.get(each))]
        starts = {group.id: start for group in groups if (start := started(found, group))}
        past = [start for start in starts.values() if start.first <= found.as_of]
        renewed = max(past, default=None)
        is_kept = tested is not None and tested >= oldest and (renewed is None or tested >= renewed.first)
        said = {
            "copy": backup.name or backup.id,
            "tested_on": tested,
            "renewed": renewed,
            "most_months": most_months,
        }
        since = tuple(group.ref() for group in groups if starts.get(group.id) == renewed is not None)
        yield Looked(backup.ref("last_test_on"), None if is_kept else said, since)


def _tested_on(found: Assessment, backup: Backup) -> date | None:
    days = [
        drill.held_on
        for drill in found.estate.drills.values()
        if backup.id in drill.backups and drill.has_succeeded is not False and drill.held_on
    ]
    days += [backup.last_test_on] if backup.last_test_on else []
    return max((day for day in days if day <= found.as_of), default=None)
