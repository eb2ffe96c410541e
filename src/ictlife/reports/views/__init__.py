"""Plain, ordered tables with raw numbers, made from an assessment（表示データ）: no wording, no colours.

The only place that knows both the Assessment and the page. Days are ISO text, a month is `2026-02`, a fiscal
year the western year in which it begins, money whole yen in keys that end `_yen`, a Ref its text.
"""
