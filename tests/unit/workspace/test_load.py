"""A folder becomes an Estate in which every reference leads somewhere."""

from pathlib import Path

import pytest

from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.workspace.load import load

GROUPS = "管理番号,名称,機器区分,先行する更新単位\nSV-01,情報系サーバ,server,\nSV-02,メール,server,SV-01\n"


def workspace(folder: Path, **files: str) -> Path:
    """A workspace of files named `config__caps` → config/caps.yaml and `inventory__groups` → inventory/groups.csv."""
    files = {"config__ictlife": "city: {name: 例示市}\n", **files}
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_suffix(".yaml" if name.startswith("config") else ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def said(loaded) -> list[str]:
    return [" ".join([finding.code, *map(str, finding.spans)]) for finding in loaded.findings]


def test_folder_without_inputs_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no_workspace"):
        load(tmp_path)
    with pytest.raises(Refusal, match="no_workspace"):
        load(tmp_path / "absent")


def test_clean_workspace_says_nothing_and_hashes_its_inputs(tmp_path):
    loaded = load(workspace(tmp_path, inventory__groups=GROUPS))
    assert said(loaded) == []
    assert [name for name, _ in loaded.inputs] == ["config/ictlife.yaml", "inventory/groups.csv"]
    assert loaded.estate.groups["SV-02"].after == ("SV-01",)
    assert loaded.estate.city.name == "例示市"


def test_hashes_follow_the_bytes(tmp_path):
    before = load(workspace(tmp_path, inventory__groups=GROUPS)).inputs
    assert load(tmp_path).inputs == before
    assert load(workspace(tmp_path, inventory__groups=GROUPS + "\n")).inputs != before


def test_workspace_lies_over_shipped_records_field_by_field(tmp_path):
    shipped = load(workspace(tmp_path)).estate.policies["server"]
    own = load(workspace(tmp_path, config__policy="policies:\n  server: {cycle_months: 7年}\n"))
    policy = own.estate.policies["server"]
    assert policy.cycle_months == 84
    assert policy == shipped.model_copy(update={"cycle_months": 84})
    assert str(own.origins.span(Ref("policy", "server", "cycle_months"))) == "config/policy.yaml:2:26"
    assert own.origins.span(Ref("policy", "server", "lease_months")).file.startswith("ictlife/data/defaults/")


def test_a_cap_may_name_the_general_funds_in_japanese(tmp_path):
    caps = "caps:\n  G: {fiscal_year: 令和8年度, amount: 100万円, fund: 一般財源}\n  K: {fiscal_year: 令和8年度, amount: 1円, fund: KOKKO}\n"
    loaded = load(workspace(tmp_path, config__budget=caps))
    assert {id: cap.fund for id, cap in loaded.estate.caps.items()} == {"G": "general", "K": "KOKKO"}


def test_origins_know_every_field_and_nothing_else(tmp_path):
    origins = load(workspace(tmp_path, inventory__groups=GROUPS)).origins
    assert str(origins.span(Ref("group", "SV-02", "after"))) == "inventory/groups.csv:3:先行する更新単位"
    assert str(origins.span(Ref("group", "SV-02"))) == "inventory/groups.csv:3"
    assert origins.span(Ref("group", "SV-99")) is None
    assert origins.span(Ref("renewal", "SV-01/1")) is None


def test_reference_to_nothing_is_taken_out_of_an_optional_field(tmp_path):
    loaded = load(workspace(tmp_path, inventory__groups=GROUPS.replace("server,SV-01", "server,SV-01、SV-1")))
    assert said(loaded) == ["EST001 inventory/groups.csv:3:先行する更新単位"]
    assert loaded.findings[0].params["closest"] == "SV-01"
    assert loaded.estate.groups["SV-02"].after == ("SV-01",)


def test_record_whose_required_reference_leads_nowhere_is_dropped_with_what_needs_it(tmp_path):
    contracts = "契約番号,契約名,契約種別,対象の更新単位\nC-1,賃貸借,リース,SV-01\n"
    assets = "資産番号,更新単位,機器名,契約番号\nA-1,SV-99,サーバ,C-1\nA-2,SV-01,サーバ,C-1\n"
    folder = workspace(tmp_path, inventory__groups=GROUPS, inventory__assets=assets, inventory__contracts=contracts)
    loaded = load(folder)
    assert said(loaded) == ["EST001 inventory/assets.csv:2:更新単位"]
    assert set(loaded.estate.assets) == {"A-2"}
    assert loaded.estate.dropped == {Ref("asset", "A-1")}


def test_what_refers_to_a_dropped_record_is_silent_and_settled(tmp_path):
    assets = "資産番号,更新単位,機器名\nA-1,SV-01,サーバ\n"
    groups = GROUPS.replace("SV-01,情報系サーバ", "SV-01,")
    loaded = load(workspace(tmp_path, inventory__groups=groups, inventory__assets=assets))
    assert said(loaded) == ["INP051 inventory/groups.csv:2:名称"]
    assert loaded.estate.dropped == {Ref("group", "SV-01"), Ref("asset", "A-1")}
    assert loaded.estate.groups["SV-02"].after == ()


def test_circle_of_references_is_broken(tmp_path):
    groups = '管理番号,名称,機器区分,先行する更新単位\nA,あ,server,B\nB,い,server,"A,C"\nC,う,server,\n'
    loaded = load(workspace(tmp_path, inventory__groups=groups))
    assert [finding.code for finding in loaded.findings] == ["EST002"]
    assert loaded.findings[0].params["path"] == "A → B → A"
    assert {id: group.after for id, group in loaded.estate.groups.items()} == {"A": (), "B": ("C",), "C": ()}


def test_text_of_inputs_stays_text(tmp_path):
    groups = (
        "管理番号,名称,機器区分,備考\n011002,<script>alert(1)</script>,server,=cmd|' /C calc'!A0\n1e3,+1,server,-2\n"
    )
    loaded = load(workspace(tmp_path, inventory__groups=groups))
    assert said(loaded) == []
    first, second = loaded.estate.groups.values()
    assert (first.id, first.name, first.note) == ("011002", "<script>alert(1)</script>", "=cmd|' /C calc'!A0")
    assert (second.id, second.name, second.note) == ("1e3", "+1", "-2")


def test_words_of_the_workspace_are_understood_beside_the_shipped_ones(tmp_path):
    columns = "kinds:\n  group: {columns: {name: [なまえ]}}\nchoices:\n  Zone: {internet: [そとのあみ]}\n"
    groups = "管理番号,なまえ,機器区分,接続系\nSV-01,あ,server,そとのあみ\nSV-02,い,server,LGWAN系\n"
    loaded = load(workspace(tmp_path, config__columns=columns, inventory__groups=groups))
    assert said(loaded) == []
    assert [str(group.zone) for group in loaded.estate.groups.values()] == ["internet", "lgwan"]


def test_rules_switched_off_or_regraded_hold_for_reading_too(tmp_path):
    rules = "rules:\n  INP013: {is_off: true}\n  INP011: {severity: info}\n"
    groups = "管理番号,名称,機器区分,うわさ,備考\nSV-01,あ,server,x\n"
    loaded = load(workspace(tmp_path, config__rules=rules, inventory__groups=groups))
    assert [(finding.code, finding.severity) for finding in loaded.findings] == [("INP011", "info")]


CUT = "overlay: cut\nedits:\n  - {set: cap:2027.amount, was: 100, to: 90}\n"
CAPS = "caps:\n  2027: {fiscal_year: 令和9年度, amount: 100}\n"


def test_scenario_is_gone_before_the_estate_sees_it(tmp_path):
    both = "scenario: both\noverlays: [cut, absent]\n"
    folder = workspace(tmp_path, config__budget=CAPS, config__scenarios__cut=CUT, config__scenarios__both=both)
    assert load(folder).estate.caps["2027"].amount == 100
    loaded = load(folder, "cut")
    assert (loaded.estate.caps["2027"].amount, loaded.overlays, said(loaded)) == (90, ("cut",), [])
    assert str(loaded.origins.span(Ref("cap", "2027", "amount"))) == "config/scenarios/cut.yaml:3:42"
    assert (load(folder, "both").overlays, said(load(folder, "both"))) == (("cut",), ["OVL008 config/scenarios"])


def test_problem_of_an_overlaid_value_is_placed_in_the_overlay(tmp_path):
    folder = workspace(tmp_path, config__budget=CAPS, config__scenarios__cut=CUT.replace("to: 90", "to: すこし"))
    assert said(load(folder, "cut")) == ["INP031 config/scenarios/cut.yaml:3:42"]


def test_unknown_scenario_is_refused_with_what_there_is(tmp_path):
    folder = workspace(tmp_path, config__scenarios__cut=CUT)
    with pytest.raises(Refusal) as refusal:
        load(folder, "cutt")
    assert (refusal.value.code, refusal.value.params["near"]) == ("no_scenario", "cut")


def test_progress_names_its_steps(tmp_path):
    steps = []
    load(workspace(tmp_path), progress=steps.append)
    assert steps == ["read", "bind"]
