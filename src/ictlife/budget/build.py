"""The whole budget（予算の組立て）: signed contracts, renewals, what binds later years, and where money comes from."""

from __future__ import annotations

from datetime import date

from ictlife.budget.commitments import commitment_rows
from ictlife.budget.funding import funded
from ictlife.budget.renewing import renewing_rows
from ictlife.budget.row import Budget
from ictlife.budget.running import Frame, continued_rows, running_rows
from ictlife.budget.stated import stated_findings
from ictlife.fiscal.month import FiscalSpan
from ictlife.lifecycle.project import horizon
from ictlife.model.estate import Estate
from ictlife.money.old_lease import old_leases
from ictlife.schedule.renewal import Schedule


def build(estate: Estate, schedule: Schedule, as_of: date) -> Budget:
    """Rows of everything signed and everything scheduled（予算）: each total anywhere is a sum of these."""
    frame = Frame.of(estate)
    span = horizon(estate.city, as_of)
    running = running_rows(frame)
    continued = tuple(continued_rows(frame, running, schedule, as_of, span.until))
    renewing = renewing_rows(frame, schedule, old_leases(estate, running.charges), as_of, span.until)
    rows, over = funded((*running.rows, *continued, *renewing.rows), estate)
    bare = Budget(rows)
    return Budget(
        rows=rows,
        commitments=tuple(commitment_rows(estate, schedule, bare.of_contract)),
        findings=(*running.findings, *renewing.findings, *over, *stated_findings(estate, running.charges)),
        horizon=FiscalSpan(span.first.fy, span.until.fy),
    )
