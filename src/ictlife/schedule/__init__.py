"""In which month each renewal happens（更新時期の決定）.

`problem` says what is asked, in integers; `optimise` answers; `evaluate` recomputes any answer; `solve` is
the only module that knows the solver.
"""
