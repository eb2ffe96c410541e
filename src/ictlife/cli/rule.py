"""`ictlife rule`: the rule catalogue（規則集）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import refusals


@click.command()
@click.argument("code", required=False)
@click.option("--workspace", default=".", type=click.Path(path_type=Path), help="作業フォルダ（with local rules）")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", help="言語（language）")
def command(code: str | None, workspace: Path, lang: str) -> None:
    """規則の一覧・内容（all rules, or one of them）."""
    from ictlife import api

    with refusals():
        click.echo(api.describe_rules(workspace, code, "en" if lang == "en" else "ja"), nl=False)
