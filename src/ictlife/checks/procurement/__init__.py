"""Looking at how things are bought（調達）."""
