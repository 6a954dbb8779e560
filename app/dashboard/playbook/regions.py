"""The Länder and cantons whose public holidays Lotse knows, by their own names."""

from app.public_holidays import REGIONS

_NAMES = {
    "DE": (
        *("Brandenburg", "Berlin", "Baden-Württemberg", "Bayern", "Bremen", "Hessen", "Hamburg"),
        *("Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz"),
        *("Schleswig-Holstein", "Saarland", "Sachsen", "Sachsen-Anhalt", "Thüringen"),
    ),
    "AT": (
        *("Burgenland", "Kärnten", "Niederösterreich", "Oberösterreich", "Salzburg", "Steiermark"),
        *("Tirol", "Vorarlberg", "Wien"),
    ),
    "CH": (
        *("Aargau", "Appenzell Innerrhoden", "Appenzell Ausserrhoden", "Bern", "Basel-Landschaft", "Basel-Stadt"),
        *("Fribourg", "Genève", "Glarus", "Graubünden", "Jura", "Luzern", "Neuchâtel", "Nidwalden", "Obwalden"),
        *("St. Gallen", "Schaffhausen", "Solothurn", "Schwyz", "Thurgau", "Ticino", "Uri", "Vaud", "Valais"),
        *("Zug", "Zürich"),
    ),
}


def named() -> dict[str, list[tuple[str, str]]]:
    """By country: each region's code and name, in the order of the names."""
    of = {country: [code for code in REGIONS if code.startswith(country)] for country in _NAMES}
    pairs = {country: list(zip(of[country], names, strict=True)) for country, names in _NAMES.items()}
    return {country: sorted(listed, key=lambda pair: pair[1]) for country, listed in pairs.items()}
