"""Which month is best, in integers（最適化）: knows no municipality.

`problem` says what is asked; `optimise` answers; `evaluate` recomputes any answer in plain arithmetic; `solve` is
the only module that knows the solver.
"""
