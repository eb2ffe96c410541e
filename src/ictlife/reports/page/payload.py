"""What the page can unfold（理由・内訳）: reason trees, parts of sums, facts of groups; compressed into the page.

Equal steps of explanation are stored once: ten thousand renewals share most of theirs.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.budget.caps import binding_caps
from ictlife.checks.because import Because
from ictlife.model.fund import GENERAL
from ictlife.reports.grounds.counted import Ground
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import keys_of
from ictlife.reports.views.findings import sorted_findings
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

ELSEWHERE = "elsewhere"
"""Stands for a fiscal year where an amount falls in none that is shown."""


@dataclass
class Unfold:
    """Collects reason trees, each step once（理由の集積）."""

    paper: Paper
    words: Words
    nodes: list[tuple[str, list[int], list[int]]] = field(default_factory=list)
    refs: list[tuple[str, str, str]] = field(default_factory=list)
    _node_at: dict[tuple[object, ...], int] = field(default_factory=dict)
    _ref_at: dict[Ref, int] = field(default_factory=dict)
    _seen: dict[int, tuple[int, Reason]] = field(default_factory=dict)
    """Identity of a reason → where it stands, and the reason: one that is gone would leave its identity to another."""

    @cached_property
    def _renewals(self) -> Mapping[Ref, Reason]:
        """Why each renewal is when it is: what rests on an earlier one goes on through its tree."""
        return {each.ref: each.reason for each in self.paper.assessment.schedule.renewals}

    def node(self, reason: Reason) -> int:
        """Where the tree of `reason` stands."""
        known = self._seen.get(id(reason))
        if known is not None:
            return known[0]
        refs = [self.ref(ref) for ref in reason.rests_on]
        below = (*reason.because, *(self._renewals[ref] for ref in reason.rests_on if ref in self._renewals))
        parts = [self.node(part) for part in {id(part): part for part in below}.values()]
        text = self.words.reason(reason)
        key = (text, tuple(refs), tuple(parts))
        if key not in self._node_at:
            self._node_at[key] = len(self.nodes)
            self.nodes.append((text, refs, parts))
        self._seen[id(reason)] = self._node_at[key], reason
        return self._node_at[key]

    def ref(self, ref: Ref) -> int:
        """Where `ref` stands, with the value it holds and the place it was read from."""
        if ref not in self._ref_at:
            self._ref_at[ref] = len(self.refs)
            place = self.paper.origin(ref) or self.paper.origin(ref.record)
            self.refs.append((str(ref), self._value(ref), str(place) if place else ""))
        return self._ref_at[ref]

    def _value(self, ref: Ref) -> str:
        record = self.paper.assessment.estate.find(ref.record)
        value = getattr(record, ref.field, None) if record and ref.field else None
        if hasattr(value, "status"):
            value = getattr(value, "day", None)
        return "" if value is None or value == () else self.words.value(value)


def pack(document: Row) -> str:
    """JSON, deflated, as Base64: nothing in it can be taken for markup."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")


def unfold(
    paper: Paper,
    words: Words,
    groups: list[Row],
    families: Mapping[str, Sequence[tuple[str, str]]],
    grounds: Mapping[str, Ground],
    read: Mapping[str, Ref],
) -> Row:
    """Everything behind the figures of the page（理由・内訳）. `families` are the lines of each table of money, `read`
    the records that are pointed at and only read."""
    found = Unfold(paper, words)
    index = {group["ref"]: place for place, group in enumerate(groups)}
    why: dict[str, tuple[int | str, str, int]] = {}
    for renewal in paper.assessment.schedule.renewals:
        said = words("gantt.renewal_of", month=renewal.in_service, driver=renewal.need.driver)
        why[str(renewal.ref)] = (index.get(str(renewal.need.subject), ""), said, found.node(renewal.reason))
    for step in paper.assessment.milestones:
        said = words("gantt.step_of", step=words.of("step", step.step), day=step.due_on)
        why[str(step.ref)] = (index.get(str(step.subject), ""), said, found.node(step.reason))
    for each in sorted(paper.assessment.continuity.recoveries, key=lambda each: each.from_on):
        key = str(each.ref)
        if each.from_on <= paper.assessment.as_of or key not in why:
            said = f"{words.value(each.scenario)}  {each.phase}".rstrip()
            why[key] = (words.value(each.service), said, found.node(each.reason))
    why |= {key: (of, said, found.node(reason)) for key, (of, said, reason) in grounds.items()}
    for ref in read.values():
        found.ref(ref)
    because = Because(paper.assessment)
    return {
        "groups": [_group(paper, words, group) for group in groups],
        "why": list(_by_head(why)),
        "money": _money(paper, words, found, families),
        "lines": families,
        "caps": _caps(paper, found),
        "years": {str(fy): words.fy(fy) for fy in paper.years},
        "findings": [(each.fingerprint, found.node(because.finding(each))) for each in sorted_findings(paper)],
        "nodes": list(_near(found.nodes)),
        "refs": found.refs,
    }


def _money(paper: Paper, words: Words, found: Unfold, families: Mapping[str, Sequence[tuple[str, str]]]) -> Row:
    """What each amount of a subject and year consists of, and in which line of each table of the budget it is counted.

    A line of a contract stands once with its reason; the years of a subject name their lines by place. What falls
    outside the years shown is one sum of each line, under `elsewhere`.
    """
    places = {family: {key: place for place, (key, _) in enumerate(lines)} for family, lines in families.items()}
    money: Row = {}
    lines_of: dict[tuple[Ref, int, str], int] = {}
    for row in paper.assessment.budget.rows:
        lines, years = money.setdefault(str(row.subject), (paper.names(row.subject), [], {}))[1:]
        key = (row.subject, id(row.line), row.funding or GENERAL)
        if key not in lines_of:
            lines_of[key] = len(lines)
            counted = [places[family].get(of, -1) for family, of in zip(families, keys_of(row), strict=True)]
            lines.append((found.node(row.reason), str(row.contract), counted))
        if row.fy in paper.years:
            years.setdefault(str(row.fy), []).append((lines_of[key], row.amount))
        else:
            outside = years.setdefault(ELSEWHERE, {})
            outside[lines_of[key]] = outside.get(lines_of[key], 0) + row.amount
    for _, _, years in money.values():
        if ELSEWHERE in years:
            years[ELSEWHERE] = list(years.pop(ELSEWHERE).items())
    return money


def _near(nodes: Sequence[tuple[str, list[int], list[int]]]) -> Iterator[tuple[str, list[int], list[int]]]:
    """Steps with refs and parts as distances, which are small: from the next new ref, and from the step itself."""
    fresh = 0
    for place, (text, refs, parts) in enumerate(nodes):
        near = []
        for ref in refs:
            near.append(fresh - ref)
            fresh = max(fresh, ref + 1)
        yield text, near, [place - part for part in parts]


def _by_head(why: Mapping[str, tuple[int | str, str, int]]) -> Iterator[tuple[str, int | str, list[str | int]]]:
    """Addresses that follow each other and begin alike, once: of the rest of each, what it says and its step, as the
    distance from the one before."""
    heads: list[tuple[str, int | str, list[str | int]]] = []
    before = 0
    for address, (of, said, node) in why.items():
        cut = max(address.rfind("/"), address.find(":")) + 1
        if not heads or heads[-1][:2] != (address[:cut], of):
            heads.append((address[:cut], of, []))
        heads[-1][2].extend((address[cut:], said, node - before))
        before = node
    yield from heads


def _caps(paper: Paper, found: Unfold) -> Row:
    """Fund, or "" for all money → fiscal year → its cap and the record that says so."""
    caps: Row = {}
    for (fy, fund), cap in binding_caps(paper.assessment.estate).items():
        caps.setdefault(fund, {})[str(fy)] = (cap.amount, found.ref(cap.ref()))
    return caps


def _group(paper: Paper, words: Words, group: Row) -> Row:
    """What the card of a group says, and what the filter looks at."""
    said = {
        "ref": group["ref"],
        "category": paper.category_name(words.lang, group["category"]),
        "owner": group["owner"] or "",
        "zone": words.of("zone", group["zone"]),
        "site": group["site"] or "",
        "acquisition": words.of("acquisition", group["acquisition"]),
        "in_service": words.iso(group["in_service"]) if group["in_service"] else "",
        "assets": words.number(group["assets"]),
    }
    facts = [(words(f"column.{key}"), value or words("unknown")) for key, value in said.items()]
    place = paper.origin(Ref.parse(group["ref"]))
    if place:
        facts.append((words("column.place"), str(place)))
    keys = {key: group[key] or "" for key in ("category", "owner", "zone", "site")}
    return {"ref": group["ref"], "name": group["name"], "facts": facts} | keys
