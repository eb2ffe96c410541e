"""The words every layer speaks: text, findings, references, reasons, money."""
