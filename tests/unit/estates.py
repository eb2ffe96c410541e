"""Small estates for tests, from plain records: what the readers would hand over（試験用の小さな台帳）."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ictlife.model.estate import ATTRIBUTES, MODELS, Estate

CITY = {"id": "default", "name": "試験市"}


def estate(**records: list[Mapping[str, Any]]) -> Estate:
    """An estate from lists of records by kind; a city is added where none is given."""
    records.setdefault("city", [CITY])
    return Estate(
        **{
            ATTRIBUTES[kind]: {str(row["id"]): MODELS[kind].model_validate(row) for row in rows}
            for kind, rows in records.items()
        }
    )
