"""What the plans and the calendar of leaving make of the renewals（計画期間・廃棄の見通し）."""
