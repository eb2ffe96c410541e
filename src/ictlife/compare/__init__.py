"""What differs between two assessments, and which inputs made the difference（比較）. Pure, like `assess`."""
