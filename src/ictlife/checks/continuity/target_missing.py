"""Priority work without a target（目標の未設定）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import priority_services


@check(reads=("service",), says=("name", "fields"))
def target_missing(found: Assessment) -> Iterator[Looked]:
    """Look at every priority service: has it a recovery time, a recovery point and a recovery level?"""
    for service in priority_services(found.estate):
        stepped = bool(service.targets)
        lacking = [
            field
            for field, value in (
                ("rto", service.rto_h if not stepped else service.targets[0].rto_h),
                ("rpo", service.rpo_h if not stepped else service.targets[0].rpo_h or service.rpo_h),
                ("rlo", service.rlo or (service.level if service.level < 100 else None)),
            )
            if value is None
        ]
        yield Looked(service.ref(), {"name": service.name, "fields": named(lacking, "lacking")} if lacking else None)
