"""`ictlife explain`: why a value is what it is（説明）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@click.argument("ref")
@workspace_verb
def command(request: Request, ref: str) -> int:
    """算出の理由（why REF is what it is, such as group:SV-01）."""
    from ictlife import api

    opened = request.open()
    click.echo(api.explain_ref(request.paper(opened), ref, request.lang(opened), request.is_json), nl=False)
    return 0
