"""What if（もし…だったら）: questions as edits, and what it would take for a value to be another one. Pure."""
