"""From bytes to records to models: every scalar stays text, every field knows where it was read."""
