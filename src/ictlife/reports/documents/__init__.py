"""Papers for Word, PDF and the cells of a city's own forms（文書・様式）."""
