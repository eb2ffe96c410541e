"""`ictlife init`: a small workspace to start from（作業フォルダの作成）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import refusals


@click.command()
@click.argument("workspace", default=".", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", help="言語（language）")
def command(workspace: Path, lang: str) -> None:
    """作業フォルダの作成（a small commented workspace）."""
    from ictlife import api

    with refusals():
        click.echo(api.make_workspace(workspace, "en" if lang == "en" else "ja"))
