"""Unlabelled texts in groups of what is meant."""

import pytest

from models import grouping
from models.embedding import available

pytestmark = pytest.mark.skipif(not available(), reason="needs the embeddings' package")

HOURS = ["wann habt ihr auf", "bis wann ist heute geöffnet", "habt ihr samstags offen", "öffnungszeiten bitte"]
LEAVING = ["ich möchte meinen vertrag kündigen", "kündigung meiner mitgliedschaft", "vertrag bitte kündigen"]


def test_what_means_the_same_is_in_one_group_the_largest_first() -> None:
    first, second = grouping.groups([*LEAVING, *HOURS], wanted=2)
    assert set(first) == set(HOURS)
    assert set(second) == set(LEAVING)


def test_few_texts_make_no_more_groups_than_there_are() -> None:
    assert grouping.groups([]) == []
    assert grouping.groups(["hallo"], wanted=5) == [["hallo"]]


def test_without_the_embeddings_it_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "available", lambda: False)
    with pytest.raises(grouping.GroupingError, match="Install"):
        grouping.groups(["hallo"])
