"""A frozen assessment with its inputs（基準版）: a folder that can be reopened, verified and recomputed.

`manifest.json` names the version, the day, the scenario and the SHA-256 of every file; `inputs/` holds the
workspace's own files byte for byte, so that a newer version can compute them again; `records.json` what was
assessed, after the scenario's edits; `assessment.json` what was found then. A baseline is never written over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.base.textkey import file_name
from ictlife.reports.paper import Manifest
from ictlife.workspace.layout import BASELINES, CONFIG, INVENTORY, shown_name
from ictlife.workspace.write import write_whole

SCHEMA = "ictlife.baseline/1"
NO_DOCUMENT = (OSError, ValueError, RecursionError)
"""What reading a file as JSON raises where it is missing, or none."""
MANIFEST, INPUTS, RECORDS, ASSESSMENT = "manifest.json", "inputs", "records.json", "assessment.json"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved it, when, by which document（承認）; empty where it was not."""

    by: str = ""
    on: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A frozen assessment（基準版）, opened."""

    name: str
    folder: Path
    version: str
    as_of: date
    scenario: str | None
    is_optimised: bool
    approval: Approval
    digests: tuple[tuple[str, str], ...]
    """Path within the folder and SHA-256 of every file but the manifest."""
    is_sealed: bool
    """Whether the manifest is as it was written, by the digest that it holds of itself."""

    @property
    def inputs(self) -> Path:
        """The workspace as it was."""
        return self.folder / INPUTS

    def assessment(self) -> dict[str, object] | None:
        """What was found then, as the document that was written; None where it is lost, which `verify` says."""
        try:
            found = json.loads((self.folder / ASSESSMENT).read_bytes())
        except NO_DOCUMENT:
            return None
        return found if isinstance(found, dict) else None


def freeze(
    workspace: Path,
    name: str,
    manifest: Manifest,
    documents: tuple[bytes, bytes],
    approval: Approval,
    is_optimised: bool = False,
) -> Path:
    """Write a baseline of a workspace; the folder it stands in.

    Args:
        workspace: the folder whose inputs are kept.
        name: a new name.
        manifest: of the paper that is frozen.
        documents: the records after the scenario, and the assessment.
        approval: by whom.
        is_optimised: whether the schedule was fitted to caps and staff.

    Raises:
        Refusal: baseline_exists, baseline_name, not_readable, or not_writable.
    """
    if not name or file_name(name) != name or name.startswith("."):
        raise Refusal("baseline_name", name=name)
    folder = workspace / BASELINES / name
    if folder.exists():
        raise Refusal("baseline_exists", name=name)
    files = {f"{INPUTS}/{path.relative_to(workspace).as_posix()}": _kept(path) for path in _own(workspace)}
    files |= {RECORDS: documents[0], ASSESSMENT: documents[1]}
    about: dict[str, object] = {
        "schema": SCHEMA,
        "version": manifest.version,
        "as_of": manifest.as_of.isoformat(),
        "scenario": manifest.scenario or None,
        "optimised": is_optimised,
        "approval": {"by": approval.by, "on": approval.on, "document": approval.document},
        "files": [{"path": path, "sha256": sha256(content).hexdigest()} for path, content in sorted(files.items())],
    }
    about["sha256"] = _seal(about)
    files[MANIFEST] = (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
    write_whole(folder, files)
    return folder


def names(workspace: Path) -> tuple[str, ...]:
    """The baselines of a workspace, broken ones too, in order."""
    folder = workspace / BASELINES
    found = (path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ()
    return tuple(sorted(path.name for path in found if not path.name.startswith(".")))


def open_baseline(workspace: Path, name: str) -> Baseline:
    """The baseline of that name.

    Raises:
        Refusal: no_baseline, with the names there are; baseline_broken where its manifest cannot be read.
    """
    folder = workspace / BASELINES / name
    if not folder.is_dir():
        raise Refusal("no_baseline", name=name, near=", ".join(names(workspace)) or None)
    if not (folder / INPUTS).is_dir():
        raise Refusal("baseline_broken", name=name, file=f"{BASELINES}/{name}/{INPUTS}")
    try:
        about = json.loads((folder / MANIFEST).read_bytes())
        return Baseline(
            name=name,
            folder=folder,
            version=_text(about["version"]),
            as_of=date.fromisoformat(about["as_of"]),
            scenario=None if about["scenario"] is None else _text(about["scenario"]),
            is_optimised=bool(about["optimised"]),
            approval=Approval(**{name: _text(value) for name, value in about["approval"].items()}),
            digests=tuple((_text(each["path"]), _text(each["sha256"])) for each in about["files"]),
            is_sealed=about.get("sha256") == _seal(about),
        )
    except (*NO_DOCUMENT, KeyError, TypeError, AttributeError):
        raise Refusal("baseline_broken", name=name, file=f"{BASELINES}/{name}/{MANIFEST}") from None


def _seal(about: Mapping[str, object]) -> str:
    """The digest of a manifest without its own."""
    rest = {key: value for key, value in about.items() if key != "sha256"}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def verify(baseline: Baseline) -> tuple[Finding, ...]:
    """Files that are not what was frozen: changed, missing, or added（改変の検出）."""
    return tuple(_differing(baseline))


def _differing(baseline: Baseline) -> Iterator[Finding]:
    if not baseline.is_sealed:
        yield _finding("BSL001", baseline, MANIFEST)
    for name, digest in baseline.digests:
        path = baseline.folder / name
        if not path.is_file():
            yield _finding("BSL002", baseline, name)
        elif sha256(_kept(path)).hexdigest() != digest:
            yield _finding("BSL001", baseline, name)
    known = {name for name, _ in baseline.digests} | {MANIFEST}
    for path in sorted(baseline.folder.rglob("*")):
        name = path.relative_to(baseline.folder).as_posix()
        if path.is_file() and name not in known:
            yield _finding("BSL003", baseline, name)


def _finding(code: str, baseline: Baseline, name: str) -> Finding:
    name = shown_name(name)
    file = f"{BASELINES}/{baseline.name}/{name}"
    return Finding(code, Ref("file", file), {"baseline": baseline.name, "file": name}, spans=(Span(file),))


def _own(workspace: Path) -> Iterator[Path]:
    """Every file of the workspace that can have a part in an assessment."""
    for folder in (CONFIG, INVENTORY):
        yield from sorted(path for path in (workspace / folder).rglob("*") if path.is_file())


def _kept(path: Path) -> bytes:
    """The bytes of a file that is frozen, or was.

    Raises:
        Refusal: not_readable.
    """
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("not_readable", file=shown_name(str(path))) from None
