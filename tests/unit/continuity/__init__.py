"""Tests of continuity（復旧見込みの試験）."""
