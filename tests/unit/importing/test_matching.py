"""What tells a match, what a person decided, and what comes near where nothing fits."""

from __future__ import annotations

from ictlife.importing.matching import NOT_LISTED, Catalogued, ToldBy

NAMES = {"db-19": "Oracle Database 19c", "rhel-8": "Red Hat Enterprise Linux 8", "rhel-9": "Red Hat Enterprise Linux 9"}
SYNONYMS = {"rhel": "red hat enterprise linux"}


def test_a_match_says_which_words_told_it_and_what_it_leaves_unexplained():
    found = Catalogued(NAMES, SYNONYMS, ("64bit",)).match("RHEL 8.6 64bit SP3")
    assert (found.id, found.told_by, found.version, found.left) == ("rhel-8", ToldBy.WORDS, ("8.6",), ("sp3",))
    assert found.family == ("red", "hat", "enterprise", "linux")
    assert 0.75 <= found.confidence < 1


def test_what_comes_near_is_offered_and_never_taken():
    found = Catalogued(NAMES, SYNONYMS, ()).match("Oracle 19c")
    assert (found.id, found.is_sure, found.others) == ("", False, ("db-19",))


def test_what_was_decided_holds_for_every_spelling_of_the_key_until_the_product_is_gone():
    decided = {"rhel8.6": "rhel-9", "庁内パッケージ": NOT_LISTED, "x": "gone"}
    known = Catalogued(NAMES, SYNONYMS, (), decided)
    assert (known.match("ＲＨＥＬ　8.6").id, known.match("RHEL 8.6").told_by) == ("rhel-9", ToldBy.DECIDED)
    refused = known.match("庁内パッケージ")
    assert (refused.id, refused.is_sure, refused.told_by) == ("", True, ToldBy.DECIDED)
    assert known.match("x") is None


def test_an_id_is_taken_as_it_is():
    assert Catalogued(NAMES, SYNONYMS, ()).match("RHEL-8").told_by is ToldBy.ID
