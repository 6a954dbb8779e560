"""Public holidays of the German Länder, the Austrian Länder and the Swiss cantons. Pure."""

from datetime import date
from functools import lru_cache

_PARTS = {
    "DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    "AT": "1 2 3 4 5 6 7 8 9",
    "CH": "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
}
REGIONS = tuple(f"{country}-{part}" for country, parts in _PARTS.items() for part in parts.split())  # ISO 3166-2

# The city of Zurich keeps them, the canton's law does not; the library once took them for the canton's.
_ONLY_THE_CITY_S = {"CH-ZH": frozenset({"Berchtoldstag", "Knabenschiessen"})}


def holds(region: str | None, day: date) -> bool:
    """Whether the day is a public holiday in one of REGIONS; without a region there are none."""
    return region is not None and day in _in_year(region, day.year)


@lru_cache(maxsize=64)
def _in_year(region: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # takes 0.4 s and 18 MB: only who names a region pays

    country, _, part = region.partition("-")
    named = country_holidays(country, subdiv=part, years=year, language="de")
    others = _ONLY_THE_CITY_S.get(region, frozenset())
    return frozenset(day for day, name in named.items() if name not in others)
