"""The sample city's recoveries: every verdict, and what changes along the schedule（見本市の復旧見込み）."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ictlife.base.ref import Ref
from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Continuity, Verdict
from ictlife.lifecycle.project import project
from ictlife.model.estate import Estate
from ictlife.schedule.place import place
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[2]


@cache
def sample() -> tuple[Estate, Continuity]:
    """The sample city as it stands in the repository."""
    estate = load(ROOT).estate
    as_of = estate.city.as_of
    assert as_of is not None
    return estate, recover(estate, place(project(estate, as_of)), as_of)


def verdicts(service: str) -> dict[str, str]:
    estate, found = sample()
    assert estate.city.as_of is not None
    return {
        each.scenario.id: each.verdict.value
        for each in found.on(estate.city.as_of)
        if each.service.id == service and not each.phase
    }


def test_every_service_meets_every_scenario_with_a_verdict():
    estate, found = sample()
    assert estate.city.as_of is not None
    now = found.on(estate.city.as_of)
    assert {each.verdict for each in now} == set(Verdict)
    assert {each.service.id for each in now} == set(estate.services)
    assert {each.scenario.id for each in now} == {each.id for each in estate.hazards.values() if not each.is_off}


def test_no_input_of_the_sample_is_broken():
    _, found = sample()
    broken = [each for each in found.findings if each.code in ("BCP020", "BCP021", "BCP022", "BCP023", "BCP028")]
    assert broken == []


def test_resident_records_survive_malware_and_a_failed_supplier_which_the_fire_log_does_not():
    found = verdicts("SVC-RESI")
    assert found["ransomware-lgwan"] == "met"
    assert found["supplier-lost"] == "met"  # spares and copies at the branch, and hands of its own
    assert verdicts("SVC-FIRE")["supplier-lost"] == "missed"


def test_family_registers_are_met_today_lost_when_parts_end_and_restored_by_the_renewal():
    _, found = sample()
    (lapse,) = [
        each for each in found.lapses if each.service.id == "SVC-KOSEKI" and each.scenario.id == "device-failure"
    ]
    assert verdicts("SVC-KOSEKI")["device-failure"] == "met"
    assert lapse.met_until.isoformat() == "2025-10-31"
    assert lapse.cause is not None
    assert lapse.cause.field == "end_of_maintenance_on"
    assert (lapse.restored_on and lapse.restored_on.isoformat(), lapse.restored_by) == (
        "2027-11-01",
        Ref("renewal", "AP-KOSEKI#1"),
    )


def test_every_unknown_names_the_fact_that_would_settle_it():
    _, found = sample()
    open_ones = [each for each in found.recoveries if each.verdict is Verdict.UNKNOWN]
    assert open_ones
    assert all(each.missing is not None for each in open_ones)
    assert verdicts("SVC-HR")["cloud-lost"] == "unknown"


def test_the_cheapest_listed_measure_is_found():
    _, found = sample()
    helped = {(each.service.id, each.scenario.id): (str(each.measure), each.cost) for each in found.remedies}
    assert helped["SVC-MAIL", "device-failure"] == ("measure:MEA-SPARE", 2_400_000)


def test_the_core_network_is_the_gravest_single_point():
    _, found = sample()
    assert found.single_points[0].node == Ref("group", "NW-CORE")


def test_the_verdicts_of_the_sample_are_mixed_and_mostly_met():
    estate, found = sample()
    assert estate.city.as_of is not None
    now = [each.verdict for each in found.on(estate.city.as_of)]
    assert now.count(Verdict.MET) > len(now) / 2
    assert min(now.count(Verdict.MISSED), now.count(Verdict.UNKNOWN)) >= 10
