"""Fuzzing（ファジング）: damaged files through the real commands; how to run it stands in docs/fuzzing.md."""
