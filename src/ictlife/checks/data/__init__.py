"""Looking at records against themselves（データの整合）."""
