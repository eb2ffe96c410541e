"""What fills the templates of the pages（テンプレート）: everything escaped, nothing undefined left out."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def engine() -> Environment:
    """The one engine of all pages, with the templates it has read."""
    return Environment(
        loader=PackageLoader("ictlife.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
