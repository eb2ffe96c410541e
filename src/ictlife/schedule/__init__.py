"""In which month each renewal happens（更新時期の決定）.

`place` puts every need in its due month; `fit` has the optimiser move them, told by `fill` what it must know.
"""
