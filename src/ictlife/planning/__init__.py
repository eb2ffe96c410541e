"""How renewals fall in plans that might be made（計画期間の検討）."""
