"""How long the main job takes（性能の測定）: made-up cities of three sizes, and a table of times.

    python benchmarks/city.py                 all sizes
    python benchmarks/city.py --size city     one size
    python benchmarks/city.py --make DIR --size town   only write such a workspace to DIR

The same seed gives the same bytes. Times are the best of `--repeat` runs of a fresh process; `ratio` is to
merely reading the same files (bytes decoded and parted into cells, nothing understood); `cpu` is processor
seconds of all processes, which a busy machine stretches less. `MB` is the most that all processes of the run held
together (proportional set size on Linux, looked at five times a second; elsewhere the peak of the first process).
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZES = {"town": (50, 500), "city": (300, 5_000), "large": (3_000, 50_000)}
"""Name → groups, rows of equipment."""
LIMITS = {"town": (None, None), "city": (5.0, None), "large": (40.0, 1_500)}
"""Name → seconds and megabytes that the whole report may take on two cores."""
HELP_LIMIT = 0.3

# Class, way of acquisition, business, zone, price in thousands of yen, months of a lease, product.
CLASSES = (
    ("server", "リース", "general", "LGWAN接続系", 42_000, 60, "windows-server-2022"),
    ("application", "リース", "resident", "マイナンバー利用事務系", 28_000, 60, "windows-server-2019"),
    ("application", "リース", "tax", "マイナンバー利用事務系", 31_000, 72, "windows-server-2022"),
    ("pc", "リース", "general", "LGWAN接続系", 36_000, 60, "windows-11-24h2-e"),
    ("school_tablet", "購入", "school", "学校系", 54_000, 0, ""),
    ("network_access", "リース", "general", "LGWAN接続系", 9_000, 84, ""),
    ("firewall", "リース", "general", "インターネット接続系", 12_000, 60, ""),
    ("mfp", "リース", "general", "LGWAN接続系", 8_000, 60, ""),
    ("ups", "購入", "general", "スタンドアロン", 4_000, 0, ""),
    ("cloud_service", "クラウド", "general", "インターネット接続系", 0, 60, ""),
)
LIVES = {"network_access": 84, "ups": 72}

GROUP_HEAD = "管理番号,名称,機器区分,業務区分,所管課,接続系,機密性,完全性,可用性,設置場所,調達方法,稼働開始,次回更新予定,更新見込額（千円）,構築費（千円）,年間保守料（千円）,積算根拠,見積時点,出典"
ASSET_HEAD = "管理番号,更新単位,機器名,型番,製造番号,数量,製品,設置場所,契約番号,調達方法,取得日,保守期限,取得価格（千円）,出典"
CONTRACT_HEAD = "契約番号,契約名,契約種別,更新単位,契約日,開始,終了,月数,金額,金額の別,税区分,後年度負担の根拠,満了時の取扱い,出典"


@dataclass(frozen=True, slots=True)
class Timing:
    """One measured run（測定結果）."""

    seconds: float
    cpu: float
    megabytes: float


def make(folder: Path, groups: int, rows: int, seed: int = 20240401) -> None:
    """Write a made-up city of so many groups and rows of equipment."""
    rng = random.Random(seed)
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "config").mkdir(parents=True)
    (folder / "inventory").mkdir()
    for name, text in CONFIG.items():
        (folder / "config" / name).write_text(text, encoding="utf-8")
    sites = max(5, groups // 20)
    table = [(f"S{n:03d}", f"拠点{n}", "50" if n % 3 else "0") for n in range(1, sites + 1)]
    _write(folder, "拠点.csv", "拠点番号,名称,想定浸水深", table)
    made = [_group(rng, n, sites) for n in range(1, groups + 1)]
    _write(folder, "更新単位台帳.csv", GROUP_HEAD, [each[0] for each in made])
    _write(folder, "契約台帳.csv", CONTRACT_HEAD, [row for each in made for row in each[1]])
    _write(folder, "機器台帳.csv", ASSET_HEAD, _assets(rng, made, rows))


def _group(rng: random.Random, n: int, sites: int) -> tuple[list[str], list[list[str]], tuple[int, int], int]:
    """A group, its contracts, its first month and its class."""
    which = rng.randrange(len(CLASSES))
    kind, acquisition, business, zone, price, term, _ = CLASSES[which]
    life = LIVES.get(kind, term or 60)
    since = (rng.randrange(2020, 2026), rng.randrange(1, 13))
    gid, cost = f"G{n:05d}", int(price * rng.uniform(0.4, 1.8))
    start, renewal = _day(since), _month(_later(since, life))
    row = [gid, f"更新単位{n}", kind, business, f"第{n % 30 + 1}課", zone, "2", "2", "2", f"S{n % sites + 1:03d}"]
    row += [acquisition, start, renewal, f"{cost:,}", f"{cost // 5:,}", f"{cost // 12:,}", "見積", "令和7年4月", "例示"]
    contracts = []
    if term:
        end = _later(since, term)
        amount = f"{max(1, cost) * 1000 // term:,}"
        basis = "長期継続契約" if term <= 60 else "債務負担行為"
        what = "リース" if acquisition == "リース" else "クラウド"
        head = [f"K{n:05d}", f"更新単位{n}賃貸借", what, gid, _day(_later(since, -4), 15), start, _day(end, 0)]
        contracts.append([*head, str(term), amount, "月額", "税込", basis, "返還", "例示"])
    return row, contracts, since, which


def _assets(rng: random.Random, made: Sequence[tuple[list[str], list[list[str]], tuple[int, int], int]], rows: int) -> Iterator[list[str]]:
    for n in range(rows):
        group, contracts, since, which = made[n % len(made)]
        kind, acquisition, _, _, price, _, product = CLASSES[which]
        lot = rng.choice((1, 1, 1, 2, 4, 40, 320)) if kind in ("pc", "school_tablet") else rng.choice((1, 1, 2, 4))
        serial = f"SN{rng.randrange(10**9):09d}" if lot == 1 else ""
        yield [
            f"A{n + 1:06d}", group[0], f"機器{n + 1}", f"EX-{rng.randrange(1000, 9999)}", serial, str(lot), product,
            group[9], contracts[0][0] if contracts else "", acquisition, _day(since), _day(_later(since, 84), 0),
            f"{max(1, price // 20):,}", "例示",
        ]  # fmt: skip


def _write(folder: Path, name: str, head: str, rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> None:
    with (folder / "inventory" / name).open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head.split(","))
        writer.writerows(rows)


def _later(month: tuple[int, int], months: int) -> tuple[int, int]:
    index = month[0] * 12 + month[1] - 1 + months
    return index // 12, index % 12 + 1


def _day(month: tuple[int, int], day: int = 1) -> str:
    """A day in its era; day 0 is the last day of the month before."""
    if day == 0:
        before = _later(month, -1)
        year, number = before
        last = 29 if number == 2 and year % 4 == 0 else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]
        return f"令和{year - 2018}年{number}月{last}日"
    if (month[0], month[1]) < (2019, 5):
        return f"平成{month[0] - 1988}年{month[1]}月{day}日"
    return f"令和{month[0] - 2018}年{month[1]}月{day}日"


def _month(month: tuple[int, int]) -> str:
    return f"令和{month[0] - 2018}年{month[1]}月"


CONFIG = {
    "ictlife.yaml": "city:\n  name: 測定用の市\n  as_of: 令和7年10月1日\n  horizon_years: 12\n",
    "plans.yaml": (
        "plans:\n"
        "  P1: {name: 情報化計画, level: information, first_year: 令和5年度, last_year: 令和9年度}\n"
        "  P2: {name: 総合計画, level: superior, first_year: 令和6年度, last_year: 令和9年度}\n"
    ),
    "budget.yaml": "caps:\n  C8: {fiscal_year: 令和8年度, amount: 90億円}\n",
}


def read_only(folder: Path) -> float:
    """Seconds for merely reading the same files: decoded and parted into cells."""
    began = time.perf_counter()
    cells = 0
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="cp932", newline="") as file:
            cells += sum(len(row) for row in csv.reader(file))
    for path in sorted(folder.rglob("*.yaml")):
        cells += len(path.read_text(encoding="utf-8"))
    if not cells:
        raise SystemExit(f"nothing to read in {folder}")
    return time.perf_counter() - began


def run(arguments: Sequence[str]) -> Timing:
    """Time and peak memory of one process of the command."""
    environment = dict(os.environ, PYTHONPATH=str(HERE.parent / "src"))
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ictlife", *arguments],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    held = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, held), daemon=True)
    watcher.start()
    said = process.stderr.read() if process.stderr else b""
    if hasattr(os, "wait4"):
        _, status, used = os.wait4(process.pid, 0)
        code, cpu, megabytes = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    else:
        code, cpu, megabytes = process.wait(), float("nan"), float("nan")
    seconds = time.perf_counter() - began
    watcher.join()
    megabytes = max(held) or megabytes
    if code not in (0, 1):
        raise SystemExit(f"ictlife {' '.join(arguments)} ended with {code}\n{said.decode('utf-8', 'replace')}")
    return Timing(seconds, cpu, megabytes)


def _watch(process: int, held: list[float]) -> None:
    """Note how many megabytes a process and its copies hold, until it ends."""
    while total := sum(_held(each) for each in (process, *_copies(process))):
        held.append(total)
        time.sleep(0.2)


def _copies(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _held(process: int) -> float:
    """What a process holds, its share of what several hold included; 0 where it has ended or cannot be asked."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def best(arguments: Sequence[str], repeat: int) -> Timing:
    """The quickest of several runs."""
    return min((run(arguments) for _ in range(repeat)), key=lambda timing: timing.seconds)


def _load() -> str:
    """How busy the machine is with other work."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def bench(sizes: Sequence[str], repeat: int) -> bool:
    """Print the table; whether every limit was kept."""
    kept = True
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores; best of {repeat}; {_load()}")
    print(f"{'job':<14}{'groups':>8}{'rows':>8}{'seconds':>10}{'limit':>8}{'cpu':>8}{'ratio':>9}{'ms/row':>8}{'MB':>8}{'limit':>8}")
    timing = best(["--help"], max(3, repeat))
    kept &= timing.seconds <= HELP_LIMIT
    print(f"{'--help':<14}{'':>8}{'':>8}{timing.seconds:>10.2f}{HELP_LIMIT:>8}{timing.cpu:>8.2f}{'':>9}{'':>8}{timing.megabytes:>8.0f}")
    for size in sizes:
        groups, rows = SIZES[size]
        folder = HERE / "out" / size
        make(folder, groups, rows)
        reading = min(read_only(folder) for _ in range(3))
        for verb in ("check", "report"):
            timing = best([verb, str(folder), "--quiet"], repeat)
            seconds, megabytes = LIMITS[size] if verb == "report" else (None, None)
            kept &= (seconds is None or timing.seconds <= seconds) and (megabytes is None or timing.megabytes <= megabytes)
            print(
                f"{verb + ' ' + size:<14}{groups:>8}{rows:>8}{timing.seconds:>10.2f}{seconds or '':>8}{timing.cpu:>8.2f}"
                f"{timing.seconds / reading:>9.0f}{timing.seconds * 1000 / rows:>8.2f}"
                f"{timing.megabytes:>8.0f}{megabytes or '':>8}"
            )
    return kept


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Times of the main job on made-up cities.")
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size (may be repeated)")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each job; the best counts")
    parser.add_argument("--make", type=Path, metavar="DIR", help="only write such a city to DIR")
    options = parser.parse_args()
    sizes = options.size or list(SIZES)
    if options.make:
        make(options.make, *SIZES[sizes[0]])
        return
    sys.exit(0 if bench(sizes, options.repeat) else 1)


if __name__ == "__main__":
    main()
