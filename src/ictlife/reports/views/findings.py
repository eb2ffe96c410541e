"""What a person should know, gravest first（指摘）, and what was set aside（例外承認）."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from ictlife.base.finding import Finding, Severity
from ictlife.reports.paper import Paper
from ictlife.reports.views.renewals import group_of
from ictlife.reports.views.row import Row


def sorted_findings(paper: Paper) -> list[Finding]:
    """All findings, gravest first, each place in order."""
    return sorted(paper.findings, key=lambda each: (each.sort_key(), str(each.spans[:1])))


def view_counts(paper: Paper) -> Row:
    """How many findings of each severity, and of each severity by area（件数）. Waived ones count apart."""
    open_ones = [each for each in paper.findings if each.waived_by is None]
    areas: dict[str, dict[str, int]] = {}
    for each in open_ones:
        line = areas.setdefault(each.code[:3], {severity.value: 0 for severity in Severity})
        line[each.severity.value] += 1
    return {
        "by_severity": _count(open_ones),
        "by_area": dict(sorted(areas.items())),
        "waived": len(paper.findings) - len(open_ones),
    }


def _count(findings: Iterable[Finding]) -> dict[str, int]:
    counts = {severity.value: 0 for severity in Severity}
    for each in findings:
        counts[each.severity.value] += 1
    return counts


def subject_group(paper: Paper, finding: Finding) -> str | None:
    """The group a finding is about: its subject, the group of its subject, or a related one."""
    for ref in (finding.subject, *finding.related):
        if found := group_of(ref):
            return found
        record = paper.assessment.estate.find(ref.record)
        group = getattr(record, "group", None) or next(iter(getattr(record, "groups", ())), None)
        if isinstance(group, str):
            return f"group:{group}"
    return None


def view_waivers(paper: Paper) -> list[Row]:
    """Accepted findings with approver and expiry（例外承認）, and how many findings each sets aside."""
    used: dict[str, int] = {}
    for each in paper.findings:
        if each.waived_by is not None:
            used[each.waived_by.id] = used.get(each.waived_by.id, 0) + 1
    waivers = sorted(paper.assessment.estate.waivers.values(), key=attrgetter("until", "id"))
    return [
        {
            "ref": str(waiver.ref()),
            "subject": waiver.subject,
            "code": waiver.code,
            "reason": waiver.reason,
            "approved_by": waiver.approved_by,
            "until": waiver.until.isoformat(),
            "is_expired": waiver.until < paper.assessment.as_of,
            "used": used.get(waiver.id, 0),
        }
        for waiver in waivers
    ]
