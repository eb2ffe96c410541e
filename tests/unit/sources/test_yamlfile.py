"""YAML as text with positions; nothing can exhaust the reader."""

import time

import pytest

from ictlife.sources.record import Reading
from ictlife.sources.yamlfile import Block, read_yaml


def read(text):
    reading = Reading()
    return read_yaml(text.encode(), "config/a.yaml", reading), [finding.code for finding in reading.findings]


@pytest.mark.parametrize("text", ["0123", "no", "1e3", "2026-02-01", "011002", "1_000", "0x1F", "on", "1:30", ".5"])
def test_every_scalar_stays_text(text):
    assert read(f"a: {text}\n")[0].content() == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_not_stated(text):
    assert read(f"a: {text}\nb: 1\n")[0].content() == {"b": "1"}
    assert read(f"a: '{text}'\n")[0].content() == {"a": text}


def test_every_value_has_its_place():
    root, _ = read("plans:\n  P5:\n    name: 第五次\n    parents: [P4, P3]\n")
    block = Block("config/a.yaml", root.value["plans"].value["P5"])
    assert str(block.span()) == "config/a.yaml:3:5"
    assert str(block.span(("name",))) == "config/a.yaml:3:11"
    assert str(block.span(("parents", 1))) == "config/a.yaml:4:19"
    assert str(block.span(("parents", 7))) == "config/a.yaml:4:14"
    assert str(block.span(("absent",))) == "config/a.yaml:3:5"


def test_alias_gives_the_anchored_value_again():
    assert read("a: &x {b: 1}\nc: *x\nd: [*x]\n")[0].content() == {"a": {"b": "1"}, "c": {"b": "1"}, "d": ({"b": "1"},)}


def test_value_cannot_hold_itself():
    assert read("a: &x [*x]\n")[1] == ["INP046"]


def test_aliases_cannot_grow_deep_or_wide():
    deep = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100))
    wide = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
    )
    started = time.monotonic()
    assert read(deep)[1] == ["INP043"]
    assert read(wide)[1] == ["INP043"]
    assert time.monotonic() - started < 5


def test_repeated_key_names_both_places():
    reading = Reading()
    root = read_yaml(b"a: 1\nb: 2\na: 3\n", "config/a.yaml", reading)
    assert root.content() == {"a": "1", "b": "2"}
    assert [str(span) for span in reading.findings[0].spans] == ["config/a.yaml:3:1", "config/a.yaml:1:1"]


def test_cp932_is_read_too():
    reading = Reading()
    assert read_yaml("a: 情報系サーバ更新計画\n".encode("cp932"), "a", reading).content() == {
        "a": "情報系サーバ更新計画"
    }
