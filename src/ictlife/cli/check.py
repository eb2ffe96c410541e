"""`ictlife check`: read everything, look at everything, print what was found（点検）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
def command(request: Request) -> int:
    """読み込みと点検（read and check; says file, row and column）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened)
    click.echo(api.show("findings", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
