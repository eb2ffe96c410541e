import faulthandler,sys,time; faulthandler.dump_traceback_later(100, exit=True)
from pathlib import Path
from dataclasses import replace
from ictlife.workspace.load import load
from ictlife.lifecycle.project import project
from ictlife.schedule.fill import fill
from ictlife.schedule.optimise import optimise, Options
from ictlife.schedule.close import Effort
from ictlife.fiscal.month import Month
l=load(Path(".")); e=l.estate; as_of=e.city.as_of
if "noteam" in sys.argv: e=replace(e,teams={})
if "nopeak" in sys.argv: e=replace(e,goals={})
pr=project(e,as_of)
mv=tuple(n for n in pr.needs if n.cycle==1 and n.window.until>=Month.of(as_of))
p=fill(e,pr,mv)
print(len(p.groups), len(p.caps), len(p.capacities), p.goals, sum(sum(g.effort.amounts) for g in p.groups), p.base)
print(sorted((g.latest-g.earliest for g in p.groups)), sum(g.allowed is not None for g in p.groups))
t=time.time()
s=optimise(p,Options(Effort(gap=1e-3)),progress=lambda q: print(round(time.time()-t,1),q.stage,q.rounds,q.gap))
print(time.time()-t,s.status,s.goals,s.gap); print([ (o.key,o.amount) for o in s.overruns][:10], s.contradictions[:10])
