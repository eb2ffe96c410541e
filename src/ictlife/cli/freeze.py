"""`ictlife freeze`: keep what was approved, with its inputs（凍結）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, optimise_option, workspace_verb


@click.command()
@click.argument("name")
@click.option("--approved-by", default="", help="承認者の職名（who approved it）")
@click.option("--approved-on", default="", help="承認日（when）")
@click.option("--document", default="", help="文書番号（document number）")
@optimise_option
@workspace_verb
def command(
    request: Request, name: str, approved_by: str, approved_on: str, document: str, is_optimised: bool | None
) -> int:
    """基準版の凍結（write a baseline; never overwritten）."""
    from ictlife import api
    from ictlife.base.unreadable import Unreadable
    from ictlife.fiscal.wareki import read_when
    from ictlife.reports.words import Words
    from ictlife.workspace.baseline import MANIFEST

    if approved_on:
        try:
            read_when(approved_on)  # kept as it was written, so that no one has to look up who meant which day
        except Unreadable:
            raise click.BadParameter(approved_on, param_hint="--approved-on") from None
    opened = request.open()
    paper = request.paper(opened, is_optimised)
    folder = api.freeze_workspace(request.folder, name, paper, api.Approval(approved_by, approved_on, document))
    if request.is_json:
        click.echo((folder / MANIFEST).read_text("utf-8"), nl=False)
    else:
        click.echo(Words(request.lang(opened))("cli.frozen", folder=str(folder)))
    return 0
