"""Ledger words read as products, for a person to confirm or refuse（製品の照合）; what was decided is kept in silence.

The list stands in `reports/import/`; fed back to `ictlife import` its answers go to `config/columns.yaml` under
`products`, where they hold for every ledger that uses the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.base.text import LANGS, Lang
from ictlife.base.textkey import text_key
from ictlife.base.unreadable import Unreadable
from ictlife.importing.linking import NamedProduct
from ictlife.importing.matching import NOT_LISTED, Match
from ictlife.reports.words import Words
from ictlife.sources.record import Reading
from ictlife.sources.review_list import FIELDS, Answered, read_review, render_review
from ictlife.sources.xlsx_parts import sheet_names
from ictlife.workspace.intake import Decisions, Taken
from ictlife.workspace.known import Known
from ictlife.workspace.layout import BOOK_TYPES, IMPORT, Input, free_path, read_bytes, read_own


def is_review(path: Path) -> bool:
    """Whether a file is a list of this kind that comes back."""
    if path.suffix.lower() not in BOOK_TYPES:
        return False
    try:
        names = sheet_names(read_bytes(Input(path, path.name)))
    except Unreadable:
        return False
    return bool(set(names) & {Words(lang)("review.sheet") for lang in LANGS})


def review_files(
    tables: Sequence[Taken], known: Known, folder: Path, given: Iterable[Path], lang: Lang
) -> Mapping[str, bytes]:
    """Path → bytes of the list of what is not settled; of an empty one only where an older list stands.

    Answers that stand in the older list, and what it holds of other ledgers, are carried over.
    """
    words = Words(lang)
    path = free_path(f"{IMPORT}/{words('review.sheet')}", (".xlsx",), folder, given)[0]
    before = _listed(folder, path, words)
    rows = {text_key(row["text"]): row for row in _rows(tables, known, words)}
    there = {table.name for table in tables}
    for key, old in before.items():
        is_elsewhere = bool(set(old.get("file", "").split(words("list_mark"))) - there)
        if key in rows:
            # Where other ledgers name it too, their names and the count of all stay as they were.
            stays = ("answer", "instead", "file", "count") if is_elsewhere else ("answer", "instead")
            rows[key] = {**rows[key], **{name: old.get(name, "") for name in stays}}
        elif is_elsewhere and not _is_settled(old["text"], known):
            rows[key] = old
    if not rows and not before:
        return {}
    catalogue = [{"product": id, "name": name, "end": known.ends.get(id, "")} for id, name in known.products.items()]
    headings = {name: words(f"review.{name}") for name in FIELDS}
    sheets = words("review.sheet"), words("review.catalogue")
    order = sorted(rows.values(), key=lambda row: (_percent(row.get("percent", "")), row["text"]))
    return {path: render_review(order, catalogue, headings, sheets, (words("review.yes"), words("review.no")))}


def _percent(text: str) -> int:
    """A confidence as it is written; one that a person wrote over counts as none."""
    digits = text.removesuffix("%")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len("100") else 0


def _listed(folder: Path, name: str, words: Words) -> Mapping[str, Mapping[str, str]]:
    """Key of a text → its row in the list that stands there.

    Raises:
        Refusal: not_readable; the answers in it would be lost.
    """
    data = read_own(folder, name)
    if data is None:
        return {}
    sheets = {words("review.sheet"): {words(f"review.{name}"): name for name in FIELDS}}
    try:
        rows = read_review(data, name, sheets)
    except Unreadable:
        raise Refusal("not_readable", file=str(folder / name)) from None
    return {text_key(each.values["text"]): each.values for each in rows}


def _is_settled(text: str, known: Known) -> bool:
    return NamedProduct(text, 0, known.catalogue.match(text)).is_settled


def _rows(tables: Iterable[Taken], known: Known, words: Words) -> Iterator[Mapping[str, str]]:
    """What is not settled in the ledgers of this import."""
    named: dict[str, tuple[NamedProduct, list[str], int]] = {}
    for table in tables:
        for each in table.products:
            if not each.is_settled:
                first, sources, count = named.get(text_key(each.text), (each, [], 0))
                named[text_key(each.text)] = (first, [*sources, table.name], count + each.count)
    for first, sources, count in named.values():
        yield _row(first, sources, count, known, words)


def _row(each: NamedProduct, sources: Sequence[str], count: int, known: Known, words: Words) -> Mapping[str, str]:
    found = each.match
    about = {"text": each.text, "count": str(count), "file": words("list_mark").join(dict.fromkeys(sources))}
    if found is None or not found.id:
        others = words("list_mark").join(found.others) if found else ""
        return {**about, "evidence": words("review.none"), "others": others}
    return {
        **about,
        "product": found.id,
        "name": known.products.get(found.id, ""),
        "end": known.ends.get(found.id, ""),
        "percent": f"{round(found.confidence * 100)}%",
        "evidence": _evidence(found, words),
        "others": words("list_mark").join(found.others),
    }


def _evidence(found: Match, words: Words) -> str:
    said = [words("review.family", words=" ".join(found.family))]
    if found.version:
        said.append(words("review.version", words=" ".join(found.version)))
    if found.left:
        said.append(words("review.left", words=" ".join(found.left)))
    if not found.is_sure:
        said.append(words("review.unsure"))
    return words("list_mark").join(said)


def read_decisions(path: Path, known: Known, reading: Reading) -> Decisions:
    """The answers of a list that came back; what cannot be taken over is said at its cell."""
    sheets = {Words(lang)("review.sheet"): {Words(lang)(f"review.{name}"): name for name in FIELDS} for lang in LANGS}
    found = Decisions(path.name)
    for each in read_review(read_bytes(Input(path, path.name)), path.name, sheets):
        text, instead, answer = (each.values.get(name, "") for name in ("text", "instead", "answer"))
        if not instead and not answer:
            found.open += 1
        elif (id := _decided(each, answer, instead, known, reading)) is None:
            found.unclear += 1
        else:
            found.made[text] = id
    return found


def _decided(each: Answered, answer: str, instead: str, known: Known, reading: Reading) -> str | None:
    """The id that a row states, `-` for none; None where that cannot be told."""
    ids = {text_key(id): id for id in known.products}
    is_yes = any(answer == Words(lang)("review.yes") for lang in LANGS)
    is_no = any(answer == Words(lang)("review.no") for lang in LANGS)
    subject = Ref("product", each.values["text"])
    if answer and not is_yes and not is_no:
        reading.say("IMP022", subject, each.spans["answer"], text=answer)
        return None
    if is_no and not instead:
        return NOT_LISTED
    stated, place = (instead, "instead") if instead else (each.values.get("product", ""), "product")
    if text_key(stated) not in ids:
        reading.say("IMP023", subject, each.spans.get(place, each.spans["answer"]), text=stated)
        return None
    return ids[text_key(stated)]
