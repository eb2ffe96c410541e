"""What a cell that holds an amount, a quantity or a length of time says（金額・数量・期間）.

Never guesses: what has two readings, or a fraction where none can be, raises `Unreadable`.
The Japanese words below are what towns type, so they are data; nothing here is shown to a user.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ictlife.base.textkey import fold_width
from ictlife.base.unreadable import Unreadable

MULTIPLES: Mapping[str, int] = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "億": 10**8, "十億": 10**9, "百億": 10**10, "千億": 10**11, "兆": 10**12,
}  # fmt: skip
YEN_WORD = "円"
YEN_UNITS: Mapping[str, int] = {word + YEN_WORD: times for word, times in MULTIPLES.items()}

COUNTERS = (
    "台", "式", "本", "個", "枚", "セット", "ライセンス", "組", "基", "件", "面", "冊", "端末", "人", "名",
    "ユーザ", "ユーザー", "口", "回線", "箇所", "か所", "ヶ所", "カ所", "ポート", "ノード", "コア",
)  # fmt: skip
WHOLE_LOT = "一式"

_MINUSES = "△▲-"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MULTIPLE_WORDS = "|".join(sorted(filter(None, MULTIPLES), key=len, reverse=True))
_TERM = re.compile(rf"({_NUMBER})({_MULTIPLE_WORDS})?")
_TERMS = re.compile(rf"(?:{_NUMBER}(?:{_MULTIPLE_WORDS})?)+")
# `¥1,395-` and `金1,395円也` close the amount against tampering; the dash is no minus there.
_YEN = re.compile(
    rf"(?P<gold>金)?(?P<mark>¥)?(?P<sign>[{_MINUSES}])?(?P<mark2>¥)?(?P<body>[0-9,.{''.join(MULTIPLES)}]+)"
    rf"(?P<yen>{YEN_WORD})?(?P<close>也|\.?-)?"
)
_QUANTITY = re.compile(rf"({_NUMBER})({'|'.join(sorted(COUNTERS, key=len, reverse=True))})?")
_WHOLE = re.compile(r"([0-9]+)(?:\.0+)?")
_OF_CONTRACTS = ("リース", "賃貸借", "レンタル", "契約")
_MONTH_WORD = r"(?:[かヶヵカケ箇ヵ]月|月|m|mo|months?)"
_MONTHS = re.compile(
    rf"(?:(?P<years>[0-9]+(?:\.[0-9]+)?)(?:年|[かヶヵカケ箇]年|y|yr|years?)(?P<half>半)?)?"
    rf"(?:(?P<months>[0-9]+){_MONTH_WORD})?間?(?:{'|'.join(_OF_CONTRACTS)})?"
)
_LENGTH = re.compile(
    r"(?:(?P<weeks>[0-9]+)(?:週間?|w))?"
    r"(?:(?P<days>[0-9]+(?:\.[0-9]+)?)(?:日間?|d|days?))?"
    r"(?:(?P<hours>[0-9]+(?:\.[0-9]+)?)(?:時間|h|hr|hrs|hours?))?"
    r"(?:(?P<minutes>[0-9]+)(?:分間?|m|min|minutes?))?"
    r"(?:以内)?"
)
_MINUTES_IN: Mapping[str, int] = {"weeks": 7 * 24 * 60, "days": 24 * 60, "hours": 60, "minutes": 1}
_HEIGHT = re.compile(rf"({_NUMBER})(?:cm|(m|メートル))?")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%|パーセント)?")
_MOST_MONTHS = 2400
_TOO_MANY = 10**9
_LONGEST = 60  # No amount is longer; it also keeps int() away from thousands of digits.


def read_yen(text: str | int | float, unit: str = YEN_WORD) -> int:
    """Whole yen（円）. A bare number counts in the column's `unit`; a written unit wins over it.

    >>> read_yen("1,674千円"), read_yen("△1,395", "千円"), read_yen("2億3,000万円"), read_yen("￥1,674")
    (1674000, -1395000, 230000000, 1674)

    Raises:
        Unreadable: INP031 no amount; INP032 a fraction of a yen.
    """
    return _yen(_cell(text), unit)


@lru_cache(maxsize=1 << 16)
def _yen(text: str, unit: str) -> int:
    folded = _fold(text)
    if len(folded) > 2 and folded[0] + folded[-1] == "()":
        inner = _yen(folded[1:-1], unit)
        if inner < 0:
            raise Unreadable("INP031", text=text)
        return -inner
    match = _YEN.fullmatch(folded)
    if match is None or (match["mark"] and match["mark2"]) or not _closes(match):
        raise Unreadable("INP031", text=text)
    is_marked = bool(match["mark"] or match["mark2"] or match["yen"] or match["gold"])
    value = _value(match["body"], 1 if is_marked else YEN_UNITS[unit])
    if value is None:
        raise Unreadable("INP031", text=text)
    if value != int(value):
        raise Unreadable("INP032", text=text)
    return -int(value) if match["sign"] else int(value)


def _closes(match: re.Match[str]) -> bool:
    """Whether the closing mark, if any, has an opening that makes it one: `1,395-` alone may be negative."""
    return not match["close"] or bool(match["mark"] or match["mark2"] or match["yen"] or match["gold"])


def _value(body: str, bare: int) -> Decimal | None:
    """The number that `2億3,000万` writes; `bare` multiplies a number without any unit word."""
    if not _TERMS.fullmatch(body):
        return None
    terms = _TERM.findall(body)
    if len(terms) == 1 and not terms[0][1]:
        return _decimal(terms[0][0]) * bare
    total, ceiling = Decimal(0), None
    for number, word in terms:
        size = _decimal(number) * MULTIPLES[word]
        # 2億13,000万 overlaps and 3万5千万 climbs: neither is how an amount is written.
        if ceiling is not None and (size >= ceiling or "." in body):
            return None
        total, ceiling = total + size, MULTIPLES[word]
    return total


def read_quantity(text: str | int | float) -> tuple[int, str]:
    """How many, and of what（数量・単位）; the unit is empty where none is written.

    >>> [read_quantity(t) for t in ("320台", "1,200ライセンス", "一式", 3.0)]
    [(320, '台'), (1200, 'ライセンス'), (1, '式'), (3, '')]

    Raises:
        Unreadable: INP033 no whole, non-negative quantity, or a billion of anything.
    """
    cell = _cell(text)
    folded = _fold(cell, dashes=False)
    if folded == WHOLE_LOT:
        return 1, WHOLE_LOT[1:]
    match = _QUANTITY.fullmatch(folded)
    number = _decimal(match[1]) if match else Decimal("0.5")
    if match is None or number != int(number) or number >= _TOO_MANY:
        raise Unreadable("INP033", text=cell)
    return int(number), match[2] or ""


def read_months(text: str | int | float) -> int:
    """A length in whole months（か月・年）, of two centuries at most; a bare number counts months.

    >>> [read_months(t) for t in ("60か月", "60ヶ月", "5年", "5年6か月", "1年半", "5年間", "5年リース", "60")]
    [60, 60, 60, 66, 18, 60, 60, 60]

    Raises:
        Unreadable: INP034 no whole number of months, or so many that a date could leave the calendar.
    """
    cell = _cell(text)
    months = _months(_fold(cell, dashes=False))
    if months is None or months != int(months) or months > _MOST_MONTHS:
        raise Unreadable("INP034", text=cell)
    return int(months)


def _months(folded: str) -> Decimal | None:
    if bare := _WHOLE.fullmatch(folded):
        return Decimal(bare[1])
    match = _MONTHS.fullmatch(folded)
    if match is None or not (match["years"] or match["months"]):
        return None
    return Decimal(match["years"] or 0) * 12 + int(match["months"] or 0) + (6 if match["half"] else 0)


def read_hours(text: str | int | float) -> float:
    """A length of time such as an RTO in hours（時間）; a bare number counts hours, `以内` is understood.

    A month is no fixed time and a working day depends on the calendar, so both are refused.

    >>> [read_hours(t) for t in ("4時間", "30分", "72h", "2日", "1時間30分", "48")]
    [4.0, 0.5, 72.0, 48.0, 1.5, 48.0]

    Raises:
        Unreadable: INP036 no length of time.
    """
    return _minutes(_cell(text), "h") / 60


def read_minutes(text: str | int | float) -> float:
    """A length of time such as a UPS holds, in minutes（分）; a bare number counts minutes.

    >>> [read_minutes(t) for t in ("30分", "1時間", "10")]
    [30.0, 60.0, 10.0]

    Raises:
        Unreadable: INP036 no length of time.
    """
    return _minutes(_cell(text), "min")


def _minutes(cell: str, bare: str) -> float:
    folded = _fold(cell, dashes=False)
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", folded):
        folded += bare
    match = _LENGTH.fullmatch(folded)
    parts = {name: float(value) for name, value in (match.groupdict() if match else {}).items() if value}
    if not parts or sum(parts.values()) > 10**6:
        raise Unreadable("INP036", text=cell)
    return sum(value * _MINUTES_IN[name] for name, value in parts.items())


def read_centimetres(text: str | int | float) -> int:
    """A height such as a flood depth in centimetres（cm）; a bare number counts centimetres.

    >>> [read_centimetres(t) for t in ("50cm", "0.5m", "300")]
    [50, 50, 300]

    Raises:
        Unreadable: INP033 no whole number of centimetres.
    """
    cell = _cell(text)
    match = _HEIGHT.fullmatch(_fold(cell, dashes=False))
    height = _decimal(match[1]) * (100 if match[2] else 1) if match else Decimal("0.5")
    if height != int(height):
        raise Unreadable("INP033", text=cell)
    return int(height)


def read_percent(text: str | int | float) -> Fraction:
    """A share in percent（百分率）, exact, as `yen.with_tax` takes it. A bare number above 1 counts percent.

    >>> read_percent("10%"), read_percent("10.5％"), read_percent("8")
    (Fraction(10, 1), Fraction(21, 2), Fraction(8, 1))

    Raises:
        Unreadable: INP047 no share, or a bare number that may be a ratio or a percentage (0.1, 1).
    """
    cell = _cell(text)
    match = _PERCENT.fullmatch(_fold(cell, dashes=False))
    if match is None or (not match[2] and 0 < Fraction(match[1]) <= 1):
        raise Unreadable("INP047", text=cell)
    return Fraction(match[1])


def _cell(text: str | int | float) -> str:
    """A numeric cell as the text a person would type: 1674.0 is 1674."""
    if isinstance(text, float) and text.is_integer():
        return str(int(text))
    return str(text)


def _fold(text: str, dashes: bool = True) -> str:
    """One width, no spaces, lower case; a prolonged-sound mark typed for a minus is a minus."""
    folded = "".join(fold_width(text).split()).lower() if len(text) <= _LONGEST else ""
    return folded.replace("ー", "-") if dashes else folded


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
