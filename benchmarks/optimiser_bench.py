"""Time, gap and memory of the optimiser beside greedy and an arc programme（ベンチマーク）.

    python benchmarks/optimiser_bench.py [50 200 1000 3000 20000 warm] [--arc SECONDS] [--seed N]

Every case runs in a process of its own, so that memory is its own. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import time
from dataclasses import replace

from optimiser_arc import arc_milp
from optimiser_instances import city

from ictlife.optimiser.close import Effort
from ictlife.optimiser.evaluate import evaluate
from ictlife.optimiser.greedy import greedy_choice
from ictlife.optimiser.optimise import Options, optimise
from ictlife.optimiser.solve import solver_version

GAPS = {"50": 1e-4, "200": 5e-4, "1000": 1e-3, "3000": 2e-3, "20000": 5e-3}
TYPES = {"20000": 2000}
HEAD = "| groups | saved against greedy | overruns of greedy | arc programme | gap | wall s | CPU s | memory MB | overruns |"


def main() -> None:
    """Run the cases named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=[*GAPS, "warm"])
    parser.add_argument("--arc", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, HiGHS {solver_version()}, {platform.machine()}")
    print(HEAD, "|---" * 9 + "|", sep="\n", flush=True)
    spawn = multiprocessing.get_context("spawn")
    for case in asked.cases:
        with spawn.Pool(1) as pool:
            print(pool.apply(_warm if case == "warm" else _case, (case, asked.seed, asked.arc)), flush=True)


def _case(case: str, seed: int, arc_seconds: float) -> str:
    problem = city(int(case), seed, types=TYPES.get(case))
    wall, cpu = time.perf_counter(), time.process_time()
    found = optimise(problem, Options(Effort(gap=GAPS[case])))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    due = found.greedy
    worse = (due.objective - found.goals.objective) / due.objective
    broken = len(evaluate(problem, greedy_choice(problem)).overruns)
    arc = _arc(problem, arc_seconds) if int(case) <= 1000 and arc_seconds else "–"
    gap = found.gap or 0.0
    return (
        f"| {case} | {worse:.1%} | {broken} | {arc} | {gap:.3%} ({found.status}) "
        f"| {wall:.1f} | {cpu:.1f} | {memory:.0f} | {len(found.overruns)} |"
    )


def _arc(problem, seconds: float) -> str:
    began = time.perf_counter()
    answer = arc_milp(replace(problem, sets=()), 1e-4, seconds)
    took = time.perf_counter() - began
    if answer.gap is None:
        return f"no choice in {seconds:.0f} s ({answer.arcs} arcs)"
    return f"{answer.gap:.2%} in {took:.0f} s with building ({answer.arcs} arcs)"


def _warm(_case: str, seed: int, _arc_seconds: float) -> str:
    """Edit one group and one cap of 200 and solve again from the solution."""
    problem = city(200, seed)
    options = Options(Effort(gap=1e-3))
    first = optimise(problem, Options(Effort(gap=5e-4)))
    group = problem.groups[7]
    edited = replace(group, payments=replace(group.payments, amounts=tuple(a * 11 // 10 for a in group.payments.amounts)))
    cap = problem.caps[4]
    cases = {
        "one group 10 % dearer": replace(problem, groups=tuple(edited if g is group else g for g in problem.groups)),
        "one cap 5 % lower": replace(
            problem, caps=tuple(replace(c, limit=c.limit * 95 // 100) if c is cap else c for c in problem.caps)
        ),
    }
    lines = []
    for name, changed in cases.items():
        wall, cpu = time.perf_counter(), time.process_time()
        found = optimise(changed, options, warm=first.warm)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        lines.append(
            f"| 200 warm, {name} | – | – | – | {found.gap or 0:.3%} ({found.status}) "
            f"| {wall:.2f} | {cpu:.2f} | – | {len(found.overruns)} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
