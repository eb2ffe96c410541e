"""`ictlife schedule`（更新スケジュール）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, optimise_option, workspace_verb


@click.command()
@optimise_option
@workspace_verb
def command(request: Request, is_optimised: bool | None) -> int:
    """更新スケジュール（which group, which month, why）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened, is_optimised)
    click.echo(api.show("schedule", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
