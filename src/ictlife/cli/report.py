"""`ictlife report`: the main job（報告書の作成）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, optimise_option, progress, workspace_verb


@click.command()
@optimise_option
@workspace_verb
def command(request: Request, is_optimised: bool | None) -> int:
    """主な作業: 報告書の作成（write all papers to reports/）."""
    from ictlife import api

    opened = request.open()
    paper = request.paper(opened, is_optimised)
    lang = request.lang(opened)
    told: list[str] = []
    with progress(request.is_quiet or request.is_json) as step:
        written = api.write_reports(request.folder, paper, lang, step, told.append)
    for sentence in told:
        click.echo(sentence, err=True)
    if request.is_json:
        click.echo(api.show("report", paper, lang, is_json=True), nl=False)
    elif not request.is_quiet:
        click.echo(api.summary(paper, lang, written))
    return api.exit_code(opened, paper)
