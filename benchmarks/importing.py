"""How long a large ledger takes to come in（取込みの速さ）: 100,000 rows of 20 columns, xlsx and CP932 CSV.

    python benchmarks/importing.py [ROWS]

Each file is read, mapped and written in a process of its own; the limit is 25 s and 1.5 GB.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
SECONDS, MEGABYTES = 25.0, 1536
HEAD = ["管理番号", "更新単位", "機器名", "型番", "メーカー", "製造番号", "数量", "OS", "設置場所", "室・階", "契約番号",
        "調達方法", "取得日", "出荷日", "保守期限", "取得価格（千円）", "記憶媒体", "暗号化", "所管課", "備考"]  # fmt: skip


def rows(count: int) -> Iterator[list[str]]:
    """Made-up equipment, as a town writes it."""
    yield HEAD
    for n in range(count):
        month, day = n % 12 + 1, n % 28 + 1
        yield [
            f"A{n:06}", f"G{n % 400}", f"業務用端末 {n % 50}型", f"M-{n % 90}", "例示電機", f"SN{n:08}", "1台",
            ("Windows Server 2019 Standard", "RHEL 8.6", "FortiOS 7.4")[n % 3], f"拠点{n % 30}", f"{n % 9}階",
            f"K{n % 80}", ("リース", "購入")[n % 2], f"R{n % 7 + 1}.{month}.{day}" if n % 7 else "H31.4.1",
            f"R{n % 6 + 2}年{month}月", f"令和{n % 6 + 8}年3月31日", f"{n % 900 + 100:,}", "SSD", ("有", "無")[n % 2],
            "総務課", f"備考 {n}",
        ]  # fmt: skip


def write(folder: Path, count: int) -> list[Path]:
    """The two files."""
    import xlsxwriter

    text, book = folder / "large.csv", folder / "large.xlsx"
    with text.open("w", encoding="cp932", newline="") as page:
        csv.writer(page).writerows(rows(count))
    with xlsxwriter.Workbook(str(book), {"constant_memory": True}) as made:
        sheet = made.add_worksheet("機器台帳")
        for down, row in enumerate(rows(count)):
            for place, cell in enumerate(row):
                sheet.write_string(down, place, cell)
    return [text, book]


def take(file: Path, town: Path) -> None:
    """One import, in this process; says how long and how much memory."""
    sys.path.insert(0, str(SOURCE))
    import gc

    gc.disable()  # as the command does
    from ictlife.workspace.intake import Wanted
    from ictlife.workspace.look import look
    from ictlife.workspace.take_over import apply

    start = time.perf_counter()
    intake = look(town, [file], Wanted())
    apply(intake)
    seconds, cpu = time.perf_counter() - start, time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (taken,) = intake.taken
    accepted, rejected = len(taken.sorted.accepted), len(taken.sorted.rejected)
    verdict = "ok" if seconds < SECONDS and megabytes < MEGABYTES else "TOO MUCH"
    print(f"{file.name}: {accepted} accepted + {rejected} rejected, {seconds:.1f} s ({cpu:.1f} s of one core), {megabytes:.0f} MB: {verdict}")


def main() -> None:
    """Write the files and take each in."""
    if len(sys.argv) == 3:
        take(Path(sys.argv[1]), Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        for file in write(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
            town = Path(name) / file.suffix[1:]
            (town / "inventory").mkdir(parents=True)
            subprocess.run([sys.executable, __file__, str(file), str(town)], check=True)


if __name__ == "__main__":
    main()
