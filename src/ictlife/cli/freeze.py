"""`ictlife freeze`: keep what was approved, with its inputs（凍結）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@click.argument("name")
@click.option("--approved-by", default="", help="承認者の職名（who approved it）")
@click.option("--approved-on", default="", help="承認日（when）")
@click.option("--document", default="", help="文書番号（document number）")
@workspace_verb
def command(request: Request, name: str, approved_by: str, approved_on: str, document: str) -> int:
    """基準版の凍結（write a baseline; never overwritten）."""
    from ictlife import api
    from ictlife.reports.words import Words

    opened = request.open()
    paper = request.paper(opened)
    folder = api.freeze_workspace(request.folder, name, paper, api.Approval(approved_by, approved_on, document))
    click.echo(Words(request.lang(opened))("cli.frozen", folder=str(folder)))
    return 0
