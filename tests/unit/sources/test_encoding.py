"""Byte order mark, strict UTF-8, strict CP932, or a finding."""

import pytest

from ictlife.base.unreadable import Unreadable
from ictlife.sources.encoding import ToldBy, decode, without_controls

TEXT = "管理番号,㈱髙﨑①～№,サーバ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_text_is_read_in_every_encoding_of_a_town(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_declared_encoding_is_used_alone():
    assert decode(TEXT.replace("㈱髙﨑①～№", "").encode("euc_jp"), "euc_jp").text.startswith("管理番号")
    with pytest.raises(Unreadable, match="INP002"):
        decode(TEXT.encode("cp932"), "utf-8")


def test_utf8_with_a_broken_byte_is_not_taken_for_cp932():
    with pytest.raises(Unreadable) as problem:
        decode(TEXT.encode() + "二行目".encode() + b"\x83\x41\n")
    assert (problem.value.code, problem.value.params["row"]) == ("INP002", 2)


@pytest.mark.parametrize("data", [b"\x81\x00", b"a\n\x80", b"\xa0", b"\xfd\xff", b"\x82"])
def test_bytes_of_no_encoding_are_refused(data):
    with pytest.raises(Unreadable, match="INP001"):
        decode(data)


def test_ascii_and_nothing_are_fine():
    assert decode(b"a,b\r\n").text == "a,b\r\n"
    assert decode(b"").text == ""


def test_control_characters_are_left_out_and_placed():
    assert without_controls("a\tb\r\nc\x00d\x1b") == ("a\tb\r\ncd", 2)
    assert without_controls("a\tb\r\n") == ("a\tb\r\n", None)


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "told_by"),
    [
        (TEXT.encode("utf-8-sig"), None, "utf-8", ToldBy.MARK),
        (TEXT.encode(), None, "utf-8", ToldBy.VALID),
        (TEXT.encode("cp932"), None, "cp932", ToldBy.REST),
        (TEXT.encode("cp932"), "cp932", "cp932", ToldBy.DECLARED),
        (b"a,b", None, "utf-8", ToldBy.ASCII),
    ],
)
def test_what_tells_the_encoding_is_remembered(data, declared, encoding, told_by):
    found = decode(data, declared)
    assert (found.encoding, found.told_by) == (encoding, told_by)
