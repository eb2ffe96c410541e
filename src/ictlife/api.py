"""The verbs in one place（公開の入口）: open a workspace, assess it, show it, write its papers.

The command line and every other program start here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from ictlife.base.finding import Finding
from ictlife.base.refusal import Refusal
from ictlife.base.text import LANGS, Lang
from ictlife.base.textkey import file_name
from ictlife.prepare import Step, no_step, prepare
from ictlife.reports.paper import Paper
from ictlife.workspace.baseline import Approval
from ictlife.workspace.load import Loaded, load
from ictlife.workspace.settle import unread
from ictlife.workspace.write import write_whole

if TYPE_CHECKING:
    from ictlife.model.estate import Estate
    from ictlife.reports.differences import Compared
    from ictlife.whatif.questions import Change
    from ictlife.workspace.back import Make
    from ictlife.workspace.intake import Wanted

__all__ = ["Approval", "prepare"]

REPORTS = "reports"
MANY_GROUPS = 200
"""From so many groups on, rendering takes so long that a second process pays."""


def open_workspace(folder: Path, scenario: str | None = None, step: Step = no_step) -> Loaded:
    """Read a workspace（読込み）.

    Raises:
        Refusal: where there is no workspace, or it may not be read.
    """
    return load(folder, scenario, step)


def papers(
    paper: Paper, lang: Lang, tell: Callable[[str], None] | None = None, own_brief: bytes | None = None
) -> Mapping[str, bytes]:
    """Every paper by its file name（報告書一式）; `tell` is told what could not be made, and why."""
    from ictlife.reports.documents.brief_files import brief_files, tell_nobody
    from ictlife.reports.every_paper import paper_jobs
    from ictlife.reports.two_at_once import Files, render_all

    def brief() -> Files:
        return brief_files(paper, lang, own_brief, tell or tell_nobody)

    is_large = len(paper.assessment.estate.groups) >= MANY_GROUPS
    made = render_all(paper_jobs(paper, lang), is_large, here=brief)
    return {name: content for files in made for name, content in files.items() if content is not None}


def write_reports(
    folder: Path, paper: Paper, lang: Lang, step: Step = no_step, tell: Callable[[str], None] | None = None
) -> tuple[Path, ...]:
    """Write every paper to `reports/`, all of them or none（報告書の書出し）."""
    from ictlife.workspace.forms import filled_forms, own_brief

    step("render")
    forms, _ = filled_forms(folder, paper, lang)
    files = {**papers(paper, lang, tell, own_brief(folder)), **forms}
    step("write")
    return write_whole(folder / REPORTS, files)


def summary(paper: Paper, lang: Lang, written: Iterable[Path]) -> str:
    """What a person reads after the main job（作成結果）."""
    from ictlife.reports.console.views import render_summary

    return render_summary(paper, lang, written)


def show(view: str, paper: Paper, lang: Lang, is_json: bool = False) -> str:
    """One view for the console, or the whole assessment as JSON（表示）."""
    if is_json:
        from ictlife.reports.json_out import render_json

        return render_json(paper).decode("utf-8")
    from ictlife.reports.console.views import render_console

    return render_console(view, paper, lang)


def explain_ref(paper: Paper, text: str, lang: Lang, is_json: bool = False) -> str:
    """Why the value at an address is what it is（説明）.

    Raises:
        Refusal: no_ref, with addresses that look alike.
    """
    from ictlife.reports.explain import explain, meant, near

    found = next((found for ref in meant(paper, text) if (found := explain(paper, ref, lang))), None)
    if found is None:
        raise Refusal("no_ref", ref=text, near=", ".join(near(paper, text)) or None)
    if is_json:
        from ictlife.reports.json_out import render_explanation_json

        return render_explanation_json(found)
    from ictlife.reports.console.explain import render_explanation

    return render_explanation(paper, found, lang)


def describe_rules(folder: Path, code: str | None, lang: Lang) -> str:
    """One rule with its clause, parameters and hint, or the list of all（規則集）."""
    from ictlife.reports.console.rules import render_rule, render_rule_list
    from ictlife.workspace.rulebook import load_rulebook

    rulebook, _ = load_rulebook(folder, with_cases=code is not None)
    if code is None:
        return render_rule_list(rulebook, lang)
    rule = rulebook.rules.get(code.upper().replace("-", ""))
    if rule is None:
        raise Refusal("no_rule", rule=code)
    return render_rule(rulebook, rule, lang)


_STATED = "config/ictlife.yaml"
"""Where a new workspace states its language."""


def make_workspace(folder: Path, lang: Lang) -> str:
    """Write the small workspace that ships with the program into an empty folder（作業フォルダの作成）.

    Raises:
        Refusal: not_empty, before anything is written; not_writable.
    """
    from ictlife.reports.words import Words

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("not_empty", folder=str(folder))
    with resources.as_file(resources.files("ictlife") / "data" / "init") as template:
        paths = [each for each in template.rglob("*") if each.is_file() and "__pycache__" not in each.parts]
        files = {each.relative_to(template).as_posix(): each.read_bytes() for each in sorted(paths)}
    files[_STATED] = files[_STATED].replace(b"lang: ja ", f"lang: {lang} ".encode())
    write_whole(folder, files)
    words = Words(lang)
    return "\n".join((words("cli.made", folder=str(folder)), words("cli.next")))


def freeze_workspace(folder: Path, name: str, paper: Paper, approval: Approval) -> Path:
    """Freeze what was assessed, with its inputs（凍結）."""
    from ictlife.versions import freeze

    return freeze(folder, name, paper, approval)


def compare_versions(
    folder: Path,
    names: Sequence[str],
    day: Callable[[date | None], date],
    step: Step = no_step,
    is_optimised: bool | None = None,
) -> tuple[Compared, ...]:
    """What differs between the first of `names` and each of the others（比較）: today, scenarios, baselines, dates.

    A baseline is computed in its own way, whatever `is_optimised` asks of the others.
    """
    from ictlife.versions import compare_sides, open_sides

    step("read")
    sides = open_sides(folder, names, day, is_optimised)
    before = next(sides)
    return tuple(compare_sides(before, after) for after in sides)


def write_comparison(folder: Path, compared: Compared, lang: Lang) -> tuple[Path, ...]:
    """Write the comparison as a page, a workbook and JSON, all of them or none（比較の書出し）."""
    from ictlife.reports.differences import (
        render_differences_excel,
        render_differences_html,
        render_differences_json,
    )

    files = {
        "compare.html": render_differences_html(compared, lang),
        "compare.xlsx": render_differences_excel(compared, lang),
        "compare.json": render_differences_json(compared),
    }
    return write_whole(folder / REPORTS, files)


def exit_code(opened: Loaded, paper: Paper) -> int:
    """0 clean, 1 findings at or above the town's threshold that are not waived, 3 an input cannot be read."""
    if unread(opened):
        return 3
    return _failing(opened, paper.findings)


def _failing(opened: Loaded, findings: Iterable[Finding]) -> int:
    """1 where one at or above the town's threshold is not waived, else 0."""
    threshold = opened.estate.city.fail_at.rank
    return int(any(each.severity.rank <= threshold and not each.waived_by for each in findings))


def write_survey(opened: Loaded, as_of: date, lang: Lang, is_json: bool = False) -> str:
    """Write one questionnaire for each department to `reports/survey/`（調査票の作成）; what was written."""
    from ictlife.reports.console.outcome import Outcome, render_outcome
    from ictlife.workspace.survey import survey_files

    folder = opened.folder / REPORTS / "survey"
    files = survey_files(prepare(opened, as_of).assessment, lang)
    written = write_whole(folder, files)
    counts: dict[str, int | str] = {"files": len(written), "folder": str(folder)}
    outcome = Outcome("survey", "survey.written", counts, (), "cli.written", written)
    return render_outcome(outcome, opened.rulebook, lang, is_json)


def read_survey(opened: Loaded, paths: Iterable[Path], lang: Lang, is_json: bool = False) -> tuple[str, int]:
    """Turn filled questionnaires into overlays（調査票の回収）; what to say, and the exit code."""
    from ictlife.reports.console.outcome import Outcome, render_outcome
    from ictlife.workspace.survey import overlays, questionnaires, read_back

    back = read_back(opened, questionnaires(paths))
    written = write_whole(opened.folder / "config" / "scenarios", overlays(back, lang))
    counts = {
        "files": back.files,
        "edits": back.changes,
        "answers": len(back.edits) - back.changes,
        "conflicts": back.conflicts,
    }
    outcome = Outcome("survey", "survey.read", counts, back.findings, "survey.overlay_written", written)
    return render_outcome(outcome, opened.rulebook, lang, is_json), _failing(opened, back.findings)


def show_comparison(compared: Sequence[Compared], lang: Lang, is_json: bool = False) -> str:
    """The comparison for the console, or as JSON; of several, a line each first（比較の表示）."""
    from ictlife.reports.differences import (
        render_differences_console,
        render_differences_json,
        render_overview,
    )

    if is_json:
        return render_differences_json(compared[0], compared[1:]).decode("utf-8")
    if len(compared) > 1:
        return render_overview(compared, lang)
    return render_differences_console(compared[0], lang)


def write_what_if(
    folder: Path,
    name: str,
    ask: Callable[[Estate], tuple[Change, ...]],
    why: str,
    lang: Lang | None = None,
    *,
    is_json: bool = False,
) -> str:
    """Write the overlay that answers a question（想定の書出し）; what to run next, or as JSON what was written.

    Raises:
        Refusal: nothing_to_change, overlay_exists, or what the question itself refuses.
    """
    import json

    from ictlife.reports.words import Words
    from ictlife.workspace.layout import SCENARIOS
    from ictlife.workspace.overlay_file import render_overlay

    name = file_name(name)
    opened = open_workspace(folder)
    changes = ask(opened.estate)
    if not changes:
        raise Refusal("nothing_to_change", name=name)
    if (folder / SCENARIOS / f"{name}.yaml").exists():
        raise Refusal("overlay_exists", name=name)
    title = {"ja": name, "en": name}
    written = write_whole(folder / SCENARIOS, {f"{name}.yaml": render_overlay(name, title, changes, why)})
    if is_json:
        about = {"schema": "ictlife.what-if/1", "name": name, "edits": len(changes), "written": [str(written[0])]}
        return json.dumps(about, ensure_ascii=False, indent=1)
    words = Words(lang or ("en" if opened.estate.city.lang == "en" else "ja"))
    return words("cli.what_if", file=str(written[0]), count=len(changes), name=name)


def import_files(
    folder: Path,
    files: Iterable[Path],
    wanted: Wanted,
    *,
    is_applied: bool = False,
    with_rejects: bool = False,
    is_json: bool = False,
    step: Step = no_step,
    opened: Callable[[], tuple[Loaded, Make]] | None = None,
) -> tuple[str, int]:
    """What files from outside hold, and, if asked, take it over（取込み）; what to say, and the exit code.

    A workbook of ours that was edited is read as `read_back` does, for which `opened` opens the workspace
    and says how it is assessed. The code is 3 where a file could not be read, 1 where something was not taken
    over, else 0.
    """
    from ictlife.workspace.back import is_returned
    from ictlife.workspace.layout import inputs_of
    from ictlife.workspace.look import look
    from ictlife.workspace.take_over import apply, said

    if is_applied or with_rejects:
        inputs_of(folder)  # nothing is written where no workspace is
    paths = list(files)
    ours = [path for path in paths if opened is not None and is_returned(path)]
    rest = [path for path in paths if path not in ours]
    back: list[tuple[str, int]] = []
    if ours and opened is not None:
        back = [read_back(*opened(), tuple(ours), wanted.lang, is_json, is_applied)]
    if not rest:
        return _joined([text for text, _ in back], is_json), max(code for _, code in back)
    intake = look(folder, rest, wanted, step)
    step("write")
    written = apply(intake, with_inventory=is_applied) if is_applied or with_rejects else ()
    texts = [*(text for text, _ in back), said(intake, written, is_json)]
    return _joined(texts, is_json), max(intake.exit_code, *(code for _, code in back), 0)


def _joined(texts: Sequence[str], is_json: bool) -> str:
    """One text of several; of several JSON documents, their list."""
    if not is_json or len(texts) == 1:
        return "".join(texts)
    return "[\n" + ",\n".join(text.rstrip() for text in texts) + "\n]\n"


def export_inventory(
    opened: Loaded,
    target: Path | None,
    form: str,
    encoding: str,
    lang: Lang,
    *,
    is_template: bool = False,
    is_json: bool = False,
) -> tuple[str, int]:
    """Write the inventory so that it comes back unchanged（台帳の書出し）; what to say, and the exit code.

    The code is 3 where an input could not be read, so that its records are missing, 1 where a character could not
    be written in the encoding, else 0.
    """
    from ictlife.reports.console.outcome import Outcome, render_outcome
    from ictlife.workspace.outgoing import export

    made = export(opened, form, encoding, is_template)
    written = write_whole(target or opened.folder / REPORTS / "export", made.files)
    counts = {"records": made.records, "apart": made.apart}
    findings = (*unread(opened), *made.findings)
    outcome = Outcome("export", "import.exported", counts, findings, "cli.written", written)
    said = render_outcome(outcome, opened.rulebook, lang, is_json)
    return said, 3 if unread(opened) else int(bool(made.findings))


def read_back(
    opened: Loaded, make: Make, books: tuple[Path, ...], lang: Lang, is_json: bool = False, is_applied: bool = True
) -> tuple[str, int]:
    """Turn edited copies of a workbook into one overlay（編集されたブックの取込み）; what to say, and the exit code.

    The overlay is written only if it `is_applied`.
    """
    from ictlife.reports.console.outcome import Outcome, render_outcome
    from ictlife.reports.words import Words
    from ictlife.workspace.back import read_workbooks_back
    from ictlife.workspace.layout import SCENARIOS
    from ictlife.workspace.overlay_file import render_overlay

    back = read_workbooks_back(opened, make, books)
    name, file = file_name("-".join(["back", *(book.stem for book in books)])), " + ".join(book.name for book in books)
    files = {}
    if back.changes and is_applied:
        title: dict[str, str] = {each: Words(each)("back.title", file=file) for each in LANGS}
        why = Words(lang)("back.why", file=file)
        files[f"{name}.yaml"] = render_overlay(name, title, back.changes, why)
    written = write_whole(opened.folder / SCENARIOS, files)
    edits = tuple((each.ref, each.was, each.to) for each in back.changes)
    counts: dict[str, int | str] = {"file": file, "edits": len(edits)}
    outcome = Outcome("back", "back.said", counts, back.findings, "back.written", written, edits)
    said = render_outcome(outcome, opened.rulebook, lang, is_json)
    if not (is_applied or is_json):
        said += Words(lang)("import.dry") + "\n"
    return said, _failing(opened, back.findings)
