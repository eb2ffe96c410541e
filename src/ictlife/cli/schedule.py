"""`ictlife schedule`（更新スケジュール）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@click.option("--optimise/--due-date", "is_optimised", default=None, help="上限・体制に合わせて最適化する／期日どおり")
@workspace_verb
def command(request: Request, is_optimised: bool | None) -> int:
    """更新スケジュール（which group, which month, why）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened, is_optimised)
    click.echo(api.show("schedule", paper, request.lang(opened), request.is_json), nl=False)
    return api.exit_code(opened, paper)
