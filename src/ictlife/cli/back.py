"""`ictlife back`: the edited workbook becomes an overlay（更新計画ブックの取込み）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@click.argument("book", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_verb
def command(request: Request, book: Path) -> int:
    """編集されたブックの取込み（an edited workbook becomes an overlay）."""
    from ictlife import api

    opened = request.open()
    said, code = api.read_back(opened, request.paper(opened), book, request.lang(opened), request.is_json)
    click.echo(said, nl=False)
    return code
