"""What a table consists of（表の行）."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from ictlife.base.reason import Reason
from ictlife.base.text import Phrase
from ictlife.fiscal.month import FiscalSpan, FiscalYear, MonthSpan

Row = dict[str, Any]
"""A row: JSON-able values by column, in order."""


def plain(value: object) -> Any:
    """A param as JSON can hold it: ISO days and months, the first western year of a fiscal year."""
    match value:
        case Enum():
            return value.value
        case str() | bool() | int() | float() | None:
            return value
        case date():
            return value.isoformat()
        case FiscalYear():
            return value.start_year
        case Fraction():
            return float(value)
        case Phrase():
            return plain(value.params)
        case MonthSpan() | FiscalSpan():
            return [plain(value.first), plain(value.until)]
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case tuple() | list() | set() | frozenset():
            items = [plain(item) for item in value]
            return items if isinstance(value, (tuple, list)) else sorted(items, key=str)
    return str(value)  # a Month, a Ref, a When: each writes itself as ISO or address


def plain_reason(reason: Reason) -> Row:
    """A reason tree as JSON can hold it: codes and params; sentences are the reader's business."""
    return {
        "code": reason.code,
        "params": plain(reason.params),
        "rests_on": [str(ref) for ref in reason.rests_on],
        "because": [plain_reason(part) for part in reason.because],
    }
