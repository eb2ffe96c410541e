"""ictlife: a planner for the ICT equipment of a municipality（自治体ICT機器の更新計画）."""

__version__ = "0.1.0"
