"""Whether services come back in time（復旧見込み）."""
