"""Looking at how renewals and official plans agree（計画との整合）."""
