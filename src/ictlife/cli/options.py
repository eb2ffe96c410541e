"""Options every verb shares（共通オプション）, refusals turned into exits, and the one place that asks for today."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from ictlife.base.text import Lang
    from ictlife.reports.paper import Paper
    from ictlife.workspace.back import Make
    from ictlife.workspace.load import Loaded

UNREADABLE = 3
"""Exit code where the inputs cannot be read, or the papers not written."""
WRONG_USAGE = 2
"""Exit code where the command was asked for something that is not there."""
_TODAY = frozenset(("today", "今日", "本日"))
_ASKED_WRONGLY = frozenset(
    {"not_empty", "no_ref", "no_rule", "no_scenario", "no_side", "no_baseline", "no_date", "baseline_exists"}
    | {"baseline_name", "baseline_name_taken", "overlay_exists", "nothing_to_change"}
    | {"unknown_kind", "unknown_heading", "unknown_field"}
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for（指定内容）."""

    folder: Path
    as_of: str | None
    scenario: str | None
    chosen_lang: Lang | None
    is_json: bool
    is_quiet: bool

    def open(self) -> Loaded:
        """Read the workspace, showing how far it is."""
        from ictlife import api

        with progress(self.is_quiet or self.is_json) as step:
            return api.open_workspace(self.folder, self.scenario, step)

    def paper(self, opened: Loaded, is_optimised: bool | None = None, made_on: date | None = None) -> Paper:
        """Assess what was read; Ctrl-C during an optimisation keeps the best schedule so far.

        `made_on` is the as-of date of a file that is read back.
        """
        from ictlife import api

        day = made_on or self.day(opened.estate.city.as_of)
        with progress(self.is_quiet or self.is_json) as step, interruptible() as should_stop:

            def solving(gap: float | None) -> None:
                step("solve", note="–" if gap is None else f"{gap:.2%}")

            return api.prepare(opened, day, step, is_optimised=is_optimised, watch=(solving, should_stop))

    def maker(self, opened: Loaded) -> Make:
        """How what was read is assessed for a file that comes back: as of the day it was made, in the way it was."""
        return lambda day, is_optimised: self.paper(opened, is_optimised, day)

    def day(self, stated: date | None) -> date:
        """The as-of date: as asked, else the one the workspace states, else today（基準日）."""
        from ictlife.base.unreadable import Unreadable
        from ictlife.fiscal.wareki import read_when

        is_today = self.as_of is not None and self.as_of.strip().lower() in _TODAY
        if self.as_of and not is_today:
            try:
                return read_when(self.as_of).first
            except Unreadable:
                raise click.BadParameter(self.as_of, param_hint="--as-of") from None
        return (None if self.as_of else stated) or date.today()  # noqa: DTZ011 - the one clock of the program

    def lang(self, opened: Loaded) -> Lang:
        """The language asked for, else the workspace's."""
        if self.chosen_lang:
            return self.chosen_lang
        return "en" if opened.estate.city.lang == "en" else "ja"


optimise_option = click.option(
    *("--optimise/--due-date", "is_optimised"),
    default=None,
    help="上限・体制に合わせて最適化する／期日どおり（fit to caps and staff, or due dates）",
)
"""The choice between a fitted schedule and the due dates; unsaid, the workspace decides（最適化の有無）."""


def workspace_verb(function: Callable[..., int]) -> Callable[..., None]:
    """Give a command the workspace argument and the shared options, gathered in a `Request`.

    The function returns the exit code.
    """

    @click.argument("workspace", default=".", type=click.Path(path_type=Path))
    @click.option("--as-of", metavar="DATE", help="基準日: today, 2026-11-23, 令和8年11月23日, R8.11 （as-of date）")
    @click.option("--scenario", metavar="NAME", help="シナリオ（config/scenarios/ の名前; what-if）")
    @click.option("--lang", type=click.Choice(["ja", "en"]), help="言語（language）")
    @click.option("--json", "is_json", is_flag=True, help="標準出力に JSON だけを出す（JSON only）")
    @click.option("--quiet", "is_quiet", is_flag=True, help="進み具合を表示しない（no progress）")
    @wraps(function)
    def command(
        workspace: Path,
        as_of: str | None,
        scenario: str | None,
        lang: Lang | None,
        is_json: bool,
        is_quiet: bool,
        **more: Any,
    ) -> None:
        request = Request(workspace, as_of, scenario, lang, is_json, is_quiet)
        with refusals():
            code = function(request, **more)
        raise SystemExit(code)

    return command


@contextmanager
def refusals() -> Iterator[None]:
    """Say what refuses, in the language chosen or else in both, and end with the exit code for it."""
    from ictlife.base.refusal import Refusal

    try:
        yield
    except Refusal as refusal:
        from ictlife.base.text import LANGS
        from ictlife.reports.words import refused

        context = click.get_current_context()
        is_chosen = context.get_parameter_source("lang") is ParameterSource.COMMANDLINE
        click.echo(refused(refusal, (context.params["lang"],) if is_chosen else LANGS), err=True)
        raise SystemExit(WRONG_USAGE if refusal.code in _ASKED_WRONGLY else UNREADABLE) from None


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the first stops an optimisation with what it has, the second everything."""
    pressed: list[int] = []

    def press(number: int, _: FrameType | None) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress(is_quiet: bool) -> Iterator[Callable[..., None]]:
    """Show the step that is being done on stderr, where a person looks at it."""
    from rich.console import Console

    console = Console(stderr=True)
    if is_quiet or not console.is_terminal:
        yield lambda _, **__: None
        return
    from ictlife.reports.words import Words

    words = Words("ja")
    with console.status("") as status:
        yield lambda step, **params: status.update(words(f"progress.{step}", **params))
