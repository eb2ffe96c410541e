"""The examples in the docstrings of base and fiscal are true."""

import doctest
import importlib
import pkgutil

import pytest

import ictlife.base
import ictlife.fiscal

MODULES = [
    f"{package.__name__}.{found.name}"
    for package in (ictlife.base, ictlife.fiscal)
    for found in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_readers_have_examples() -> None:
    named = ("base.amount", "base.textkey", "fiscal.wareki", "fiscal.period", "fiscal.serial", "fiscal.bizday")
    for name in named:
        assert doctest.testmod(importlib.import_module(f"ictlife.{name}")).attempted > 0
