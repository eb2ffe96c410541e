"""`ictlife budget`（年度別予算・債務負担行為）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
def command(request: Request) -> int:
    """年度別予算・債務負担行為（money by fiscal year, commitments）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened)
    click.echo(api.show("budget", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
