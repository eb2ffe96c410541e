"""What needs what（依存関係）: every record that can be needed, in an order in which needs come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.model.backup import Backup
from ictlife.model.estate import Estate
from ictlife.model.node import Node
from ictlife.model.recovery_plan import Strategy
from ictlife.model.service import NODE_KINDS, Dependency, Service


@dataclass(frozen=True, slots=True)
class Requirement:
    """One need of a node（必要条件）: `at_least` of `members`, or all `substitutes` at `level` per cent."""

    members: tuple[int, ...]
    at_least: int
    substitutes: tuple[int, ...]
    level: int
    source: Ref


@dataclass(frozen=True)
class Network:
    """Every node with what it needs and how it is brought back（依存関係）. Nodes are numbered.

    `doubts` are nodes that cannot be reckoned, with the fact that is wrong: part of a cycle, or a need of
    something that does not exist; `knots` are those in cycles. `rank` is a node's place in restart order.
    """

    refs: tuple[Ref, ...]
    index: Mapping[Ref, int]
    needs: tuple[tuple[Requirement, ...], ...]
    strategies: tuple[tuple[Strategy, ...], ...]
    standbys: Mapping[str, int]
    backups: tuple[tuple[Backup, ...], ...]
    doubts: Mapping[int, Ref]
    knots: frozenset[int]
    rank: tuple[int, ...]
    cycles: tuple[tuple[Ref, ...], ...]
    findings: tuple[Finding, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Node → what it may wait for: needs, substitutes and standbys."""
        return tuple(tuple(dict.fromkeys(_waited_for(self, node))) for node in range(len(self.refs)))

    @cached_property
    def parents(self) -> tuple[tuple[int, ...], ...]:
        """Node → what may wait for it."""
        found: list[list[int]] = [[] for _ in self.refs]
        for node, children in enumerate(self.children):
            for child in children:
                found[child].append(node)
        return tuple(tuple(each) for each in found)

    def find(self, name: str) -> int | None:
        """The node with this id, or None."""
        return _find(self.index, name)

    def downward(self, nodes: Iterable[int]) -> set[int]:
        """These nodes and everything that they may wait for."""
        return _closure(self.children, nodes)

    def upward(self, nodes: Iterable[int]) -> set[int]:
        """These nodes and everything that may wait for them."""
        return _closure(self.parents, nodes)


def _closure(next_to: Sequence[Sequence[int]], nodes: Iterable[int]) -> set[int]:
    found = set(nodes)
    stack = list(found)
    while stack:
        for node in next_to[stack.pop()]:
            if node not in found:
                found.add(node)
                stack.append(node)
    return found


def _waited_for(network: Network, node: int) -> Iterable[int]:
    for requirement in network.needs[node]:
        yield from requirement.members
        yield from requirement.substitutes
    for strategy in network.strategies[node]:
        if strategy.id in network.standbys:
            yield network.standbys[strategy.id]


def _find(index: Mapping[Ref, int], name: str) -> int | None:
    for kind in NODE_KINDS:
        if (found := index.get(Ref(kind, name))) is not None:
            return found
    return None


def connect(estate: Estate, measures: frozenset[str] = frozenset()) -> Network:
    """The network of an estate（依存関係の組立て）; what a measure brings is there where it is among `measures`."""
    refs = tuple(record.ref() for kind in NODE_KINDS for record in estate.of_kind(kind).values())
    index = {ref: number for number, ref in enumerate(refs)}
    findings: list[Finding] = []
    doubts: dict[int, Ref] = {}
    needs = _requirements(estate, index, doubts, findings)
    strategies, standbys = _strategies(estate, index, measures, findings)
    backups: list[list[Backup]] = [[] for _ in refs]
    for backup in estate.backups.values():
        if backup.measure is None or backup.measure in measures:
            for name in backup.of:
                if (node := _find(index, name)) is not None:
                    backups[node].append(backup)
    rank, cycles, knotted = _order(refs, needs, strategies, standbys, findings)
    doubts.update((node, refs[node].at("needs")) for node in knotted)
    return Network(
        refs,
        index,
        tuple(map(tuple, needs)),
        tuple(map(tuple, strategies)),
        standbys,
        tuple(map(tuple, backups)),
        doubts,
        frozenset(knotted),
        rank,
        cycles,
        tuple(findings),
    )


def _requirements(
    estate: Estate, index: Mapping[Ref, int], doubts: dict[int, Ref], findings: list[Finding]
) -> list[list[Requirement]]:
    found: list[list[Requirement]] = [[] for _ in index]

    def numbers(node: int, names: Sequence[str], source: Ref) -> tuple[int, ...]:
        numbered = [_find(index, name) for name in names]
        if None in numbered:
            doubts.setdefault(node, source)
        return tuple(dict.fromkeys(number for number in numbered if number is not None))

    needy: tuple[Service | Node, ...] = (*estate.services.values(), *estate.nodes.values())
    for record in needy:
        node = index[record.ref()]
        for member in numbers(node, record.needs, record.ref("needs")):
            found[node].append(Requirement((member,), 1, (), 100, record.ref("needs")))
    for each in estate.dependencies.values():
        of = _find(index, each.of)
        if of is None:
            continue
        members = numbers(of, each.needs, each.ref("needs"))
        substitutes = numbers(of, each.substitutes, each.ref("substitutes"))
        at_least = _at_least(each, len(members), findings)
        if members:
            found[of].append(Requirement(members, at_least, substitutes, each.level, each.ref()))
    return found


def _at_least(dependency: Dependency, members: int, findings: list[Finding]) -> int:
    wanted = dependency.at_least
    if wanted is None:
        return members
    if not 1 <= wanted <= members:
        params = {"at_least": wanted, "members": members}
        findings.append(Finding("BCP022", dependency.ref("at_least"), params))
        return members
    return wanted


def _strategies(
    estate: Estate, index: Mapping[Ref, int], measures: frozenset[str], findings: list[Finding]
) -> tuple[list[list[Strategy]], dict[str, int]]:
    """Ways of recovery by node, and their standbys; two nodes that stand by for each other contradict."""
    found: list[list[Strategy]] = [[] for _ in index]
    standbys: dict[str, int] = {}
    pairs: dict[tuple[int, int], Strategy] = {}
    for strategy in estate.strategies.values():
        if strategy.measure is not None and strategy.measure not in measures:
            continue
        standby = _find(index, strategy.standby) if strategy.standby else None
        for node in (number for name in strategy.of if (number := _find(index, name)) is not None):
            found[node].append(strategy)
            if standby is None:
                continue
            other = _contradicted(strategy, node, standby, pairs)
            if other is None:
                pairs[node, standby] = strategy
                standbys[strategy.id] = standby
            else:
                standbys.pop(other.id, None)
                params = {"standby": strategy.standby or "", "other": other.ref()}
                findings.append(Finding("BCP023", strategy.ref("standby"), params, related=(other.ref(),)))
    return found, standbys


def _contradicted(
    strategy: Strategy, node: int, standby: int, pairs: Mapping[tuple[int, int], Strategy]
) -> Strategy | None:
    """The record that this one contradicts: each standing by for the other, or one switch in two times."""
    if node == standby:
        return strategy
    same = pairs.get((node, standby))
    if same is not None and same.means == strategy.means and same.hours != strategy.hours:
        return same
    return pairs.get((standby, node))


def _order(
    refs: Sequence[Ref],
    needs: Sequence[Sequence[Requirement]],
    strategies: Sequence[Sequence[Strategy]],
    standbys: Mapping[str, int],
    findings: list[Finding],
) -> tuple[tuple[int, ...], tuple[tuple[Ref, ...], ...], list[int]]:
    """Every node's place in restart order; the cycles, each from its smallest name on; all nodes in them."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(refs)))
    for node, requirements in enumerate(needs):
        for requirement in requirements:
            graph.add_edges_from((node, member) for member in (*requirement.members, *requirement.substitutes))
        graph.add_edges_from((node, standbys[each.id]) for each in strategies[node] if each.id in standbys)
    cycles, knotted = [], []
    for component in list(nx.strongly_connected_components(graph)):
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component):
            cycles.append(_cycle(graph, component, refs))
            knotted += sorted(component)
            graph.remove_edges_from([edge for edge in graph.edges(component) if edge[1] in component])
    cycles.sort()
    findings += [
        Finding("BCP020", cycle[0], {"cycle": " → ".join(map(str, (*cycle, cycle[0])))}, related=cycle[1:])
        for cycle in cycles
    ]
    rank = [0] * len(refs)
    for place, node in enumerate(reversed(list(nx.topological_sort(graph)))):
        rank[node] = place
    return tuple(rank), tuple(cycles), knotted


def _cycle(graph: nx.DiGraph[int], component: set[int], refs: Sequence[Ref]) -> tuple[Ref, ...]:
    """The shortest cycle through the component's smallest name, in order of need."""
    first = min(component, key=lambda node: refs[node])
    inside = graph.subgraph(component)
    if graph.has_edge(first, first):
        return (refs[first],)
    back = min(
        (nx.shortest_path(inside, after, first) for after in inside.successors(first)),
        key=lambda path: (len(path), [refs[node] for node in path]),
    )
    return (refs[first], *(refs[node] for node in back[:-1]))
