"""`ictlife schedule`（更新スケジュール）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
def command(request: Request) -> int:
    """The renewal schedule: which group, which month, why（更新スケジュール）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened)
    click.echo(api.show("schedule", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
