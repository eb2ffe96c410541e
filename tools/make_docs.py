"""Write docs/reference/ from the program itself（リファレンスの生成）: columns, rules, commands.

    python tools/make_docs.py            write
    python tools/make_docs.py --check    say which pages are not what would be written; exit 1 if any
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import click  # noqa: E402
from ruamel.yaml import YAML  # noqa: E402

from ictlife.cli.main import ictlife  # noqa: E402
from ictlife.model.estate import ATTRIBUTES, MODELS  # noqa: E402
from ictlife.model.rule import Authority, Rule  # noqa: E402
from ictlife.sources.shape import Reads, Shape, shapes  # noqa: E402
from ictlife.workspace.rulebook import authorities, shipped_rules  # noqa: E402

TARGET = ROOT / "docs" / "reference"
DATA = ROOT / "src" / "ictlife" / "data"
NOTE = "<!-- Made by tools/make_docs.py（make docs）; do not edit. -->\n"

AREAS = {
    "INP": "読み込み Reading", "DAT": "値 Values", "EST": "参照 References", "OVL": "上書き Overlays",
    "LIF": "更新需要 Lifecycle", "SCH": "更新時期 Schedule", "PRC": "調達 Procurement", "BUD": "予算 Budget",
    "PLN": "計画 Plans", "BCP": "業務継続 Continuity", "SEC": "セキュリティ Security", "DSP": "廃棄 Disposal",
    "RUL": "規則 Rules and waivers", "LOC": "団体独自 Local",
}  # fmt: skip
SEVERITIES = {"error": "重大 error", "warning": "注意 warning", "info": "参考 info"}
READINGS = {
    Reads.TEXT: "文字", Reads.WHEN: "日付", Reads.SUPPORT: "日付・未発表・未確認", Reads.FISCAL_YEAR: "年度",
    Reads.YEN: "金額", Reads.WHOLE: "整数", Reads.TERM: "月数", Reads.HOURS: "時間", Reads.PERCENT: "率",
    Reads.MEASURE: "時間・長さ", Reads.CHOICE: "選択", Reads.REF: "番号", Reads.NESTED: "内訳（YAML）",
}  # fmt: skip
BASES = {"read": "", "secondary": "（二次資料）", "unverified": "（条文要確認）"}


def pages() -> dict[Path, str]:
    """Every generated page by its path below docs/reference/."""
    rules = shipped_rules(with_cases=True)
    made = {Path("columns.md"): columns(), Path("commands.md"): commands(), Path("README.md"): contents(rules)}
    for area in sorted({code[:3] for code in rules}):
        own = [rule for code, rule in sorted(rules.items()) if code.startswith(area)]
        made[Path("rules") / f"{area}.md"] = rules_page(area, own, authorities())
    return {path: NOTE + text.rstrip() + "\n" for path, text in made.items()}


def contents(rules: Mapping[str, Rule]) -> str:
    """The page that leads to the others."""
    lines = ["# リファレンス Reference", ""]
    lines += ["- [コマンド Commands](commands.md)", "- [列と項目 Columns](columns.md)", "- 規則 Rules", ""]
    lines += ["| 番号 | 重大度 | 規則 | Rule |", "|---|---|---|---|"]
    for code, rule in sorted(rules.items()):
        link = f"[{code}](rules/{code[:3]}.md#{code.lower()})"
        lines.append(f"| {link} | {SEVERITIES[rule.severity.value]} | {rule.title.ja} | {rule.title.en} |")
    return "\n".join(lines)


def rules_page(area: str, rules: list[Rule], sources: Mapping[str, Authority]) -> str:
    """One area's rules: what is demanded, by which clause, how it is said, with examples of both sides."""
    return f"# {AREAS.get(area, area)}\n\n" + "\n\n".join("\n".join(_rule(rule, sources)) for rule in rules)


def _rule(rule: Rule, sources: Mapping[str, Authority]) -> Iterator[str]:
    yield f"## {rule.id}"
    yield f"\n**{rule.title.ja}** — {rule.title.en}（{SEVERITIES[rule.severity.value]}）\n"
    yield f"- 文: {_code(rule.message.ja)}"
    yield f"- Message: {_code(rule.message.en)}"
    yield f"- 対処: {rule.hint.ja}"
    yield f"- Remedy: {rule.hint.en}"
    for citation in rule.citations:
        source = sources[citation.authority]
        edition = f"、{source.edition}" if source.edition else ""
        yield f"- 根拠: {source.title.ja}{edition} {citation.clause}{BASES[citation.basis.value]}"
    for name, value in rule.params.items():
        yield f"- 値 `{name}`: {_param(value)}"
    for case in rule.cases:
        side = "違反例" if case.get("expect") else "適合例"
        yield f"- {side}: {case['name']}（{case.get('as_of', '')}）"


def _param(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{first}から {each}" for first, each in value.items())
    return str(value)


def _code(text: str) -> str:
    return text.replace("|", "\\|").replace("{", "`{").replace("}", "}`")


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
    parent = click.Context(ictlife, info_name="ictlife", terminal_width=100, max_content_width=100)
    lines = ["# コマンド Commands", "", "```", ictlife.get_help(parent), "```", ""]
    for name in ictlife.list_commands(parent):
        command = ictlife.get_command(parent, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
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
