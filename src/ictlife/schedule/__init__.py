"""In which month each renewal happens（更新時期の決定）."""
