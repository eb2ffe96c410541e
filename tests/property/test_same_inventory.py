"""One inventory written as CSV (UTF-8, CP932), as a workbook (as text, as typed), as ODS and as YAML is one Estate."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ictlife.workspace.load import load
from tests.unit.sources import books

Rows = Sequence[Mapping[str, str | int | date]]

GROUP = {
    "id": "管理番号", "name": "名称", "category": "機器区分", "in_service_on": "稼働開始", "zone": "接続系",
    "renewal_cost": "更新見込額（千円）", "cycle_months": "更新周期", "holds_resident_data": "住民情報の有無",
}  # fmt: skip
ASSET = {
    "id": "資産番号", "group": "更新単位", "name": "機器名", "serial": "製造番号", "quantity": "台数",
    "acquired_on": "取得日", "price": "取得価格",
}  # fmt: skip

LETTERS = "アイ端末サーバ情報系㈱髙﨑①ＡＢab01-・ "
texts = st.text(LETTERS, min_size=3, max_size=12).map(str.strip).filter(lambda t: len(t) > 2 and not t.isdigit())
codes = st.from_regex(r"0[0-9]{5}", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def sometimes(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), strategy)


groups = st.lists(
    st.fixed_dictionaries(
        {
            "id": codes,
            "name": texts,
            "category": st.sampled_from(["server", "pc"]),
            "in_service_on": sometimes(days),
            "zone": sometimes(st.sampled_from(["LGWAN接続系", "マイナンバー利用事務系", "internet"])),
            "renewal_cost": sometimes(st.integers(0, 10**6)),
            "cycle_months": sometimes(st.sampled_from(["60か月", "5年", "84"])),
            "holds_resident_data": sometimes(st.sampled_from(["○", "×", "有", "無"])),
        }
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row["id"],
)


@st.composite
def inventories(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Groups and the assets in them; what is not stated is left out."""
    owners = draw(groups)
    assets = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "id": codes.map("A{}".format),
                    "group": st.sampled_from([row["id"] for row in owners]),
                    "name": texts,
                    "serial": sometimes(codes),
                    "quantity": st.integers(0, 999),
                    "acquired_on": sometimes(days),
                    "price": sometimes(st.integers(0, 10**9)),
                }
            ),
            min_size=1,
            max_size=4,
            unique_by=lambda row: row["id"],
        )
    )
    stated = [[{k: v for k, v in row.items() if v is not None} for row in rows] for rows in (owners, assets)]
    return stated[0], stated[1]


def write_csv(encoding: str) -> Callable[[Path, str, dict[str, str], Rows], None]:
    def write(folder: Path, name: str, columns: dict[str, str], rows: Rows) -> None:
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(columns.values())
        table.writerows([[str(row.get(field, "")) for field in columns] for row in rows])
        (folder / f"inventory/{name}.csv").write_bytes(text.getvalue().encode(encoding))

    return write


def write_book(is_typed: bool) -> Callable[[Path, str, dict[str, str], Rows], None]:
    def write(folder: Path, name: str, columns: dict[str, str], rows: Rows) -> None:
        book = Workbook()
        sheet = book.active
        sheet.append([f"{name}（例示）"])
        sheet.append(list(columns.values()))
        for row in rows:
            cells = [row.get(field) for field in columns]
            sheet.append([cell if is_typed or cell is None else str(cell) for cell in cells])
        book.save(folder / f"inventory/{name}.xlsx")

    return write


def write_ods(folder: Path, name: str, columns: dict[str, str], rows: Rows) -> None:
    lines = [[name], columns.values(), *([row.get(field, "") for field in columns] for row in rows)]
    table = "".join(books.row(*(books.cell(each) if each != "" else books.blank(1) for each in line)) for line in lines)
    (folder / f"inventory/{name}.ods").write_bytes(books.ods(table))


def write_yaml(folder: Path, name: str, columns: dict[str, str], rows: Rows) -> None:
    kind = "groups" if columns is GROUP else "assets"
    text = [f"{kind}:"]
    for row in rows:
        stated = {field: f"{v}千円" if field == "renewal_cost" else str(v) for field, v in row.items()}
        text.append("  - " + json.dumps(stated, ensure_ascii=False))
    (folder / f"inventory/{name}.yaml").write_text("\n".join(text), "utf-8")


WRITERS = (
    write_csv("utf-8"),
    write_csv("utf-8-sig"),
    write_csv("cp932"),
    write_book(False),
    write_book(True),
    write_ods,
    write_yaml,
)


@settings(max_examples=25)
@given(inventories())
def test_csv_workbook_and_yaml_of_one_inventory_give_one_estate(inventory: tuple[Rows, Rows]):
    estates = []
    for write in WRITERS:
        with tempfile.TemporaryDirectory() as path:
            folder = Path(path)
            (folder / "config").mkdir()
            (folder / "inventory").mkdir()
            (folder / "config/ictlife.yaml").write_text("city: {name: 例示市}\n", "utf-8")
            write(folder, "更新単位台帳", GROUP, inventory[0])
            write(folder, "機器台帳", ASSET, inventory[1])
            loaded = load(folder)
            assert loaded.findings == ()
            estates.append((loaded.estate.groups, loaded.estate.assets))
    assert len(estates[0][0]) == len(inventory[0])
    assert len(estates[0][1]) == len(inventory[1])
    assert all(estate == estates[0] for estate in estates)
