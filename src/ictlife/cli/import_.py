"""`ictlife import`: any ledger in（台帳の取込み）."""

from __future__ import annotations

from functools import cache
from os.path import isdir, lexists
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ictlife.cli.options import Request, progress, refusals
from ictlife.sources.encoding import KNOWN

if TYPE_CHECKING:
    from ictlife.workspace.back import Make
    from ictlife.workspace.load import Loaded


def _field_value(said: str) -> tuple[str, str]:
    field, mark, text = said.partition("=")
    if not mark:
        raise click.BadParameter(said)
    return field, text


def _is_folder(paths: tuple[Path, ...]) -> bool:
    """Whether the last path is the workspace: a folder, or a name mistyped, which no ledger has."""
    return isdir(paths[-1]) or (len(paths) > 1 and not paths[-1].suffix and not lexists(paths[-1]))


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE... [WORKSPACE]", type=click.Path(path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="対応と清書した台帳を書く（write the inventory）")
@click.option("--rejects", "with_rejects", is_flag=True, help="差戻しファイルだけを書く（rejected rows only）")
@click.option("--kind", metavar="KIND", help="台帳の種類: asset, group, contract …（kind of record）")
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.75, show_default=True, help="採用する確からしさ")
@click.option(
    "--fill-down",
    "fill_down",
    multiple=True,
    metavar="HEADING",
    help="空欄・〃・結合セルを上の値とみなす列（blank means as above）",
)
@click.option(
    "--set",
    "fixed",
    multiple=True,
    metavar="FIELD=VALUE",
    callback=lambda context, option, said: dict(map(_field_value, said)),
    help="列がなく、どの行も同じ項目の値。例: --set 契約種別=リース（what every row says）",
)
@click.option("--encoding", type=click.Choice(sorted(KNOWN)), help="文字コード（encoding, where it cannot be told）")
@click.option(
    "--as-of", metavar="DATE", help="基準日（編集した更新計画.xlsx を比べるとき; to compare an edited workbook）"
)
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", help="言語（language）")
@click.option("--json", "is_json", is_flag=True, help="標準出力に JSON だけを出す（JSON only）")
@click.option("--quiet", "is_quiet", is_flag=True, help="進み具合を表示しない（no progress）")
def command(
    paths: tuple[Path, ...],
    is_applied: bool,
    with_rejects: bool,
    kind: str | None,
    confidence: float,
    fill_down: tuple[str, ...],
    fixed: dict[str, str],
    encoding: str | None,
    as_of: str | None,
    lang: str,
    is_json: bool,
    is_quiet: bool,
) -> None:
    """ほかの台帳・サポート期限・編集したブックの取込み（ledgers, support dates and edited workbooks, taken over）.

    Without --apply nothing is written. A folder named last is the workspace. The files themselves are never
    changed.
    """
    from ictlife import api
    from ictlife.workspace.intake import Wanted

    *files, folder = paths if _is_folder(paths) else (*paths, Path())
    if not files:
        raise click.MissingParameter(param_hint="FILE")
    wanted = Wanted(kind, confidence, encoding, "en" if lang == "en" else "ja", fill_down, fixed)
    request = Request(folder, as_of, None, wanted.lang, is_json, is_quiet=True)

    @cache
    def opened() -> tuple[Loaded, Make]:
        loaded = request.open()
        return loaded, request.maker(loaded)

    with refusals(), progress(is_quiet or is_json) as step:
        said, code = api.import_files(
            folder,
            files,
            wanted,
            is_applied=is_applied,
            with_rejects=with_rejects,
            is_json=is_json,
            step=step,
            opened=opened,
        )
    click.echo(said, nl=False)
    raise SystemExit(code)
