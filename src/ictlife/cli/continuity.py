"""`ictlife continuity`（復旧見込みと目標）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
def command(request: Request) -> int:
    """業務の復旧見込みと目標（recovery of services against targets）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened)
    click.echo(api.show("continuity", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
