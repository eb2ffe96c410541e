"""Rules, their sources and what may be set aside（規則・根拠・例外承認）."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from ictlife.base.finding import Severity
from ictlife.base.text import Text
from ictlife.model.city import BodyType
from ictlife.model.field import DayField, Entity, Part, Texts


def _text(value: object) -> object:
    if isinstance(value, Mapping):
        return Text(str(value["ja"]), str(value["en"]))
    return value


TextField = Annotated[Text, BeforeValidator(_text)]
"""A text in both languages, `{ja: …, en: …}`."""


class Basis(StrEnum):
    """How well a citation is known（確認の程度）: an unverified clause is printed as such, never as law."""

    READ = "read"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class RaisedBy(StrEnum):
    """Who raises a code that has no check（検査以外の発生元）."""

    READING = "reading"
    LIFECYCLE = "lifecycle"
    SCHEDULE = "schedule"
    PROCUREMENT = "procurement"
    BUDGET = "budget"
    CONTINUITY = "continuity"
    RULEBOOK = "rulebook"


class Authority(Entity):
    """A document that demands something（典拠）."""

    KIND: ClassVar[str] = "authority"

    title: TextField
    """名称."""
    edition: str | None = None
    """版."""
    in_force_on: DayField | None = None
    """施行日."""
    url: str | None = None
    """所在."""


class Citation(Part):
    """A clause of an authority（根拠条項）."""

    authority: str
    """Id of the authority."""
    clause: str
    """条項."""
    basis: Basis
    """確認の程度."""


class Rule(Entity):
    """What is demanded, from when, and how it is said（規則）. The id is its code, e.g. `PLN001`."""

    KIND: ClassVar[str] = "rule"

    id: str = Field(pattern=r"^[A-Z]{3}\d{3}$")
    """Code: three letters of area, three digits, once and for ever."""
    name: str
    """Idea in English, in kebab case."""
    check: str | None = None
    """Check that looks; none for codes raised by reading, scheduling and the like."""
    severity: Severity
    """重大度."""
    lesser: Severity | None = None
    """Severity of the lesser case, where the check tells the two apart（軽い場合の重大度）."""
    raised_by: RaisedBy | None = None
    """Who raises it, where no check does（検査以外の発生元）."""
    body_types: tuple[BodyType, ...] = ()
    """Kinds of local body it is for; all where empty（対象の団体種別）."""
    title: TextField
    """題."""
    message: TextField
    """文."""
    hint: TextField
    """対処."""
    params: Mapping[str, Any] = {}
    """Parameters: a plain value, or a map from first day to value（期日つき）."""
    in_force_from: DayField | None = None
    """施行日."""
    in_force_until: DayField | None = None
    """失効日."""
    citations: tuple[Citation, ...] = ()
    """根拠."""
    cases: tuple[Mapping[str, Any], ...] = ()
    """違反例・適合例."""
    is_off: bool = False
    """Switched off by the municipality (`config/rules.yaml`)."""


class Waiver(Entity):
    """An accepted finding, with approver and expiry（例外承認・例外措置）."""

    KIND: ClassVar[str] = "waiver"

    subject: str = Field(alias="ref")
    """対象の参照."""
    code: str
    """規則の番号."""
    reason: str
    """理由."""
    approved_by: str
    """承認者（職名）."""
    until: DayField
    """期限."""
    conditions: str | None = None
    """条件."""


class Attestation(Entity):
    """A statement for what no machine can see（確認記録）: training held, policy published, audit."""

    KIND: ClassVar[str] = "attestation"

    topic: str
    """What is attested; rules ask for a topic（事項）."""
    about: Texts = ()
    """Ids of the records it is about; the whole municipality where empty（対象）."""
    by: str
    """Office or role that attests（確認者の職名）."""
    on: DayField
    """確認日."""
    evidence: str | None = None
    """根拠資料."""
    valid_until: DayField | None = None
    """有効期限."""
    note: str | None = None
    """備考."""
