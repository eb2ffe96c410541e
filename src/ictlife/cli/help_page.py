"""What click itself writes on a help page, Japanese first（使い方の画面）."""

from __future__ import annotations

from collections.abc import Iterable

import click

_HEADINGS = {"Options": "オプション Options", "Commands": "コマンド Commands"}
_TEXTS = {
    "Show this message and exit.": "この説明を表示する（this page）",
    "Show the version and exit.": "版を表示する（version）",
}


class HelpPage(click.HelpFormatter):
    """A help page whose headings are bilingual, as the help of the verbs is（使い方の画面）."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        super().write_usage(prog, args, "使い方 Usage: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A section."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names, and what they mean."""
        super().write_dl([(name, _TEXTS.get(text, text)) for name, text in rows], col_max, col_spacing)


def install() -> None:
    """Write every help page of this process so: click asks the context for the class."""
    click.Context.formatter_class = HelpPage
