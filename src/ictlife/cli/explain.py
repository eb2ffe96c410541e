"""`ictlife explain`: why a value is what it is（説明）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, optimise_option, workspace_verb


@click.command()
@click.argument("ref")
@optimise_option
@workspace_verb
def command(request: Request, ref: str, is_optimised: bool | None) -> int:
    """算出の理由（why REF is what it is, such as group:SV-01）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened, is_optimised)
    click.echo(api.explain_ref(paper, ref, request.lang(opened), request.is_json), nl=False)
    return 0
