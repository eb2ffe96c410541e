"""Workbooks（Excelのブック）: numbers stay numbers, dates stay dates, totals are formulas."""
