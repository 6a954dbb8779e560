"""The style sheets share one page, and so one space of names."""

import re
from collections import defaultdict

from tests.conftest import ROOT

STATIC = ROOT / "app/dashboard/static"
SHEETS = {
    path.stem: re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL) for path in STATIC.glob("*.css")
}


def test_no_two_sheets_say_what_a_class_looks_like_by_itself() -> None:
    """Else each is changed for its own page, and the other's changes with it."""
    homes = defaultdict[str, set[str]](set)
    for sheet, rules in SHEETS.items():
        for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", rules):
            for name in re.findall(r"(?:^|,)\s*(\.[\w-]+)\s*(?=,|$)", selectors):
                homes[name].add(sheet)
    assert len(homes) > 200
    assert {name: sheets for name, sheets in homes.items() if len(sheets) > 1} == {}
