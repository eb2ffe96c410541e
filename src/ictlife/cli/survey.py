"""`ictlife survey`: questionnaires to departments, and their way back（調査票）."""

from __future__ import annotations

from pathlib import Path

import click

from ictlife.cli.options import Request, workspace_verb


@click.command()
@workspace_verb
@click.option(
    "--read",
    "back",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="記入済みの調査票（ファイルまたはフォルダ）を読み、config/scenarios/ に上書きを書く（read filled sheets）",
)
def command(request: Request, back: tuple[Path, ...]) -> int:
    """調査票の作成と回収（questionnaires to departments, and back）."""
    from ictlife import api

    opened = request.open()
    lang = request.lang(opened)
    if back:
        said, code = api.read_survey(opened, back, lang, request.is_json)
        click.echo(said, nl=False)
        return code
    click.echo(api.write_survey(opened, request.day(opened.estate.city.as_of), lang, request.is_json), nl=False)
    return 0
