"""What has been prepared for a renewal（更新準備）: requirements, assurance of products, migration."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ictlife.model.field import DayField, Entity, GroupId, Texts, WholeField, YesNo


class BudgetRoute(StrEnum):
    """Which budget carries the contract（予算の経路）."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"


class Preparation(Entity):
    """What has been prepared for one renewal of a group（更新準備の記録）."""

    KIND: ClassVar[str] = "preparation"

    group: GroupId
    """更新単位."""
    cycle: WholeField = 1
    """1 = the next renewal（何回目の更新か）."""
    assurance: Texts = ()
    """What vouches for the products: jc_star, ismap, ismap_liu, dmp, own_judgement（安全性の根拠）."""
    assurance_evidence: str | None = None
    """Document or registration number（根拠資料）."""
    requirements: Texts = ()
    """Items in the requirement list: logs, backup, edr … （要件に含めた事項）."""
    has_migration_standard: YesNo | None = None
    """移行基準."""
    has_rollback: YesNo | None = None
    """切戻し手順."""
    has_verification: YesNo | None = None
    """Verification after the change（移行後の検証）."""
    budget_route: BudgetRoute = BudgetRoute.INITIAL
    """予算の経路."""
    early_modules: Texts = ()
    """Parts that go into service before the whole（先行稼働する機能）."""
    vote_on: DayField | None = None
    """Day of the assembly's vote on the contract（議決日・予定日）."""
    note: str | None = None
    """備考."""
