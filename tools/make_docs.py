"""Write docs/reference/ from the program itself（リファレンスの生成）: columns, rules, commands.

    python tools/make_docs.py            write
    python tools/make_docs.py --check    say which pages are not what would be written; exit 1 if any
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import click  # noqa: E402
from ruamel.yaml import YAML  # noqa: E402
from rule_pages import rule_pages  # noqa: E402

from ictlife.cli.main import ictlife  # noqa: E402
from ictlife.model.estate import ATTRIBUTES, MODELS  # noqa: E402
from ictlife.sources.shape import Reads, Shape, shapes  # noqa: E402
from ictlife.workspace.rulebook import load_rulebook  # noqa: E402

TARGET = ROOT / "docs" / "reference"
DATA = ROOT / "src" / "ictlife" / "data"
NOTE = "<!-- Made by tools/make_docs.py（make docs）; do not edit. -->\n"

BY_HAND = frozenset({Path("contract.md")})
"""Pages that a person writes; every other page is generated."""

READINGS = {
    Reads.TEXT: "文字", Reads.WHEN: "日付", Reads.SUPPORT: "日付・未発表・未確認", Reads.FISCAL_YEAR: "年度",
    Reads.YEN: "金額", Reads.WHOLE: "整数", Reads.TERM: "月数", Reads.HOURS: "時間", Reads.PERCENT: "率",
    Reads.MEASURE: "時間・長さ", Reads.CHOICE: "選択", Reads.REF: "番号", Reads.NESTED: "内訳（YAML）",
}  # fmt: skip


def pages() -> dict[Path, str]:
    """Every generated page by its path below docs/reference/."""
    book, _ = load_rulebook(None, with_cases=True)
    made = {Path("columns.md"): columns(), Path("commands.md"): commands(), Path("README.md"): contents()}
    made.update(rule_pages(book))
    return {path: NOTE + "\n" + text.rstrip() + "\n" for path, text in made.items()}


def contents() -> str:
    """The page that leads to the others."""
    return """# リファレンス Reference

- [変わらない約束: 終了コード・フォルダ・assessment.json What stays stable](contract.md)
- [コマンド Commands](commands.md)
- [列と項目 Columns](columns.md)
- [規則 Rules](rules/README.md)
  - [根拠条項から引く Rules by clause](rules/citations.md)
  - [条文要確認の根拠 Unverified clauses](rules/unverified.md)
  - [検査 Checks](rules/checks.md)
"""


def columns() -> str:
    """Every kind of record with its fields, and the headings by which a ledger may call them."""
    words = YAML(typ="safe").load((DATA / "columns.yaml").read_text("utf-8"))
    lines = ["# 列と項目 Columns", ""]
    lines += ["台帳（CSV・Excel）の見出しと、YAML の項目名です。見出しは日本語でも英語の項目名でも読みます。", ""]
    for kind, model in MODELS.items():
        about = words["kinds"].get(kind, {})
        lines += [f"## {kind}", "", f"{model.__doc__}".splitlines()[0], ""]
        lines += [f"YAML のブロック名: `{ATTRIBUTES[kind]}`"]
        if names := about.get("names"):
            lines += ["", f"ファイル名・シート名の言葉: {'、'.join(names[:8])}"]
        lines += ["", "| 項目 | 見出し | 読み方 | 意味 |", "|---|---|---|---|"]
        described = {info.alias or name: info.description or "" for name, info in model.model_fields.items()}
        for name, shape in shapes(model).items():
            headings = "、".join(about.get("columns", {}).get(name, [])[:6])
            needed = " **必須**" if shape.is_required else ""
            meaning = " ".join(described.get(name, "").split())
            lines.append(f"| `{name}`{needed} | {headings} | {_reading(shape)} | {meaning} |")
        lines.append("")
    return "\n".join(lines)


def _reading(shape: Shape) -> str:
    said = READINGS[shape.reads]
    if shape.refers:
        said += f"（{'・'.join(shape.refers)}）"
    elif shape.choices and shape.choices != "YesNo":
        said += "（" + "・".join(f"`{word}`" for word in shape.words) + "）"
    elif shape.choices:
        said = "有無"
    return said + (" いくつでも" if shape.is_many and shape.reads is not Reads.NESTED else "")


def commands() -> str:
    """The help of every verb, as the command itself prints it."""
    how = {**ictlife.context_settings, "terminal_width": 100, "max_content_width": 100}
    parent = click.Context(ictlife, info_name="ictlife", **how)
    lines = ["# コマンド Commands", "", "```", ictlife.get_help(parent), "```", ""]
    for name in ictlife.list_commands(parent):
        command = ictlife.get_command(parent, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=parent, **how)
            lines += [f"## {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the pages, or check that they are as they would be written."""
    made = pages()
    there = {path.relative_to(TARGET) for path in TARGET.rglob("*.md")} if TARGET.exists() else set()
    stale = [path for path, text in made.items() if path not in there or (TARGET / path).read_text("utf-8") != text]
    gone = sorted(path for path in there if path.parts[0] == "rules" and path not in made)
    if "--check" in sys.argv[1:]:
        for path in sorted((*stale, *gone)):
            print(f"docs/reference/{path} is stale: run make docs")
        sys.exit(1 if stale or gone else 0)
    for path, text in made.items():
        (TARGET / path).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / path).write_text(text, encoding="utf-8")
    for path in gone:
        (TARGET / path).unlink()


if __name__ == "__main__":
    main()
