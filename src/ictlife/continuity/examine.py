"""What is wrong with the facts about continuity, and what follows from them（継続に関する指摘）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ictlife.base.finding import Finding
from ictlife.continuity.known import Hours
from ictlife.continuity.recovery import Lapse, Recovery, Verdict
from ictlife.continuity.timeline import Course
from ictlife.model.estate import Estate
from ictlife.model.field import Entity
from ictlife.model.service import NODE_KINDS

HOURS = {
    "service": ("rto_h", "rpo_h"),
    "strategy": ("hours", "lag_h", "wait_weeks"),
    "backup": ("interval_h", "transfer_h", "retention_h", "volume_gb", "restore_gb_per_h", "restore_fixed_h"),
    "site": ("ups_minutes", "generator_hours", "flood_depth_cm"),
    "crew": ("people", "arrives_h"),
    "drill": ("measured_h",),
    "support_level": ("onsite_h", "parts_h", "hours_per_day"),
    "node": ("agreed_outage_h",),
}
"""Fields that cannot be negative; a negative one is reckoned as unknown."""


def examine(
    estate: Estate, course: Course, recoveries: Iterable[Recovery], lapses: Iterable[Lapse]
) -> tuple[Finding, ...]:
    """Every finding of the continuity engine beside those of its network（継続に関する指摘）."""
    return (
        *_negative(estate),
        *_kept_too_short(estate, course),
        *_ambiguous(estate),
        *_nobody_main(estate, course),
        *_needless_standbys(course),
        *_lapsed(lapses),
        *_too_few(recoveries),
    )


def _negative(estate: Estate) -> Iterator[Finding]:
    for kind, names in HOURS.items():
        for record in estate.of_kind(kind).values():
            for name in names:
                value = getattr(record, name)
                if value is not None and value < 0:
                    yield Finding("BCP021", record.ref(name), {"value": value})


def _kept_too_short(estate: Estate, course: Course) -> Iterator[Finding]:
    """A recovery point further back than any copy is kept cannot be asked for."""
    network = course.network
    for backup in estate.backups.values():
        if backup.retention_h is None:
            continue
        nodes = [node for name in backup.of if (node := network.find(name)) is not None]
        for node in sorted(network.upward(nodes)):
            service = estate.services.get(network.refs[node].id) if network.refs[node].kind == "service" else None
            if service and service.rpo_h is not None and service.rpo_h > backup.retention_h:
                kept = Hours.of(backup.retention_h)
                params = {"rpo": Hours.of(service.rpo_h), "retention": kept, "backup": backup.ref()}
                yield Finding("BCP024", service.ref("rpo_h"), params, related=(backup.ref("retention_h"),))


def _ambiguous(estate: Estate) -> Iterator[Finding]:
    """One id in two kinds: the first kind is taken."""
    seen: dict[str, Entity] = {}
    for kind in NODE_KINDS:
        for record in estate.of_kind(kind).values():
            first = seen.setdefault(record.id, record)
            if first is not record:
                yield Finding("BCP025", record.ref(), {"other": first.ref()}, related=(first.ref(),))


def _nobody_main(estate: Estate, course: Course) -> Iterator[Finding]:
    if course.ground.knows_main:
        return
    for hazard in estate.hazards.values():
        if not hazard.is_off and any(hit.is_main is not None for hit in hazard.hits):
            yield Finding("BCP028", hazard.ref(), {"sites": len(estate.sites)})


def _needless_standbys(course: Course) -> Iterator[Finding]:
    """A standby needs what its primary needs, or something like it; none recorded looks too good."""
    network = course.network
    for node, strategies in enumerate(network.strategies):
        for strategy in strategies:
            standby = network.standbys.get(strategy.id)
            if standby is not None and network.needs[node] and not network.needs[standby]:
                params = {"standby": network.refs[standby], "primary": network.refs[node]}
                yield Finding("BCP029", strategy.ref("standby"), params, related=(network.refs[standby],))


def _lapsed(lapses: Iterable[Lapse]) -> Iterator[Finding]:
    seen = set()
    for lapse in lapses:
        subject = lapse.service.at("rto_h")
        if (lapse.service, lapse.met_until, lapse.cause) in seen:
            continue
        seen.add((lapse.service, lapse.met_until, lapse.cause))
        params = {
            "until": lapse.met_until,
            "scenario": lapse.scenario,
            "cause": lapse.cause or lapse.service,
            "restored_on": lapse.restored_on,
            "name": lapse.service,
        }
        related = tuple(ref for ref in (lapse.cause, lapse.ref, lapse.restored_by) if ref)
        yield Finding("BCP027", subject, params, related=related)


def _too_few(recoveries: Iterable[Recovery]) -> Iterator[Finding]:
    """Met only if hands were without limit."""
    seen = set()
    for each in recoveries:
        if each.verdict is Verdict.MET and each.verdict_with_crews in (Verdict.MISSED, Verdict.UNKNOWN):
            if (each.service, each.scenario) in seen:
                continue
            seen.add((each.service, each.scenario))
            params = {
                "scenario": each.scenario,
                "hours": Hours.of(each.rto_achievable_h),
                "with_crews": Hours.of(each.rto_with_crews_h),
                "target": Hours.of(each.rto_target_h),
            }
            yield Finding("BCP026", each.ref, params, related=(each.service,))
