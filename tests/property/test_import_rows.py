"""Whatever stands in a ledger: accepted + rejected = all rows; and what is corrected comes in, until nothing is left."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ictlife.workspace.intake import Intake, Taken, Wanted
from ictlife.workspace.load import load
from ictlife.workspace.look import look
from ictlife.workspace.take_over import apply

HEAD = ["管理番号", "機器区分", "機器名", "製造番号", "取得日", "取得価格（千円）", "数量", "備考"]
GOOD = {
    "機器区分": ["サーバ", "PC"],
    "機器名": ["端末", "SV 髙﨑①", "=1+1", "-5"],
    "製造番号": ["S１", "0012", "a,b", 'q"uote'],
    "取得日": ["R4.9.1", "令和5年4月", "2024/4/1", "平成33年3月31日", ""],
    "取得価格（千円）": ["1,674", "△5", "1万円", ""],
    "数量": ["1", "３台", "1式", ""],
    "備考": ["", "※ 予備", "2行\nの備考", "合計に含む"],
}
BAD = {
    "管理番号": ["", "〃"],
    "機器区分": ["", "同上"],
    "機器名": [""],
    "取得日": ["R4.13.1", "R5.2.29", "〃", "7.4.1", "R8頃", "R4.9.1、R5.4.1", "ほげ"],
    "取得価格（千円）": ["高い", "1.5円", "〃"],
    "数量": ["たくさん", "-"],
}
ASIDES = [["合計", "", "", "", "", "3,348", "", ""], ["", "", "小計", "", "", "", "9", ""], ["※ 廃棄済みを除く"] + [""] * 7]


@st.composite
def row(draw: st.DrawFn, number: int) -> tuple[list[str], set[int]]:
    """A row, and the places of the cells that are wrong in it."""
    cells = {"管理番号": f"A{number:03}", **{name: draw(st.sampled_from(words)) for name, words in GOOD.items()}}
    wrong = draw(st.sets(st.sampled_from(sorted(BAD)), max_size=3)) if draw(st.integers(0, 3)) == 0 else set()
    cells |= {name: draw(st.sampled_from(BAD[name])) for name in sorted(wrong)}
    return [cells[name] for name in HEAD], {HEAD.index(name) for name in wrong}


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[list[str]], int]:
    """Titles, headings, rows with faults among them, blank rows, totals and notes; and how many rows are records."""
    count = draw(st.integers(1, 12))
    rows = [draw(row(number))[0] for number in range(count)]
    if draw(st.booleans()):
        rows.append(list(rows[0]))  # the same number twice
    for aside in draw(st.lists(st.sampled_from(ASIDES), max_size=3)):
        rows.insert(draw(st.integers(0, len(rows))), aside)
    for _ in range(draw(st.integers(0, 2))):
        rows.insert(draw(st.integers(0, len(rows))), [""] * len(HEAD))
    titles = [["令和6年度 機器台帳", *[""] * 7]] * draw(st.integers(0, 2))
    return [*titles, HEAD, *rows], count


@st.composite
def merges(draw: st.DrawFn, table: list[list[str]]) -> list[tuple[int, int, int]]:
    """Cells merged downwards, as first row, last row and column, all from 1; none meets another."""
    top = table.index(HEAD) + 2
    found: dict[int, tuple[int, int, int]] = {}
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.integers(top, max(top, len(table) - 1)))
        last = min(len(table), first + draw(st.integers(1, 2)))
        column = draw(st.integers(1, len(HEAD)))
        if last > first:
            found[column] = (first, last, column)
    return list(found.values())


def write(path: Path, table: list[list[str]], merged: list[tuple[int, int, int]]) -> None:
    """The ledger as CP932 CSV, or as a workbook with merged cells."""
    if path.suffix == ".csv":
        page = io.StringIO(newline="")
        csv.writer(page).writerows(table)
        path.write_bytes(page.getvalue().encode("cp932"))
        return
    book = openpyxl.Workbook()
    for down, cells in enumerate(table, 1):
        for place, text in enumerate(cells, 1):
            if text:
                cell = book.active.cell(down, place, text)
                cell.data_type = "s"  # `=1+1` is a text here
    for first, last, column in merged:
        book.active.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    book.save(path)


def town_in(folder: Path) -> Path:
    town = folder / "town"
    (town / "config").mkdir(parents=True)
    (town / "inventory").mkdir()
    (town / "config" / "ictlife.yaml").write_text("city: {id: default, name: 例示市}\n", "utf-8")
    return town


def filled(path: Path) -> list[int]:
    """Numbers of the rows in which anything stands."""
    if path.suffix == ".csv":
        reader = csv.reader(io.StringIO(path.read_text("cp932")))
        found = []
        for cells in iter(lambda: next(reader, None), None):
            found += [reader.line_num] if any(cell.strip() for cell in cells) else []
        return found
    rows = openpyxl.load_workbook(path).active.iter_rows()
    return [cells[0].row for cells in rows if any(cell.value not in (None, "") for cell in cells)]


def check(taken: Taken, path: Path) -> None:
    """Every filled row below the headings is accepted or rejected, and none is both."""
    accepted = [each.row for each in taken.sorted.accepted]
    rejected = [each.line.number for each in taken.sorted.rejected]
    last = taken.proposal.header.last
    assert len(set(accepted) | set(rejected)) == len(accepted) + len(rejected) == taken.sorted.rows
    if path.suffix == ".xlsx":
        assert sorted(accepted + rejected) == [row for row in filled(path) if row > last]
    else:
        assert len(accepted) + len(rejected) == len([row for row in filled(path) if row > last])
    assert all(each.reasons and each.reasons[0].code for each in taken.sorted.rejected)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), type=st.sampled_from(["csv", "xlsx"]))
def test_accepted_and_rejected_are_all_rows_of_any_ledger(tmp_path_factory, data, type):
    table, _ = data.draw(ledgers())
    folder = tmp_path_factory.mktemp("rows")
    path = folder / f"台帳.{type}"
    write(path, table, data.draw(merges(table)) if type == "xlsx" else [])
    fill_down = data.draw(st.sampled_from([(), ("取得日",), ("機器区分", "取得日", "数量")]))
    intake = look(town_in(folder), [path], Wanted(kind="asset", confident=0.3, fill_down=fill_down))
    (taken,) = intake.taken
    check(taken, path)


def corrected(intake: Intake, path: Path) -> int:
    """Correct the rejected rows as a person would, by what the reasons name; how many rows are left to feed back."""
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[1]]
    rows = {row[0].row: row for row in page.iter_rows(min_row=2)}
    for cells, rejected in zip(rows.values(), intake.taken[-1].sorted.rejected, strict=True):
        if rejected.is_aside:
            for cell in cells:
                cell.value = None
            continue
        for reason in rejected.reasons:
            named = [span.column for span in reason.spans if span.row == rejected.line.number] or [None]
            for place, head in enumerate(heads[:-1]):
                guess = intake.taken[-1].proposal.grid.column(place, str(head))
                if guess in named or reason.code in ("INP019", "DAT003", "IMP005"):
                    cells[place].value = fixed(HEAD[place], cells[0].row)
    book.save(path.with_name(f"直し{path.name}"))
    return sum(not each.is_aside for each in intake.taken[-1].sorted.rejected)


def fixed(heading: str, row: int) -> str:
    return f"N{row:03}" if heading == "管理番号" else GOOD[heading][0]


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data(), type=st.sampled_from(["csv", "xlsx"]))
def test_corrected_rejects_fed_back_lead_to_every_record_being_accepted(tmp_path_factory, data, type):
    table, _ = data.draw(ledgers())
    folder = tmp_path_factory.mktemp("back")
    town, path = town_in(folder), folder / f"台帳.{type}"
    write(path, table, [])
    intake = look(town, [path], Wanted(kind="asset", confident=0.3))
    apply(intake)
    (first,) = intake.taken
    expected = first.sorted.rows - sum(each.is_aside for each in first.sorted.rejected)
    if not first.sorted.rejected:
        return
    name = "台帳.csv" if type == "csv" else "台帳.xlsx[Sheet]"
    rejects = town / f"reports/import/{name}.rejected.xlsx"
    left = corrected(intake, rejects)
    back = rejects.with_name(f"直し{rejects.name}")
    back.rename(folder / rejects.name)
    again = look(town, [folder / rejects.name], Wanted())
    if left:
        (taken,) = again.taken
        assert [(each.reasons[0].code, each.line.number) for each in taken.sorted.rejected] == []
        assert len(taken.sorted.accepted) == left
        apply(again)
    assert len(first.sorted.accepted) + left == expected
    assert len(load(town).estate.assets) == expected
