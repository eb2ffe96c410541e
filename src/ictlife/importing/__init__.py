"""Any ledger in（台帳の取込み）: what its columns are, with evidence; which rows are records; what changed since."""
