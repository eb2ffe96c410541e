"""`ictlife export`: the inventory out again（台帳の書出し）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
@click.option("--format", "form", type=click.Choice(["xlsx", "csv", "yaml"]), default="xlsx", show_default=True)
@click.option(
    "--encoding", type=click.Choice(["utf-8-sig", "cp932"]), default="utf-8-sig", show_default=True,
    help="CSV の文字コード（of the CSV files）",
)  # fmt: skip
@click.option("--template", "is_template", is_flag=True, help="記入様式として、空のシートも作る（to fill in）")
@click.option("--to", "target", type=click.Path(path_type=Path), help="書出し先（省略時は reports/export/; folder）")
def command(request: Request, form: str, encoding: str, is_template: bool, target: Path | None) -> int:
    """台帳の書出し（the inventory as a workbook, CSV or YAML）."""
    from ictlife import api

    opened = request.open()
    said, code = api.export_inventory(
        opened, target, form, encoding, request.lang(opened), is_template=is_template, is_json=request.is_json
    )
    click.echo(said, nl=False)
    return code
