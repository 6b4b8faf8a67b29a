"""The parts of an Authority, read from its folder: states, organisations, offices, ambiguous names, people/*.yml."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.extract.authority.files import Text, day, held, mapping, near, only, text, texts, tree, wrong
from dateline.extract.authority.merge import laid_upon
from dateline.extract.authority.model import Actor, ActorName, Membership, Office, Parts, Role, Rule
from dateline.extract.authority.names import fold, language_of, slug, surname, variants

_STATE = {"name", "official", "capital", "demonyms", "acronyms", "aliases", "government", "wikidata"}
_ORGANISATION = {"source", "name", "short", "acronyms", "aliases", "nominals", "wikidata", "members", "left", "country"}
_OFFICE = {"title", "titles", "many"}
_CHOICES = {"in_office", "latest", "first", "unresolved"}
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def parts(folder: Path, imported: Path | None = None) -> Parts:
    """All that the folder holds, and what the `imported` one adds to it; that one need not exist.

    Raises ConfigError naming file and line for anything unknown, and for what is inconsistent in `folder`; an imported
    fact that contradicts another is in `refused`.
    """
    base = _written(folder)
    if imported is None or not imported.is_dir():
        return base
    added = layer(imported.resolve(), base)
    return laid_upon(base, added, hashlib.sha256(f"{base.digest}\0{added.digest}".encode()).hexdigest())


def layer(folder: Path, base: Parts) -> Parts:
    """What the imported files say, as it stands there: actors, roles, digest. The rest is that of `base`."""
    files = sorted(folder.rglob("*.yml"))
    states = {key: actor for key, actor in base.actors.items() if actor.kind == "country"}
    actors: dict[str, Actor] = {}
    if (folder / "organisations.yml") in files:
        actors, _ = _organisations(folder / "organisations.yml", states)
    documents = [(path, tree(path, {"source", "people", "holders"})) for path in files if path.parent.name == "people"]
    for path, document in documents:
        for actor, at in _people(path, document, states):
            if actor.key in actors:
                raise wrong(path, at, expected="a name nobody else has", found=f"`{actor.key}` again")
            actors[actor.key] = actor
    known = {**base.actors, **actors}
    roles = tuple(role for path, document in documents for role in _roles(path, document, known, dict(base.offices)))
    return replace(base, actors=actors, roles=roles, digest=_digest(folder, files), refused=())


def _digest(folder: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _written(folder: Path) -> Parts:
    """What is written by hand."""
    files = sorted(folder.rglob("*.yml"))
    offices, local, institutions = _offices(folder / "offices.yml")
    states = dict(_states(folder / "states.yml"))
    organisations, members = _organisations(folder / "organisations.yml", states)
    actors = {**states, **organisations}
    documents = [(path, tree(path, {"source", "people", "holders"})) for path in files if path.parent.name == "people"]
    for path, document in documents:
        for actor, at in _people(path, document, states):
            if actor.key in actors:
                raise wrong(path, at, expected="a name nobody else has", found=f"`{actor.key}` again")
            actors[actor.key] = actor
    _know_scopes(folder / "offices.yml", local, actors)
    roles = tuple(role for path, document in documents for role in _roles(path, document, actors, offices))
    rules = _rules(folder / "ambiguous.yml", actors)
    return Parts(
        actors,
        roles,
        offices,
        members,
        rules,
        {k: v or None for k, (v, _) in local.items()},
        institutions,
        _digest(folder, files),
    )


def _wikidata(path: Path, data: dict[Any, Any]) -> str | None:
    value = data.get("wikidata")
    if value is not None and not _WIKIDATA.fullmatch(value):
        raise wrong(path, value, expected="a Wikidata id such as Q159", found=value)
    return str(value) if value else None


def _names(path: Path, data: dict[Any, Any], state: str | None, kinds: dict[str, str]) -> tuple[ActorName, ...]:
    """The names under those fields (field → kind), each once, in the order of the fields."""
    found: dict[tuple[str, str], ActorName] = {}
    for name, kind in kinds.items():
        value = data.get(name)
        for item in (
            [] if value is None else [text(path, value, name)] if isinstance(value, Text) else texts(path, value, name)
        ):
            language = "fr" if item == "OTAN" else language_of(item, state)
            found.setdefault((item, kind), ActorName(str(item), language, kind))
    return tuple(found.values())


def _states(path: Path) -> Iterator[tuple[str, Actor]]:
    kinds = {
        "name": "full",
        "official": "full",
        "acronyms": "acronym",
        "aliases": "alias",
        "demonyms": "demonym",
        "capital": "capital",
        "government": "government",
    }
    for key, value in mapping(path, tree(path, {"states"}).get("states"), "states").items():
        data = mapping(path, value, key)
        only(path, data, _STATE)
        name = text(path, data.get("name"), key)
        yield (
            str(key),
            Actor(
                str(key), "country", str(name), _names(path, data, None, kinds), str(key), None, _wikidata(path, data)
            ),
        )


def _organisations(path: Path, states: dict[str, Actor]) -> tuple[dict[str, Actor], dict[str, tuple[Membership, ...]]]:
    kinds = {"name": "full", "short": "alias", "acronyms": "acronym", "aliases": "alias", "nominals": "nominal"}
    actors: dict[str, Actor] = {}
    members: dict[str, tuple[Membership, ...]] = {}
    for key, value in mapping(path, tree(path, {"organisations"}).get("organisations"), "organisations").items():
        data = mapping(path, value, key)
        only(path, data, _ORGANISATION)
        name = data.get("short") or text(path, data.get("name"), key)
        country = data.get("country")
        if country is not None and country not in states:
            raise wrong(path, country, expected="a state of states.yml", found=f"`{country}`")
        if key in states:
            raise wrong(path, key, expected="a key no state has", found=f"`{key}`")
        actors[str(key)] = Actor(
            str(key),
            "organisation",
            str(name),
            _names(path, data, None, kinds),
            country and str(country),
            None,
            _wikidata(path, data),
        )
        if "members" in data:
            members[str(key)] = tuple(_memberships(path, data, states))
    return actors, members


def _memberships(path: Path, data: dict[Any, Any], states: dict[str, Actor]) -> Iterator[Membership]:
    left = mapping(path, data.get("left", {}), "left")
    for since, group in mapping(path, data["members"], "members").items():
        for state in texts(path, group, since):
            if state not in states:
                raise wrong(path, state, expected="a state of states.yml", found=f"`{state}`", todo=near(state, states))
            until = day(path, left[state], last=True)[0] if state in left else None
            yield Membership(str(state), day(path, since)[0], until)


def _offices(path: Path) -> tuple[dict[str, Office], dict[tuple[str, str], tuple[str, Text]], frozenset[str]]:
    document: dict[Any, Any] = tree(path, {"offices", "local", "institutions"})
    offices: dict[str, Office] = {}
    taken: dict[str, str] = {}
    for key, value in mapping(path, document.get("offices"), "offices").items():
        data: dict[Any, Any] = mapping(path, value, key)
        only(path, data, _OFFICE)
        titles = texts(path, data.get("titles"), "titles")
        for title in titles:
            if taken.setdefault(title.casefold(), key) != key:
                raise wrong(
                    path,
                    title,
                    expected="each title under one office",
                    found=f"`{title}` also under {taken[title.casefold()]}",
                )
        offices[str(key)] = Office(
            str(key), str(text(path, data.get("title"), "title")), tuple(map(str, titles)), data.get("many") == "true"
        )
    local: dict[tuple[str, str], tuple[str, Text]] = {}
    for scope, words in mapping(path, document.get("local", {}), "local").items():
        for title, office in mapping(path, words, scope).items():
            if office and office not in offices:
                raise wrong(
                    path, office, expected="an office of this file", found=f"`{office}`", todo=near(office, offices)
                )
            local[str(scope), title.casefold()] = (str(office), scope)
    return (
        offices,
        local,
        frozenset(fold(word) for word in texts(path, document.get("institutions", []), "institutions")),
    )


def _know_scopes(path: Path, local: dict[tuple[str, str], tuple[str, Text]], actors: dict[str, Actor]) -> None:
    for (name, _), (_, scope) in local.items():
        if name not in actors:
            raise wrong(path, scope, expected="a state or organisation", found=f"`{name}`", todo=near(name, actors))


def _people(path: Path, document: dict[Any, Any], states: dict[str, Actor]) -> Iterator[tuple[Actor, Text]]:
    """Persons of a file: `Name; m|f|?; [state=xx;] [Q-id;] [~surname;] [alias …]`, parts parted by semicolons."""
    for line in texts(path, document.get("people", []), "people"):
        name, *rest = [part.strip() for part in line.split(";")]
        if not rest or rest[0] not in ("m", "f", "?") or not name or not all(rest):
            raise wrong(path, line, expected="`Name; m` or `Name; f`, then aliases", found=line)
        state = path.stem if path.stem in states else None
        wikidata, surnames, aliases = None, [], []
        for part in rest[1:]:
            if part.startswith("state="):
                state = part.removeprefix("state=")
                if state not in states:
                    raise wrong(path, line, expected="a state of states.yml", found=f"`{state}`")
            elif _WIKIDATA.fullmatch(part):
                wikidata = part
            elif part.startswith("~"):
                surnames.append(part[1:].strip())
            else:
                aliases.append(part)
        spelt = [v for n in (name, *aliases) for v in variants(n, state)]
        family = dict.fromkeys(surnames or [surname(n) for n in (name,)])
        names = {name: ActorName(name, language_of(name, state), "full")}
        for other in (*aliases, *spelt):
            names.setdefault(other, ActorName(other, language_of(other, state), "alias"))
        family_names = [ActorName(n, language_of(n, state), "surname") for n in family]
        yield (
            Actor(
                slug(name),
                "person",
                name,
                (*names.values(), *family_names),
                state,
                rest[0].strip("?") or None,
                wikidata,
            ),
            line,
        )


def _roles(
    path: Path, document: dict[Any, Any], actors: dict[str, Actor], offices: dict[str, Office]
) -> Iterator[Role]:
    """Terms of a file: `office[+office][ of organisation]` → lines, or {title, held: lines}."""
    default = text(path, document.get("source"), "source")
    for key, value in mapping(path, document.get("holders", {}), "holders").items():
        names, _, of = key.partition(" of ")
        of = of or path.stem
        if of not in actors:
            raise wrong(path, key, expected="a state or organisation", found=f"`{of}`", todo=near(of, actors))
        title = None
        if isinstance(value, dict):
            only(path, value, {"title", "held"})
            title = str(text(path, value.get(Text("title", 0)), "title"))
            value = value.get(Text("held", 0))
        for office in names.split("+"):
            if office not in offices:
                raise wrong(
                    path, key, expected="an office of offices.yml", found=f"`{office}`", todo=near(office, offices)
                )
            for line in texts(path, value, key):
                term = held(path, line, str(default))
                if term.who not in actors:
                    raise wrong(
                        path,
                        line,
                        expected="a person of a people/ file",
                        found=f"`{term.who}`",
                        todo=near(term.who, actors),
                    )
                yield Role(
                    str(term.who),
                    office,
                    term.title or title or offices[office].title,
                    of,
                    term.span.first,
                    term.span.last,
                    term.acting,
                    term.source,
                    term.joint,
                    term.span.precision,
                )


def _rules(path: Path, actors: dict[str, Actor]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for name, value in mapping(path, tree(path, {"names"}).get("names"), "names").items():
        data: dict[Any, Any] = mapping(path, value, name)
        only(path, data, {"actors", "choose", "why"})
        keys = texts(path, data.get("actors"), "actors")
        for key in keys:
            if key not in actors:
                raise wrong(path, key, expected="an actor's key", found=f"`{key}`", todo=near(key, actors))
        choose = text(path, data.get("choose"), "choose")
        if choose not in _CHOICES:
            raise wrong(path, choose, expected=f"one of {', '.join(sorted(_CHOICES))}", found=f"`{choose}`")
        rules[fold(name)] = Rule(tuple(map(str, keys)), str(choose))
    return rules
