"""What every paper says at its head（標題）: whose it is, as of which day, from which inputs, by which version."""

from __future__ import annotations

from ictlife.base.text import Lang
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words


def city_name(paper: Paper, lang: Lang) -> str:
    """The name of the municipality in a language, in Japanese where it has no other."""
    city = paper.assessment.estate.city
    return city.name if lang == "ja" else city.name_en or city.name


def made_line(paper: Paper, words: Words, unit: str = "") -> str:
    """As of which day, in which unit, from which inputs, by which version."""
    manifest = paper.manifest
    parts = (
        words("paper.as_of", day=manifest.as_of),
        unit,
        words("paper.inputs_short", digest=manifest.digest[:12]),
        words("paper.made_by", version=manifest.version),
    )
    return "　".join(filter(None, parts))
