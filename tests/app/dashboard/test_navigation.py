"""The menu of the pages beside the inbox."""

from app.dashboard import navigation
from app.dashboard.texts import TEXTS
from app.tables import ROLES


def test_every_group_and_page_has_its_words() -> None:
    groups = {f"menu.{name}" for name in navigation.GROUPS if name}
    pages = {f"{entry.key}.title" for entries in navigation.GROUPS.values() for entry in entries}
    assert groups | pages <= set(TEXTS["de"])


def test_many_pages_stand_in_small_groups_and_few_in_none() -> None:
    shown = {role: navigation.groups(role) for role in ROLES}
    assert [len(shown[role]) for role in ("agent", "supervisor", "admin")] == [1, 5, 5]
    assert [entry.key for entry in shown["agent"][0][1]] == ["playbook", "canned", "own"]
    assert all(len(entries) <= 5 for groups in shown.values() for _, entries in groups)
