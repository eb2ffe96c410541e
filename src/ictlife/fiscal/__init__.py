"""Time as a town counts it: months, April years, eras, working days."""
