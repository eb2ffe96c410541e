"""The arithmetic of money over time: what one stream of payments costs in each fiscal year."""
