"""The views as data frames（表形式のデータ）, for those who analyse further in Python: tables out, never in."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ictlife.reports.json_out import view_findings
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget_rows, view_commitments
from ictlife.reports.views.continuity import view_recoveries
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row


def to_frames(paper: Paper) -> Mapping[str, pd.DataFrame]:
    """One frame for each list of `assessment.json`, with the same columns; reason trees are left out.

    Amounts are nullable integers (`Int64`), so that an unknown one does not turn yen into floats.
    """
    views = {
        "renewals": view_renewals(paper),
        "milestones": view_milestones(paper),
        "budget": view_budget_rows(paper),
        "commitments": view_commitments(paper),
        "continuity": view_recoveries(paper),
        "findings": view_findings(paper),
    }
    return {name: _frame(rows) for name, rows in views.items()}


def _frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame([{key: value for key, value in row.items() if key != "reason"} for row in rows])
    for column in frame.columns:
        if column.endswith("_yen") or column == "fiscal_year":
            frame[column] = frame[column].astype("Int64")
    return frame
