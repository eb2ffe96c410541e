"""`ictlife back`: the edited workbook becomes an overlay（更新計画ブックの取込み）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@click.argument("book", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--with",
    "others",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="同じブックの別の編集（何度でも）。食い違いは指摘する（other edited copies）",
)
@workspace_verb
def command(request: Request, book: Path, others: tuple[Path, ...]) -> int:
    """編集されたブックの取込み（an edited workbook becomes an overlay）."""
    from ictlife import api

    opened = request.open()
    make, books = request.maker(opened), (book, *others)
    said, code = api.read_back(opened, make, books, request.lang(opened), request.is_json)
    click.echo(said, nl=False)
    return code
