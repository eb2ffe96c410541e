"""The steps of a procurement, counted back from going into service（調達工程）."""
