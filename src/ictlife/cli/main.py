"""The `ictlife` command（起動）: finds the verb's module only when it is asked for.

Exit codes: 0 nothing at or above the threshold, 1 findings at or above it, 2 wrong usage, 3 inputs cannot
be read.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from ictlife import __version__
from ictlife.cli import help_page

VERBS = (
    *("init", "check", "schedule", "budget", "continuity", "report"),
    *("explain", "compare", "freeze", "whatif", "survey", "back", "rule", "import", "export"),
)
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it（中断）."""
_MODULES = {"import": "import_"}
"""Verbs whose name Python keeps for itself."""


class Verbs(click.Group):
    """Verbs in the order of the work, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, from the module of its name."""
        if cmd_name not in VERBS:
            return None
        command = import_module(f"ictlife.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command if isinstance(command, click.Command) else None


help_page.install()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ictlife")
def ictlife() -> None:
    """自治体ICT機器の更新計画（plans the renewal of a town's ICT equipment）.

    WORKSPACE: 作業フォルダ。省略時は現在のフォルダ（a folder; the current one where none is named）.
    """


def main() -> None:
    """Run the command, in UTF-8 whatever the console's code page says.

    The collector of circular garbage is off: a run is short and makes almost none, and looking for it takes
    a fifth of the time (a large city: 40 MB more).
    """
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a verb and give the exit code; what is written wrongly is said in Japanese too（指定の誤り）."""
    try:
        code = ictlife.main(arguments, prog_name="ictlife", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        return asked.exit_code
    except click.UsageError as wrong:
        from ictlife.cli.wrong_usage import languages, said

        click.echo(said(wrong, languages(arguments)), err=True)
        return wrong.exit_code
    except click.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0
