"""What puts rows of equipment together（まとめの列）: the cells under the headings of `group_by`, read row by row.

The first of them is the category, unless it is stated for all rows. A row that does not state it is of no
group, and is said: it is never put with others in silence. A blank or a ditto mark means *as above* only where
`fill_down` names the heading.
"""

from __future__ import annotations

from ictlife.base.finding import Span
from ictlife.importing.propose import Proposal, category_of
from ictlife.sources.columns import Words, key_of
from ictlife.sources.grid import Line, cell_text
from ictlife.sources.record import Reading

PENDING_GROUP = "?"
"""Stands for the group of a row whose group is made afterwards."""
_UNTOLD = "IMP019"


class Together:
    """Reads the columns by which equal rows are renewed together（更新単位のまとめ）."""

    def __init__(self, proposal: Proposal, words: Words, reading: Reading) -> None:
        headings = proposal.source.group_by if proposal.kind == "asset" else ()
        places = {each.heading: each.place for each in proposal.guesses}
        fields = {each.heading: each.field for each in proposal.guesses if each.is_taken}
        self._columns = tuple((name, places[name], fields.get(name, "")) for name in headings if name in places)
        self._category = category_of(proposal.source.fixed, words) if proposal.kind == "asset" else ""
        self._fill_down = proposal.source.fill_down
        self._nothing, self._ditto = words.marks["blank"], words.marks["ditto"]
        self._above: dict[str, str] = {}
        self._grid, self._reading = proposal.grid, reading

    def __bool__(self) -> bool:
        return bool(self._columns or self._category)

    def read(self, line: Line) -> tuple[str, ...]:
        """The texts of a row, the category first: blank where it is not known, which is said."""
        texts = tuple(self._text(line, name, place, field) for name, place, field in self._columns)
        if self._category:
            return self._category, *texts
        if texts and not texts[0]:
            name, place, _ = self._columns[0]
            span = Span(self._grid.file, self._grid.sheet, line.number, self._grid.column(place, name))
            self._reading.say_at(_UNTOLD, span, heading=name)
        return texts

    def fields(self) -> tuple[str, ...]:
        """The field that each text is mapped to, blank where it is to none."""
        return (*([""] if self._category else ()), *(field for _, _, field in self._columns))

    def _text(self, line: Line, name: str, place: int, field: str) -> str:
        text = " ".join(cell_text(line.cells[place]).split()) if place < len(line.cells) else ""
        key = key_of(text)
        is_blank = not text or key in self._nothing or key in self._ditto
        if {name, field} & self._fill_down:
            if not is_blank:
                self._above[name] = text
            return self._above.get(name, "")
        return "" if is_blank else text
