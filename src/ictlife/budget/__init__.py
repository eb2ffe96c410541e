"""Money by fiscal year: one computation behind every figure（予算）."""
