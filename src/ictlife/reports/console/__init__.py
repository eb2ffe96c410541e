"""What is shown in the terminal（端末への表示）."""
