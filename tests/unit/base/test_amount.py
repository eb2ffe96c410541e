"""Amounts, quantities and lengths of time as towns type them."""

from fractions import Fraction

import pytest

from ictlife.base.amount import (
    YEN_UNITS,
    read_centimetres,
    read_hours,
    read_minutes,
    read_months,
    read_percent,
    read_quantity,
    read_yen,
)
from ictlife.base.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1,674千円", 1_674_000),
        ("13,292千円", 13_292_000),
        ("￥1,674", 1_674),
        ("¥1,674", 1_674),
        ("¥1,674-", 1_674),
        ("金1,395円也", 1_395),
        ("1,674円", 1_674),
        ("１，６７４円", 1_674),
        ("1674", 1_674),
        ("1,674 ", 1_674),
        ("△1,395", -1_395),
        ("▲1,395", -1_395),
        ("△ 1,395千円", -1_395_000),
        ("-1,395", -1_395),
        ("−1,395", -1_395),
        ("－１，３９５", -1_395),
        ("¥-1,395", -1_395),
        ("-¥1,395", -1_395),
        ("(1,395)", -1_395),
        ("（１，３９５千円）", -1_395_000),
        ("2億3,000万円", 230_000_000),
        ("1億2345万6789円", 123_456_789),
        ("1.5億円", 150_000_000),
        ("3万5千円", 35_000),
        ("1千万円", 10_000_000),
        ("5百万円", 5_000_000),
        ("1兆円", 10**12),
        ("1.674千円", 1_674),
        ("0", 0),
        ("△0", 0),
        (1674.0, 1_674),
        (1674, 1_674),
    ],
)
def test_yen_is_read(text: str | float, yen: int) -> None:
    assert read_yen(text) == yen


@pytest.mark.parametrize(
    ("text", "unit", "yen"),
    [
        ("1,674", "千円", 1_674_000),
        ("△1,395", "千円", -1_395_000),
        ("(1,395)", "千円", -1_395_000),
        ("3", "百万円", 3_000_000),
        ("1.5", "億円", 150_000_000),
        (1.1, "千円", 1_100),
        ("1,674円", "千円", 1_674),
        ("¥1,674", "千円", 1_674),
        ("2億円", "千円", 200_000_000),
    ],
)
def test_bare_number_takes_the_unit_of_its_column(text: str | float, unit: str, yen: int) -> None:
    assert read_yen(text, unit) == yen


def test_every_unit_of_a_column_is_known() -> None:
    assert [YEN_UNITS[unit] for unit in ("円", "千円", "万円", "百万円", "億円")] == [1, 10**3, 10**4, 10**6, 10**8]


@pytest.mark.parametrize("text", ["1.5円", "1,674.5", "1.2345千円", 0.5])
def test_fraction_of_a_yen_is_refused(text: str | float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_yen(text)
    assert refused.value.code == "INP032"


@pytest.mark.parametrize(
    "text",
    ["", "円", "未定", "1,67", "1,6745", "1,395-", "2億13,000万円", "3万5千万円", "1.5億2000万円", "(△5)", "¥¥5",
     "月額100円", "1,674千円(税込)", "約100円", "1e6", "nan", "9" * 5000, "=1+1", "()", "((5))", float("inf")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str | float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_yen(text)
    assert refused.value.code == "INP031"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("320台", (320, "台")), ("３２０ 台", (320, "台")), ("一式", (1, "式")), ("1式", (1, "式")),
     ("1,200ライセンス", (1200, "ライセンス")), ("2ｾｯﾄ", (2, "セット")), ("5ユーザー", (5, "ユーザー")),
     ("3ヶ所", (3, "ヶ所")), ("320", (320, "")), (320.0, (320, ""))],
)  # fmt: skip
def test_quantity_and_its_unit_are_read(text: str | float, expected: tuple[int, str]) -> None:
    assert read_quantity(text) == expected


@pytest.mark.parametrize("text", ["", "台", "3.5台", "-3台", "約320台", "320馬", "多数", 1.5])
def test_what_is_no_quantity_is_refused(text: str | float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_quantity(text)
    assert refused.value.code == "INP033"


@pytest.mark.parametrize(
    ("text", "months"),
    [("60か月", 60), ("60ヶ月", 60), ("60ヵ月", 60), ("60カ月", 60), ("６０ｹ月", 60), ("60箇月", 60), ("60月", 60),
     ("60ヶ月間", 60), ("5年", 60), ("5年間", 60), ("5ヶ年", 60), ("5年6か月", 66), ("1年半", 18), ("5.5年", 66),
     ("60", 60), ("60.0", 60), ("５年", 60), ("5ヵ年", 60), (60.0, 60), ("5 years", 60), ("60 months", 60), ("200年", 2400)],
)  # fmt: skip
def test_length_in_months_is_read(text: str | float, months: int) -> None:
    assert read_months(text) == months


@pytest.mark.parametrize("text", ["", "か月", "5.3年", "60日", "-5年", "5年頃", "間", "半", 5.5, "2401", "201年", "99999年", "9" * 50])
def test_what_is_no_whole_number_of_months_is_refused(text: str | float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_months(text)
    assert refused.value.code == "INP034"


@pytest.mark.parametrize(
    ("text", "hours"),
    [("4時間", 4), ("30分", 0.5), ("1時間30分", 1.5), ("2日", 48), ("1日12時間", 36), ("72h", 72), ("７２Ｈ", 72),
     ("4時間以内", 4), ("1週間", 168), ("0.5時間", 0.5), ("72", 72), ("72.0", 72), (1.5, 1.5), ("0分", 0)],
)  # fmt: skip
def test_length_of_time_is_read_in_hours(text: str | float, hours: float) -> None:
    assert read_hours(text) == hours
    assert read_hours(text) * 60 == read_minutes(text if "分" in str(text) else f"{hours}時間")


@pytest.mark.parametrize(("text", "minutes"), [("10", 10), (10, 10), ("10分", 10), ("1時間", 60), ("1h", 60)])
def test_bare_number_of_minutes_counts_minutes(text: str | int, minutes: float) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "height"), [("50cm", 50), ("0.5m", 50), ("３ｍ", 300), ("㎝", None), ("50㎝", 50), ("300", 300),
                         (0.0, 0), ("1.5メートル", 150), ("0.555m", None), ("0.5～3.0m", None), ("", None)],
)  # fmt: skip
def test_height_is_read_in_whole_centimetres_or_refused(text: str | float, height: int | None) -> None:
    if height is not None:
        assert read_centimetres(text) == height
        return
    with pytest.raises(Unreadable) as refused:
        read_centimetres(text)
    assert refused.value.code == "INP033"


@pytest.mark.parametrize("text", ["", "即時", "1か月", "2営業日", "前日", "4時間頃", "以内", "-4時間", "9" * 40])
def test_what_is_no_fixed_length_of_time_is_refused(text: str) -> None:
    for read in (read_hours, read_minutes):
        with pytest.raises(Unreadable) as refused:
            read(text)
        assert refused.value.code == "INP036"


@pytest.mark.parametrize(
    ("text", "percent"),
    [("10%", Fraction(10)), ("10.5％", Fraction(21, 2)), ("0.5%", Fraction(1, 2)), ("8", Fraction(8)),
     ("0", Fraction(0)), ("10パーセント", Fraction(10)), (90.0, Fraction(90))],
)  # fmt: skip
def test_percentage_is_exact(text: str | float, percent: Fraction) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize("text", ["", "%", "0.1", "1", "十%", "-5%", "10-20%", 0.1])
def test_share_with_two_readings_is_refused(text: str | float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_percent(text)
    assert refused.value.code == "INP047"
