"""Looking at support, classification, zones and the duties of the security guideline（セキュリティ）."""
