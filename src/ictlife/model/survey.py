"""What departments are asked and what they answer（庁内関係各課の意見聴取）."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ictlife.model.field import DayField, Entity, RefersTo, TextsByLang, YesNo


class Question(Entity):
    """A question to every department（設問）; questions about a group are asked of its fields."""

    KIND: ClassVar[str] = "question"

    title: TextsByLang
    """The question by language（設問文）."""
    is_off: YesNo = False
    """Not asked（使用しない）."""


class Answer(Entity):
    """A department's answer to a question（回答）."""

    KIND: ClassVar[str] = "answer"

    question: Annotated[str, RefersTo(("question",))]
    """設問."""
    department: str
    """課."""
    text: str
    """回答."""
    answered_on: DayField | None = None
    """回答日."""
