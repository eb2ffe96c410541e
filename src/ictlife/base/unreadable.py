"""A piece of text that cannot be read as what it should be（読み取れない値）."""

from __future__ import annotations

from datetime import date

Param = str | int | date


class Unreadable(ValueError):
    """Raised by the readers of dates, amounts and the like; `bind` turns it into a Finding.

    `code` is a code of the rule catalogue, `params` fill its message.
    """

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
