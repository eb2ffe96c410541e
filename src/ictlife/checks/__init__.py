"""How to look: small pure functions that rules name（検査）."""
