"""What the town has, owes and promised: frozen records, no computing."""
