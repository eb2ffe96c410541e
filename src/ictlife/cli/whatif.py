"""`ictlife whatif`: write an overlay that answers a question（想定の作成）."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ictlife.cli.options import refusals

if TYPE_CHECKING:
    from ictlife.base.text import Lang
    from ictlife.model.estate import Estate
    from ictlife.whatif.questions import Change

    Question = tuple[str, Callable[[Estate], tuple[Change, ...]]]
    """The name of an overlay, and what makes its edits（想定）."""

_YEARS, _MONTHS = click.IntRange(-50, 50), click.IntRange(-600, 600)
"""Farther than this no plan looks, and a date could leave the calendar."""
_SIGNED = {"ignore_unknown_options": True}
"""So that a number may be less than nothing: `extend pc -1`."""


def _question(function: Callable[..., Question]) -> Callable[..., None]:
    """Give a question the workspace and the options of the other verbs, and write its answer."""

    @click.argument("folder", required=False, metavar="[WORKSPACE]", type=click.Path(path_type=Path))
    @click.option("--workspace", type=click.Path(path_type=Path), help="作業フォルダ（as WORKSPACE）")
    @click.option("--lang", type=click.Choice(["ja", "en"]), help="言語（language）")
    @click.option("--json", "is_json", is_flag=True, help="標準出力に JSON だけを出す（JSON only）")
    @click.option("--quiet", is_flag=True, expose_value=False, help="進み具合を表示しない（no progress）")
    @wraps(function)
    def command(folder: Path | None, workspace: Path | None, lang: Lang | None, is_json: bool, **asked: Any) -> None:
        from ictlife import api

        context = click.get_current_context()
        if folder is not None and str(folder).startswith("-"):  # options that are not known are taken as texts
            raise click.NoSuchOption(str(folder), ctx=context)
        why = " ".join([context.command_path, *(str(value) for name, value in context.params.items() if name in asked)])
        name, ask = function(**asked)
        with refusals():
            click.echo(api.write_what_if(folder or workspace or Path(), name, ask, why, lang, is_json=is_json))

    return command


@click.group()
def command() -> None:
    """もし…だったら（what-ifs）. 想定を上書きファイルとして config/scenarios/ に書く.

    Writes an overlay whose edits are guarded by what the inputs say now.

    書いた後は `ictlife compare today 名前` で比べる.
    """


@command.command(context_settings=_SIGNED)
@click.argument("category")
@click.argument("years", type=_YEARS)
@_question
def extend(category: str, years: int) -> Question:
    """更新を延ばす（keep CATEGORY for YEARS longer）.

    機器区分 CATEGORY（例 pc, server）の更新周期・最長使用期間と、記載した更新予定を YEARS 年延ばす。負の数は早める.
    """
    from ictlife.whatif import questions

    return f"extend-{category}-{years}", lambda estate: questions.extend(estate, category, years)


@command.command("cut-caps")
@click.argument("percent", type=click.IntRange(1, 99))
@_question
def cut_caps(percent: int) -> Question:
    """予算上限を削る（cut every cap by PERCENT）.

    すべての予算上限を PERCENT％減らし、千円未満を切り捨てる.
    """
    from ictlife.whatif import questions

    return f"cut-caps-{percent}", lambda estate: questions.cut_caps(estate, percent)


@command.command("move-plan", context_settings=_SIGNED)
@click.argument("plan")
@click.argument("years", type=_YEARS)
@_question
def move_plan(plan: str, years: int) -> Question:
    """計画の終期を動かす（move the end of PLAN by YEARS）.

    計画 PLAN の最終年度と、これを継ぐ計画の期間を YEARS 年動かす。負の数は前に動かす.
    """
    from ictlife.whatif import questions

    return f"move-{plan}-{years}", lambda estate: questions.move_plan(estate, plan, years)


@command.command()
@click.argument("group")
@click.argument("month")
@_question
def pin(group: str, month: str) -> Question:
    """更新月を指定する（fix the renewal of GROUP to MONTH）.

    更新単位 GROUP の更新を MONTH（例 R9.2, 2027-02）に固定する.
    """
    from ictlife.base.unreadable import Unreadable
    from ictlife.fiscal.wareki import read_when
    from ictlife.whatif import questions

    try:
        fixed = read_when(month).first_month
    except Unreadable:
        raise click.BadParameter(month, param_hint="MONTH") from None
    return f"pin-{group}-{fixed}", lambda estate: questions.pin(estate, group, fixed)


@command.command()
@click.argument("group")
@_question
def unpin(group: str) -> Question:
    """更新月の指定を外す（let the renewal of GROUP move again）."""
    from ictlife.whatif import questions

    return f"unpin-{group}", lambda estate: questions.unpin(estate, group)


@command.command()
@click.argument("group")
@_question
def cloud(group: str) -> Question:
    """クラウドに移す（take GROUP from the cloud, not by lease）.

    更新単位 GROUP の次期を、賃貸借・購入でなくクラウドサービスの利用とする.
    """
    from ictlife.whatif import questions

    return f"cloud-{group}", lambda estate: questions.to_cloud(estate, group)


@command.command("delay-support", context_settings=_SIGNED)
@click.argument("product")
@click.argument("months", type=_MONTHS)
@_question
def delay_support(product: str, months: int) -> Question:
    """サポート終了日を動かす（end of support MONTHS later）.

    製品 PRODUCT のセキュリティサポート終了日を MONTHS か月動かす。負の数は早まる場合.
    """
    from ictlife.whatif import questions

    return f"delay-{product}-{months}", lambda estate: questions.delay_support(estate, product, months)


@command.command("close-site")
@click.argument("site")
@_question
def close_site(site: str) -> Question:
    """拠点を廃止する（close SITE: nothing there is renewed）.

    拠点 SITE に置く更新単位をすべて廃止とする.
    """
    from ictlife.whatif import questions

    return f"close-{site}", lambda estate: questions.close_site(estate, site)
