"""The dependency view as one SVG（依存関係図）: services on the left, what they need to the right, by zone and site.

Layers run from left to right; within a zone and site boxes stand where their neighbours are (the barycentre
heuristic of Sugiyama, Tagawa and Toda, 1981), which keeps most lines from crossing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape
from rich.cells import cell_len, set_cell_size

from ictlife.base.ref import Ref
from ictlife.continuity.figures import Arrow, Box, Layout
from ictlife.model.asset import Zone
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words

MOST = 90
"""Boxes that one figure can show readably."""
_WIDE, _HIGH, _GAP, _APART, _SIDE, _HEAD = 172, 24, 7, 62, 150, 26
_ROUNDS = 6
_ZONES = [each.value for each in Zone]
Lane = tuple[str, str]


def limited(layout: Layout, services: Sequence[Ref], most: int = MOST) -> Layout:
    """What the first of `services` need, as many as the figure can hold（表示範囲）."""
    if len(layout.boxes) <= most:
        return layout
    needs: dict[Ref, list[Ref]] = {}
    for arrow in layout.arrows:
        needs.setdefault(arrow.source, []).append(arrow.target)
    kept: set[Ref] = set()
    for service in services:
        more, ahead = {service}, [service]
        while ahead:
            fresh = [each for each in needs.get(ahead.pop(), ()) if each not in more]
            more.update(fresh)
            ahead += fresh
        if len(kept | more) > most:
            break
        kept |= more
    return Layout(
        tuple(box for box in layout.boxes if box.node in kept),
        tuple(arrow for arrow in layout.arrows if arrow.source in kept and arrow.target in kept),
    )


@dataclass
class _Places:
    """Where every box stands."""

    layout: Layout
    lane_of: Mapping[Ref, Lane]
    column_of: Mapping[Ref, int]
    tops: dict[Lane, tuple[float, float]] = field(default_factory=dict)
    y: dict[Ref, float] = field(default_factory=dict)
    height: float = 0

    def arrange(self) -> None:
        """Stack the boxes of each lane and column, then order them by where their neighbours are."""
        beside: dict[Ref, list[Ref]] = {}
        for arrow in self.layout.arrows:
            beside.setdefault(arrow.source, []).append(arrow.target)
            beside.setdefault(arrow.target, []).append(arrow.source)
        cells: dict[tuple[Lane, int], list[Ref]] = {}
        services = [box.node for box in self.layout.boxes if box.node not in self.lane_of]
        for box in self.layout.boxes:
            if box.node in self.lane_of:
                cells.setdefault((self.lane_of[box.node], self.column_of[box.node]), []).append(box.node)
        for _ in range(_ROUNDS):
            self._stack(cells, services)
            for cell in (*cells.values(), services):
                cell.sort(key=lambda node: (self._middle(beside.get(node, ())), node))
        self._stack(cells, services)

    def _middle(self, nodes: Sequence[Ref]) -> float:
        return sum(self.y[node] for node in nodes) / len(nodes) if nodes else 0.0

    def _stack(self, cells: Mapping[tuple[Lane, int], Sequence[Ref]], services: Sequence[Ref]) -> None:
        top = float(_HEAD)
        for lane in sorted({lane for lane, _ in cells}, key=_lane_order):
            own = [nodes for (each, _), nodes in cells.items() if each == lane]
            high = max(map(len, own)) * (_HIGH + _GAP) + 2 * _GAP
            self.tops[lane] = (top, high)
            for nodes in own:
                first = top + (high - len(nodes) * (_HIGH + _GAP) + _GAP) / 2
                self.y |= {node: first + place * (_HIGH + _GAP) for place, node in enumerate(nodes)}
            top += high
        self.height = max(top, _HEAD + len(services) * (_HIGH + _GAP)) + _GAP
        step = (self.height - _HEAD) / max(len(services), 1)
        self.y |= {node: _HEAD + (place + 0.5) * step - _HIGH / 2 for place, node in enumerate(services)}


def _lane_order(lane: Lane) -> tuple[int, str]:
    zone, site = lane
    return (_ZONES.index(zone) if zone in _ZONES else len(_ZONES), site or "~")


def dependency_figure(paper: Paper, words: Words, layout: Layout) -> Markup:
    """The figure, every name escaped; boxes of groups lead to their card."""
    if not layout.boxes:
        return Markup("")
    others = [box for box in layout.boxes if box.kind != "service"]
    deepest = max((box.layer for box in others), default=0)
    columns = {box.node: deepest - box.layer + 1 for box in others}
    columns |= {box.node: 0 for box in layout.boxes if box.kind == "service"}
    places = _Places(layout, {box.node: (box.zone or "", box.site or "") for box in others}, columns)
    places.arrange()
    width = _SIDE + (deepest + 2) * _WIDE + (deepest + 1) * _APART + 8
    parts = [_lanes(places, paper, words, width)]
    parts += [_arrow(arrow, places) for arrow in layout.arrows]
    parts += [_box(box, places, paper, words) for box in layout.boxes]
    style = f"min-width:{round(width * 0.72)}px"
    frame = f'class="dependencies" viewBox="0 0 {width} {round(places.height)}" style="{style}"'
    return Markup(f'<svg {frame} role="group" aria-label="{escape(words("bcp.dependencies"))}">{"".join(parts)}</svg>')


def _left(places: _Places, node: Ref) -> float:
    column = places.column_of[node]
    return column * (_WIDE + _APART) + (_SIDE if column else 4)


def _lanes(places: _Places, paper: Paper, words: Words, width: float) -> str:
    left = 4 + _WIDE + _APART / 2
    parts = [f'<text class="lane" x="4" y="16">{escape(words("bcp.services"))}</text>']
    for place, (lane, (top, high)) in enumerate(sorted(places.tops.items(), key=lambda each: each[1])):
        zone = words.of("zone", lane[0]) if lane[0] else words("bcp.no_zone")
        site = paper.names(Ref("site", lane[1])) if lane[1] else words("bcp.no_site")
        css = "band odd" if place % 2 else "band"
        parts.append(f'<rect class="{css}" x="{left}" y="{top}" width="{width - left}" height="{high}"/>')
        for line, said in enumerate((zone, site)):
            text = escape(_fitted(said, 30))
            parts.append(f'<text class="lane" x="{left + 6}" y="{top + 15 + line * 14}">{text}</text>')
    return "".join(parts)


def _arrow(arrow: Arrow, places: _Places) -> str:
    if arrow.source not in places.y or arrow.target not in places.y:
        return ""
    x, y = _left(places, arrow.source) + _WIDE, places.y[arrow.source] + _HIGH / 2
    to_x, to_y = _left(places, arrow.target), places.y[arrow.target] + _HIGH / 2
    bend = max((to_x - x) / 2, 36)
    curve = f"M{x:.0f} {y:.0f}C{x + bend:.0f} {y:.0f} {to_x - bend:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
    return f'<path class="need {arrow.nature}" d="{curve}"/>'


def _box(box: Box, places: _Places, paper: Paper, words: Words) -> str:
    x, y = _left(places, box.node), round(places.y[box.node], 1)
    name = words.value(box.node)
    css = f"box {box.kind}{' single' if box.is_single_point else ''}"
    title = escape(f"{name}{words('in_brackets', text=words.of('node_kind', box.kind))}")
    drawn = (
        f'<rect class="{css}" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="3"><title>{title}</title></rect>'
        f'<text class="in" x="{x + 7}" y="{y + 16}">{escape(_fitted(name, 26))}</text>'
    )
    return f'<a href="#{escape(str(box.node))}">{drawn}</a>' if box.node.kind == "group" else drawn


def _fitted(text: str, cells: int) -> str:
    """Text cut to a width in half-width cells."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
