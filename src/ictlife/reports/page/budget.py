"""What the section on money of the page shows（年度別予算の表示）: a table for each way to part it, two with bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ictlife.model.fund import GENERAL
from ictlife.reports.page.bars import Bars, Layer
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

FAMILIES = (("cost_kind", "by_kind"), ("funding", "by_funding"), ("basis", "by_basis"), ("heading", "by_heading"))
"""What the lines of a table are, and its name in the view; in the order of the page."""
_SWATCHES = 8
"""Looks of funds; a ninth looks like the first, and its name tells them apart."""
_LOW = 96


def budget_page(paper: Paper, words: Words) -> Row:
    """Tables and bars of the budget（予算の表と図）. The first part of the kinds also stands in the summary."""
    view = view_budget(paper)
    parts = [_part(paper, words, view, family, name) for family, name in FAMILIES]
    for part in parts[:2]:
        layers = [Layer(line["css"], line["name"], line["amounts_yen"]) for line in part["lines"]]
        part["layers"] = layers
        sums = [sum_address(part["family"], line["key"]) for line in part["lines"]]
        part["bars"] = Bars(view, layers, words(f"budget.chart_{part['family']}"), words, sums).svg()
    return view | {
        "parts": parts,
        "capped": [_capped(view, line, words) for line in parts[1]["lines"] if line["is_capped"]],
    }


def lines_of(page: Row) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Key and name of every line, by family in the order in which a row's keys stand."""
    named = {part["family"]: [(line["key"], line["name"]) for line in part["lines"]] for part in page["parts"]}
    return {family: named[family] for family in ("cost_kind", "basis", "heading", "funding")}


def _part(paper: Paper, words: Words, view: Row, family: str, name: str) -> Row:
    lines = [
        line
        | {
            "name": _line_name(paper, words, family, line["key"]),
            "css": f"kind fund-{place % _SWATCHES}" if family == "funding" else f"kind {line['key']}",
            "is_capped": any(cap is not None for cap in line.get("cap_yen", ())),
        }
        for place, line in enumerate(view[name])
    ]
    return {"family": family, "title": words(f"budget.{name}"), "lines": lines, "bars": "", "layers": []}


def _capped(view: Row, line: Row, words: Words) -> Row:
    """The bars of one fund against its own cap（財源別の上限）."""
    own = {
        "years": view["years"],
        "total_yen": line["amounts_yen"],
        "cap_yen": line["cap_yen"],
        "over_yen": line["over_yen"],
    }
    label = words("budget.chart_capped", fund=line["name"])
    layers = [Layer(line["css"], line["name"], line["amounts_yen"])]
    own_sum = sum_address("funding", line["key"])
    return {"name": line["name"], "bars": Bars(own, layers, label, words, [own_sum], own_sum, _LOW).svg()}


def sum_address(family: str, key: str) -> str:
    """Where the parts of a line of a table are shown, to which a year is added."""
    return f"sum:{family}/{quote(key)}@"


def _line_name(paper: Paper, words: Words, family: str, key: str) -> str:
    """What a line of the budget is called: a label, a heading of the accounts, or a source of money."""
    estate = paper.assessment.estate
    if family == "heading" and key in estate.headings:
        heading = estate.headings[key]
        return words(
            "heading_of",
            kan=heading.kan,
            kou=heading.kou,
            moku=heading.moku,
            setsu=f"{heading.setsu} {heading.setsu_name}",
        )
    if family == "funding" and key in estate.fundings:
        return estate.fundings[key].name
    if not key or key == GENERAL:
        return words(f"budget.no_{family}")
    return words.of(family, key)
