"""The result of the optimisation as sentences and tables（最適化の結果）, for console, page and workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_MOVERS, _SHARERS = 5, 8
_IN_YEN = ("cap", "objective", "cost", "risk", "peak", "swing")


def is_complete(view: Row) -> bool:
    """Whether the optimiser ran to its end: what is shown is else no more than the best until then."""
    return view["status"] in ("proven", "effort")


def fitting_lines(view: Row, words: Words) -> list[str]:
    """What was done, what it saves, which limits are kept, and how good it is proven to be."""
    return [*_begin(view, words), *_kept(view, words), *_proof(view, words)]


def _begin(view: Row, words: Words) -> Iterator[str]:
    if view["method"] == "greedy":
        yield words("fitting.not_optimised", status=words.of("schedule_status", view["status"]))
        return
    yield words("fitting.optimised" if view["has_caps"] else "fitting.levelled")
    if view["status"] in ("interrupted", "seconds"):
        yield words("fitting.stopped", status=words.of("schedule_status", view["status"]))
    saving = view["saving_yen"]
    if saving is not None and saving > 0:
        yield words("fitting.saving", saving=saving, percent=view["saving_percent"])
    elif saving is not None and saving < 0:
        yield words("fitting.dearer", extra=-saving)


def _kept(view: Row, words: Words) -> Iterator[str]:
    goals = {goal["goal"]: goal for goal in view["goals"]}
    peak, duties = goals["peak"], goals["duties"]
    if peak["fitted"] < peak["due_date"]:
        yield words("fitting.peak", fitted=peak["fitted"], due=peak["due_date"])
    if duties["fitted"] or duties["due_date"]:
        yield words("fitting.duties", fitted=duties["fitted"], due=duties["due_date"])
    if view["has_caps"]:
        over = goals["cap"]["fitted"]
        yield words("fitting.caps_over", amount=over) if over else words("fitting.caps_kept")
    if view["has_staff"]:
        days = goals["staff"]["fitted"]
        yield words("fitting.staff_over", days=days) if days else words("fitting.staff_kept")


def _proof(view: Row, words: Words) -> Iterator[str]:
    if view["gap_percent"] is None:
        return
    better = max(0, view["objective_yen"] - view["bound_yen"])
    if better == 0:
        yield words("fitting.optimal")
        return
    said = "fitting.proven" if view["status"] == "proven" else "fitting.gap"
    yield words(said, gap=f"{view['gap_percent']:.2f}", better=better)


def fitting_tables(view: Row, words: Words) -> list[SaidTable]:
    """Goals and years beside the due-date schedule, and what is exceeded."""
    return [_goals(view, words), _years(view, words), *_overruns(view, words)]


def _goals(view: Row, words: Words) -> SaidTable:
    rows = []
    for goal in view["goals"]:
        is_money = goal["goal"] in _IN_YEN
        amounts = [_number(goal[key], words, is_money) for key in ("fitted", "due_date", "bound")]
        rows.append((Said(words(f"goal_value.{goal['goal']}")), *amounts))
    refs = tuple(f"fitting:{goal['goal']}" for goal in view["goals"])
    return _table("goals", ("goal", "fitted", "due_date", "bound"), rows, words, refs)


def _years(view: Row, words: Words) -> SaidTable:
    rows = []
    for year in view["years"]:
        amounts = [_number(year[key], words, True) for key in ("fitted_yen", "due_date_yen", "cap_yen")]
        rows.append((Said(words.fy(FiscalYear(year["fiscal_year"]))), *amounts))
    refs = tuple(f"year:{year['fiscal_year']}" for year in view["years"])
    return _table("years", ("fiscal_year", "fitted", "due_date", "cap"), rows, words, refs)


def _overruns(view: Row, words: Words) -> Iterator[SaidTable]:
    rows = []
    for each in view["overruns"]:
        year = "–" if each["fiscal_year"] is None else words.fy(FiscalYear(each["fiscal_year"]))
        unit = words(f"fitting.over.{each['limit']}", amount=each["amount"])
        groups = [group["name"] for group in each["groups"]]
        said = words("list_mark").join(groups[:_SHARERS])
        if len(groups) > _SHARERS:
            said = words("fitting.and_more", groups=said, count=len(groups))
        rows.append((Said(year), Said(words(f"fitting.limit.{each['limit']}")), Said(unit), Said(said)))
    if rows:
        refs = tuple(_exceeded(each) for each in view["overruns"])
        yield _table("overruns", ("fiscal_year", "limit", "over_by", "sharers"), rows, words, refs)


def _exceeded(each: Row) -> str:
    """What a limit exceeded leads to: the money of its year, or the group that comes too early."""
    return each["groups"][0]["group"] if each["fiscal_year"] is None else f"year:{each['fiscal_year']}"


def _table(
    key: str, heads: tuple[str, ...], rows: Sequence[tuple[Said, ...]], words: Words, refs: tuple[str, ...]
) -> SaidTable:
    names = tuple(words(f"fitting.head.{head}") for head in heads)
    return SaidTable(key, words(f"fitting.{key}"), names, tuple(rows), has_money=False, keys=heads, refs=refs)


def _number(value: int | None, words: Words, is_money: bool) -> Said:
    return Said("–") if value is None else Said(words.number(value), value, is_money)


def increase_lines(view: Row, words: Words) -> Iterator[str]:
    """The least increases of caps with which the schedule fits, and who else could move at what price."""
    for each in view["increases"]:
        year = FiscalYear(each["fiscal_year"]) if each["fiscal_year"] is not None else None
        raised = None if each["cap_yen"] is None else each["cap_yen"] + each["amount_yen"]
        yield words("fitting.increase", fy=year, amount=each["amount_yen"], raised=raised)
        movable = [mover for mover in each["movers"] if mover["fiscal_year"] is not None]
        for mover in sorted(movable, key=lambda mover: (mover["extra_yen"], mover["group"]))[:_MOVERS]:
            fy = FiscalYear(mover["fiscal_year"])
            yield words("fitting.mover", group=mover["name"], fy=fy, extra=max(0, mover["extra_yen"]))


def increase_title(view: Row, words: Words) -> str:
    """Whether the increases are proven to be the least."""
    return words("fitting.increases" if view["is_least"] else "fitting.increases_found")
