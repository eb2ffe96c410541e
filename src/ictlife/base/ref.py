"""The address of anything（参照）: `asset:SV-0014.product`."""

from __future__ import annotations

from dataclasses import dataclass

FILE = "file"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The address of a record or of one of its fields（参照）, written `kind:id.field`.

    The id may itself hold dots; a field never does, so the field is what follows the last dot
    *only if* it is a plain identifier of lower-case ASCII letters (ids are not). A place in a file is
    written `file:name:place`: the dots of a file are its name's, and no system allows a colon there.

    >>> Ref.parse("site:本庁舎.3階"), Ref.parse("asset:SV-1.4.product")
    (Ref(kind='site', id='本庁舎.3階', field=''), Ref(kind='asset', id='SV-1.4', field='product'))
    >>> Ref.parse("file:a.csv"), Ref.parse("file:a.csv:12:導入日")
    (Ref(kind='file', id='a.csv', field=''), Ref(kind='file', id='a.csv', field='12:導入日'))
    """

    kind: str
    id: str
    field: str = ""

    def __str__(self) -> str:
        mark = ":" if self.kind == FILE else "."
        return f"{self.kind}:{self.id}{mark}{self.field}" if self.field else f"{self.kind}:{self.id}"

    def at(self, field: str) -> Ref:
        """The same record's `field`."""
        return Ref(self.kind, self.id, field)

    @property
    def record(self) -> Ref:
        """The record, without the field."""
        return Ref(self.kind, self.id) if self.field else self

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read `kind:id` or `kind:id.field`.

        Raises:
            ValueError: where there is no kind or no id.
        """
        kind, colon, rest = text.strip().partition(":")
        if not (kind and colon and rest):
            raise ValueError(text)
        if kind == FILE:
            name, _, place = rest.partition(":")
            return cls(kind, name, place)
        head, dot, field = rest.rpartition(".")
        is_field = field.isascii() and field.isidentifier() and field == field.lower() and field[0].isalpha()
        if dot and head and is_field:
            return cls(kind, head, field)
        return cls(kind, rest)
