"""What is said where a command is written wrongly（指定の誤り）: Japanese first, in place of click's own English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ictlife.base.text import Lang
    from ictlife.reports.words import Words


def languages(arguments: Sequence[str]) -> tuple[Lang, ...]:
    """The language asked for; both, Japanese first, where none is: the workspace's is not known yet."""
    written = "=".join(arguments)
    found = re.search(r"--lang=(ja|en)\b", written)
    if found is None:
        return "ja", "en"
    return ("en",) if found[1] == "en" else ("ja",)


def said(wrong: click.UsageError, langs: Sequence[Lang]) -> str:
    """What is wrong, and how to see what can be said, in each language."""
    from ictlife.reports.words import Words

    command = wrong.ctx.command_path if wrong.ctx else "ictlife"
    lines = []
    for lang in langs:
        words = Words(lang)
        lines += [_what(wrong, words), words("usage.help", command=command)]
    return "\n".join(lines)


def _what(wrong: click.UsageError, words: Words) -> str:
    match wrong:
        case click.NoSuchOption():
            return _no_such("option", wrong.option_name, wrong.possibilities, words)
        case click.exceptions.NoSuchCommand():
            return _no_such("command", wrong.command_name, _verbs_like(wrong), words)
        case click.BadOptionUsage():
            key = "takes_no_value" if "not take" in wrong.message else "needs_value"
            return words(f"usage.{key}", name=wrong.option_name)
        case click.MissingParameter():
            return words("usage.missing", name=_name(wrong))
        case click.BadParameter():
            return _bad_value(wrong, words)
    if extra := re.search(r"extra arguments? \((.*)\)", wrong.message):
        return words("usage.too_many", value=extra[1])
    return words("usage.other", message=wrong.format_message())


def _no_such(what: str, name: str, possible: Sequence[str] | None, words: Words) -> str:
    near = words("usage.near", near=tuple(possible)) if possible else ""
    return words(f"usage.no_such_{what}", name=name) + near


def _verbs_like(wrong: click.exceptions.NoSuchCommand) -> list[str]:
    context = wrong.ctx
    known = context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
    return get_close_matches(wrong.command_name, known)


def _name(wrong: click.BadParameter) -> str:
    """The parameter as the help writes it: an option by its name, an argument in capitals."""
    param = wrong.param
    if isinstance(param, click.Option):
        return param.opts[0]
    if param is not None and wrong.ctx is not None:
        return param.make_metavar(wrong.ctx)
    return str(wrong.param_hint or "")


def _bad_value(wrong: click.BadParameter, words: Words) -> str:
    name = _name(wrong)
    quoted = re.search(r"'(.*)'", wrong.message)
    value = quoted[1] if quoted else ""
    match wrong.param.type if wrong.param else None:
        case None:  # raised by the commands themselves, which read nothing but days and months
            return words("usage.not_a_day", name=name, value=wrong.message)
        case click.Choice() as choice:
            return words("usage.not_one_of", name=name, choices=tuple(map(str, choice.choices)))
        case click.IntRange() | click.FloatRange() as span:
            return words("usage.not_in_range", name=name, least=span.min, most=span.max)
        case click.Path():
            return words("usage.no_file", name=name, value=value)
        case click.STRING:  # of all texts, only that of --set has a form
            return words("usage.not_a_field_value", name=name, value=wrong.message)
    return words("usage.other", message=wrong.message)
