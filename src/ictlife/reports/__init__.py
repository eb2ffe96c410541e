"""What is handed to people（報告書）: views made from an Assessment, and the formats that show them."""
