"""`ictlife whatif`: write an overlay that answers a question（想定の作成）."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ictlife.cli.options import refusals

if TYPE_CHECKING:
    from ictlife.model.estate import Estate
    from ictlife.whatif import Change

_WORKSPACE = click.option("--workspace", default=".", type=click.Path(path_type=Path), help="作業フォルダ")


@click.group()
def command() -> None:
    """もし…だったら（write what-ifs to config/scenarios/）."""


@command.command()
@click.argument("category")
@click.argument("years", type=int)
@_WORKSPACE
def extend(category: str, years: int, workspace: Path) -> None:
    """Keep a class of equipment YEARS longer（機器区分の更新を延ばす）."""
    from ictlife import whatif

    _write(workspace, f"extend-{category}-{years}", lambda estate: whatif.extend(estate, category, years))


@command.command("cut-caps")
@click.argument("percent", type=click.IntRange(1, 99))
@_WORKSPACE
def cut_caps(percent: int, workspace: Path) -> None:
    """Cut every cap by PERCENT（予算上限を削る）."""
    from ictlife import whatif

    _write(workspace, f"cut-caps-{percent}", lambda estate: whatif.cut_caps(estate, percent))


@command.command("move-plan")
@click.argument("plan")
@click.argument("years", type=int)
@_WORKSPACE
def move_plan(plan: str, years: int, workspace: Path) -> None:
    """Move the end of PLAN by YEARS（計画の終期を動かす）."""
    from ictlife import whatif

    _write(workspace, f"move-{plan}-{years}", lambda estate: whatif.move_plan(estate, plan, years))


@command.command()
@click.argument("group")
@click.argument("month")
@_WORKSPACE
def pin(group: str, month: str, workspace: Path) -> None:
    """Fix the renewal of GROUP to MONTH（更新月を指定する）."""
    from ictlife import whatif
    from ictlife.base.unreadable import Unreadable
    from ictlife.fiscal.wareki import read_when

    try:
        fixed = read_when(month).first_month
    except Unreadable:
        raise click.BadParameter(month, param_hint="MONTH") from None
    _write(workspace, f"pin-{group}-{fixed}", lambda estate: whatif.pin(estate, group, fixed))


@command.command()
@click.argument("group")
@_WORKSPACE
def unpin(group: str, workspace: Path) -> None:
    """Let the renewal of GROUP move again（更新月の指定を外す）."""
    from ictlife import whatif

    _write(workspace, f"unpin-{group}", lambda estate: whatif.unpin(estate, group))


@command.command()
@click.argument("group")
@_WORKSPACE
def cloud(group: str, workspace: Path) -> None:
    """Take GROUP from the cloud instead of a lease（クラウドに移す）."""
    from ictlife import whatif

    _write(workspace, f"cloud-{group}", lambda estate: whatif.to_cloud(estate, group))


@command.command("delay-support")
@click.argument("product")
@click.argument("months", type=int)
@_WORKSPACE
def delay_support(product: str, months: int, workspace: Path) -> None:
    """The vendor of PRODUCT moves the end of support by MONTHS（サポート終了日の変更）."""
    from ictlife import whatif

    _write(workspace, f"delay-{product}-{months}", lambda estate: whatif.delay_support(estate, product, months))


@command.command("close-site")
@click.argument("site")
@_WORKSPACE
def close_site(site: str, workspace: Path) -> None:
    """Close SITE: what stands there is not renewed（拠点を廃止する）."""
    from ictlife import whatif

    _write(workspace, f"close-{site}", lambda estate: whatif.close_site(estate, site))


def _write(workspace: Path, name: str, ask: Callable[[Estate], tuple[Change, ...]]) -> None:
    from ictlife import api

    with refusals():
        click.echo(api.write_what_if(workspace, name, ask, command_line()))


def command_line() -> str:
    """The question as it was asked, kept as the reason in the overlay."""
    context = click.get_current_context()
    asked = [str(value) for key, value in context.params.items() if key != "workspace"]
    return " ".join([context.command_path, *asked])
