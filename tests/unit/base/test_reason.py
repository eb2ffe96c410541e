"""Reasons: what a tree rests on, and what lies under the values it names."""

from ictlife.base.reason import Reason, inputs_through
from ictlife.base.ref import Ref

A, B, C = (Ref("group", id, "in_service_on") for id in "ABC")
ONE, OTHER = Ref("renewal", "A#1"), Ref("renewal", "A#2")


def test_inputs_of_a_tree_are_named_once_in_order_of_appearance():
    assert Reason("top", {}, (B,), (Reason("part", {}, (A, B)),)).inputs() == (B, A)


def test_what_a_renewal_rests_on_stands_under_whatever_names_it():
    reasons_of = {ONE: (Reason("due", {}, (B,)), Reason("due", {}, (C,)))}
    assert set(inputs_through([Reason("amount", {}, (A, ONE))], reasons_of)) == {A, ONE, B, C}
    assert inputs_through([Reason("amount", {}, (A, ONE))], {}) == (A, ONE)


def test_renewals_that_name_each_other_come_to_an_end():
    reasons_of = {ONE: (Reason("after", {}, (OTHER,)),), OTHER: (Reason("before", {}, (ONE, A)),)}
    assert set(inputs_through([Reason("amount", {}, (ONE,))], reasons_of)) == {ONE, OTHER, A}
