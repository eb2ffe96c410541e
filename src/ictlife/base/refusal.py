"""What ends a run（処理の中止）: no such workspace, no permission. Data never raises; it gives findings."""

from __future__ import annotations

from ictlife.base.unreadable import Param


class Refusal(Exception):
    """The run cannot go on（処理の中止）. `code` names the phrase `refusal.<code>` in `data/words/`."""

    def __init__(self, code: str, **params: Param | None) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
