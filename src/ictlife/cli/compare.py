"""`ictlife compare`: what moved, and why（比較）."""

from __future__ import annotations

import click

from ictlife.cli.options import Request, optimise_option, progress, workspace_verb


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--also", multiple=True, metavar="NAME", help="さらに比べるもの（繰返し可）")
@optimise_option
@workspace_verb
def command(request: Request, before: str, after: str, also: tuple[str, ...], is_optimised: bool | None) -> int:
    """二つの版の比較（compare baselines, scenarios or dates）."""
    from ictlife import api

    with progress(request.is_quiet or request.is_json) as step:
        compared = api.compare_versions(request.folder, (before, after, *also), request.day, step, is_optimised)
    lang = request.chosen_lang or "ja"
    if request.is_json:
        click.echo(api.show_comparison(compared, lang, is_json=True), nl=False)
        return 0
    click.echo(api.show_comparison(compared, lang), nl=False)
    for path in api.write_comparison(request.folder, compared[0], lang):
        click.echo(str(path), err=True)
    return 0
