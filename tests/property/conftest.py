"""Hypothesis looks for counter-examples, not for slow machines: two shared cores miss any deadline."""

from hypothesis import settings

settings.register_profile("shared_machine", deadline=None)
settings.load_profile("shared_machine")
