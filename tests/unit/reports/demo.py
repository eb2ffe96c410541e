"""A made-up town of any size, assessed by hand: what the papers are tested on. All figures are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment, Rulebook, RuleResult, Status
from ictlife.base.finding import Finding, Severity, Span
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Text
from ictlife.budget.row import Budget, BudgetRow, CommitmentRow, Line
from ictlife.continuity.recovery import Continuity, Recovery, Verdict
from ictlife.fiscal.month import FiscalYear, Month, MonthSpan
from ictlife.fiscal.when import When
from ictlife.lifecycle.need import Driver, Need, Projection
from ictlife.model.asset import Acquisition, Asset, Group, Zone
from ictlife.model.city import City
from ictlife.model.contract import Contract, ContractKind, CostKind
from ictlife.model.estate import Estate
from ictlife.model.fund import Cap
from ictlife.model.plan import Plan, PlanLevel, Viewpoint
from ictlife.model.policy import Policy
from ictlife.model.product import Known, Product, Software
from ictlife.model.rule import Basis, Citation, Rule, Waiver
from ictlife.model.site import Site
from ictlife.planning.period import plan_periods
from ictlife.procurement.milestone import Milestone
from ictlife.reports.paper import Manifest, Paper
from ictlife.schedule.renewal import Renewal, Schedule

AS_OF = date(2026, 10, 1)
HORIZON = MonthSpan(Month(2025, 4), Month(2037, 3))
NAMES = ("情報系サーバ群", "庁内ネットワーク基幹", "業務端末（事務用）", "学校タブレット端末", "統合ファイアウォール", "図書館システム", "税総合システム", "バックアップ装置", "電話交換機", "仮想化基盤", "無停電電源装置", "防災情報システム")
CATEGORIES = ("server", "network", "pc", "school_tablet", "firewall", "server", "server", "backup", "pbx", "server", "ups", "server")
OWNERS = ("情報システム課", "学校教育課", "税務課", "図書館", "防災危機管理課")
STEPS = ("requirements", "rfi", "rolling_plan", "budget_request", "budget_vote", "specification", "notice", "contract", "build", "parallel_run")
HOSTILE = "<script>alert('名')</script>\u2028=cmd|' /C calc'!A0 & \u202e𠮷\u202c"


def paper(groups: int = 12, hostile: bool = False) -> Paper:
    """A town with so many groups; a hostile one has markup and formulas for names."""
    estate = _estate(groups, hostile)
    needs = tuple(need for group in estate.groups.values() for need in _needs(group))
    renewals = tuple(Renewal(need, need.due, Reason("placed_at_due", {"month": need.due}, (), (need.reason,))) for need in needs)
    schedule = Schedule(renewals)
    findings = tuple(_findings(estate, hostile))
    results = (
        RuleResult("PLN001", Status.FAIL, len(needs), (), tuple(each for each in findings if each.code == "PLN001")),
        RuleResult("SEC001", Status.FAIL, groups, (), tuple(each for each in findings if each.code == "SEC001")),
        RuleResult("BCP001", Status.NOT_CHECKED, 0, ("service",)),
        RuleResult("PLN010", Status.PASS, 3),
    )
    assessment = Assessment(
        as_of=AS_OF, estate=estate, projection=Projection(needs, HORIZON), schedule=schedule,
        continuity=_continuity(), milestones=tuple(_milestones(renewals)), budget=_budget(estate, renewals), plan_periods=plan_periods(estate, schedule), results=results,
        rulebook=rulebook(),
    )  # fmt: skip
    manifest = Manifest("0.1.0", AS_OF, "", (), (("inventory/groups.csv", "ab" * 32), ("config/plans.yaml", "cd" * 32)))
    return Paper(assessment, findings, manifest, lambda ref: Span("inventory/groups.csv", None, 5, ref.field or None))


def rulebook() -> Rulebook:
    """Three rules, one with a citation."""
    def rule(code: str, name: str, severity: Severity, ja: str, en: str, message_ja: str, message_en: str) -> Rule:
        return Rule(id=code, name=name, severity=severity, title=Text(ja, en), message=Text(message_ja, message_en),
                    hint=Text("更新時期を見直してください", "Look at the date again"),
                    citations=(Citation(authority="plan", clause="4", basis=Basis.READ),))  # fmt: skip
    rules = (
        rule("PLN001", "outside-every-plan", Severity.WARNING, "計画期間外の更新", "Renewal outside every plan",
             "{group}の更新（{month}）は、どの計画期間にも入りません", "The renewal of {group} ({month}) falls in no plan"),
        rule("SEC001", "support-ended", Severity.ERROR, "サポート終了製品の使用", "Unsupported product in use",
             "{product}のサポートは{ended_on}に終了しています", "Support for {product} ended on {ended_on}"),
        rule("INP021", "not-a-date", Severity.ERROR, "日付として読めない値", "Not a date", "「{text}」は日付として読めません", "{text} is no date"),
        rule("BCP001", "no-target", Severity.ERROR, "目標復旧時間の未設定", "No recovery target", "{service}に目標がありません", "{service} has no target"),
        rule("PLN010", "no-review", Severity.INFO, "見直し時期の未設定", "No review date", "{plan}の見直し日がありません", "{plan} has no review date"),
    )  # fmt: skip
    return Rulebook({each.id: each for each in rules})


def _estate(count: int, hostile: bool) -> Estate:
    groups: dict[str, Group] = {}
    for n in range(count):
        kind = n % len(NAMES)
        groups[f"G-{n + 1:04d}"] = Group(
            id=f"G-{n + 1:04d}", name=HOSTILE if hostile and n == 0 else NAMES[kind] + (f"　第{n // len(NAMES) + 1}" if n >= len(NAMES) else ""),
            category=CATEGORIES[kind], owner=OWNERS[n % len(OWNERS)], zone=list(Zone)[n % 4], site="hall" if n % 3 else "school",
            acquisition=Acquisition.LEASE if n % 2 else Acquisition.PURCHASE, in_service_on=When.month(Month(2021, 2) + (n * 7) % 48),
            renewal_cost=18_000_000 + n % 9 * 4_100_000, build_cost=5_500_000, maintenance_per_year=1_320_000,
            initiative="I-1" if n == 0 else None, end_of_maintenance_on=When.month(Month(2027, 3) + (n * 5) % 40),
        )  # fmt: skip
    products = {
        "ws2016": Product(id="ws2016", name="Windows Server 2016", end_of_security_support=Known(day=date(2027, 1, 12))),
        "ex2019": Product(id="ex2019", name="Exchange Server 2019", end_of_security_support=Known(day=date(2025, 10, 14))),
        "unknown": Product(id="unknown", name="未確認ファームウェア"),
    }
    ids = list(products)
    return Estate(
        cities={"default": City(id="default", name="見本市", name_en="Mihon City", population=100_000)},
        groups=groups,
        assets={f"A-{n:05d}": Asset(id=f"A-{n:05d}", group=group, name="装置", quantity=3 + n % 7) for n, group in enumerate(groups)},
        contracts={f"C-{n:04d}": Contract(id=f"C-{n:04d}", name="賃貸借契約", kind=ContractKind.LEASE, groups=(group,), ends_on=When.month(Month(2027, 1) + n % 40)) for n, group in enumerate(groups) if n % 2},
        sites={"hall": Site(id="hall", name="本庁舎"), "school": Site(id="school", name="市立小中学校")},
        products=products,
        software={f"S-{n}": Software(id=f"S-{n}", group=group, product=ids[n % 3]) for n, group in enumerate(groups) if n % 2 == 0},
        plans={
            "ict4": Plan(id="ict4", name="第四次情報化計画", first_year=FiscalYear(2018), last_year=FiscalYear(2022)),
            "ict5": Plan(id="ict5", name="第五次情報化計画", first_year=FiscalYear(2023), last_year=FiscalYear(2027), parents=("sogo",), predecessor="ict4"),
            "sogo": Plan(id="sogo", name="基本計画", level=PlanLevel.SUPERIOR, first_year=FiscalYear(2024), last_year=FiscalYear(2027)),
        },
        viewpoints={"v1": Viewpoint(id="v1", name="セキュリティ・BCPへの意識を高める")},
        policies={name: Policy(id=name, cycle_months=60 if name != "pbx" else 120, title={"ja": ja, "en": name}) for name, ja in (("server", "サーバ"), ("network", "ネットワーク機器"), ("pc", "端末"), ("school_tablet", "学習者用端末"), ("firewall", "ファイアウォール"), ("backup", "バックアップ装置"), ("pbx", "電話交換機"), ("ups", "無停電電源"))},
        caps={str(year): Cap(id=str(year), fiscal_year=FiscalYear(year), amount=100_000_000 if count < 100 else 9_000_000_000) for year in range(2025, 2035)},
        waivers={"w1": Waiver(id="w1", ref="group:G-0002", code="PLN001", reason="次期計画で扱う", approved_by="情報化推進委員長", until=date(2027, 3, 31))},
    )  # fmt: skip


def _needs(group: Group) -> Iterator[Need]:
    assert group.in_service_on is not None
    months = 120 if group.category == "pbx" else 60
    due, cycle = group.in_service_on.first_month + months, 1
    while due <= HORIZON.until:
        if due >= HORIZON.first:
            policy = Reason("policy_life", {"months": months, "month": due}, (Ref("policy", group.category, "cycle_months"), group.ref("in_service_on")))
            driver = Driver.LEASE_END if group.acquisition is Acquisition.LEASE else Driver.POLICY_LIFE
            yield Need(group.ref(), cycle, due, MonthSpan(due + -12, due + 12), driver, Reason("driver_binds", {"driver": driver, "month": due}, (), (policy,)), {driver: due + 6}, months)
            cycle += 1
        due = due + months


def _milestones(renewals: tuple[Renewal, ...]) -> Iterator[Milestone]:
    for renewal in renewals:
        if renewal.need.cycle != 1:
            continue
        for place, step in enumerate(STEPS):
            due = (renewal.in_service + (-30 + place * 3)).last
            late = (AS_OF - due).days if due < AS_OF and renewal.in_service.first > AS_OF else 0
            yield Milestone(renewal.ref, renewal.need.subject, renewal.need.cycle, step, due.replace(day=1), due, None, late, Reason("step_before", {"step": step, "day": due}, (), (renewal.reason,)))


def _budget(estate: Estate, renewals: tuple[Renewal, ...]) -> Budget:
    rows: list[BudgetRow] = []
    commitments: list[CommitmentRow] = []
    for renewal in renewals:
        group = estate.groups[renewal.need.subject.id]
        assert group.renewal_cost
        span = MonthSpan(renewal.in_service, renewal.in_service + 59)
        lease = group.acquisition is Acquisition.LEASE
        by_year = {fy: group.renewal_cost * months // 60 for fy, months in span.months_by_year().items()} if lease else {renewal.fy: group.renewal_cost}
        for fy, amount in by_year.items():
            rows.append(BudgetRow(fy, Line(group.ref(), renewal.ref, CostKind.EQUIPMENT, "lease" if lease else "goods", True, Reason("lease_share", {"amount": amount, "fy": fy}, (group.ref("renewal_cost"),)), group.ref("renewal_cost")), amount, span.months_by_year()[fy]))
        rows.append(BudgetRow(renewal.fy, Line(group.ref(), renewal.ref, CostKind.BUILD, "outsourcing", True, Reason("build_cost", {"amount": 5_500_000}, (group.ref("build_cost"),)), group.ref("build_cost")), 5_500_000, 1))
        for fy in span.months_by_year():
            rows.append(BudgetRow(fy, Line(group.ref(), renewal.ref, CostKind.MAINTENANCE, "outsourcing", True, Reason("maintenance", {"amount": 1_320_000}, (group.ref("maintenance_per_year"),)), group.ref("maintenance_per_year")), 1_320_000, 12))
        if lease:
            years = [fy for fy in by_year if fy != renewal.fy]
            commitments.append(CommitmentRow(group.ref(), renewal.ref, group.name, "commitment", renewal.fy, years[0], years[-1], sum(by_year[fy] for fy in years), {fy: by_year[fy] for fy in years}, {}, True))
    return Budget(tuple(rows), tuple(commitments))


def _continuity() -> Continuity:
    services = ("resident", "tax", "mail", "library")
    hazards = ("earthquake", "flood", "ransomware", "power_loss")
    found = []
    for s, service in enumerate(services):
        for h, hazard in enumerate(hazards):
            for day, factor in ((AS_OF, 1.0), (date(2028, 2, 1), 0.5)):
                hours = None if s == 3 and h == 2 else (6 + 14 * s + 9 * h) * factor
                verdict = Verdict.UNKNOWN if hours is None else Verdict.MET if hours <= 24 else Verdict.MISSED
                found.append(Recovery(Ref("service", service), Ref("hazard", hazard), day, 24.0, hours, hours, 24.0, 12.0, verdict, (Ref("service", service), Ref("group", "G-0001")), None if hours else Ref("backup", "x", "restore_hours"), Reason("restore", {"hours": hours}, (Ref("group", "G-0001"),))))
    return Continuity(tuple(found))


def _findings(estate: Estate, hostile: bool) -> Iterator[Finding]:
    for n, group in enumerate(estate.groups.values()):
        span = (Span("inventory/groups.csv", None, n + 2, "更新予定"),)
        yield Finding("PLN001", group.ref(), {"group": group.ref(), "month": Month(2031, 2)}, (), Severity.WARNING, span, Ref("waiver", "w1") if n == 1 else None)
        if n % 4 == 0:
            yield Finding("SEC001", group.ref("product"), {"product": Ref("product", "ex2019"), "ended_on": date(2025, 10, 14)}, (), Severity.ERROR, span)
    yield Finding("INP021", Ref("asset", "A-00001", "acquired_on"), {"text": HOSTILE if hostile else "9月31日"}, (), Severity.ERROR, (Span("inventory/assets.xlsx", "サーバ", 14, "取得日"),))
