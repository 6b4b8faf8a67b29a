"""Names in a text: persons, bodies and states, from the authority's names and from what is written like a name.

First all names of the text are found, then everybody who is named in full is enrolled in the cast, and only then is it
told whom each place means: so a short name is understood even before its full one.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from dateline.extract.authority.names import fold
from dateline.extract.naming.bodies import Bodies
from dateline.extract.naming.cast import HONORIFICS, Cast, Mention, Who, core, local
from dateline.extract.naming.gazetteer import Hit, actor_mention, hits
from dateline.extract.naming.introductions import describe_name, introduce, is_introduced
from dateline.extract.naming.kinds import kinds, text_of
from dateline.extract.naming.lexicon import KIN, ORG_WORDS, TITLES
from dateline.extract.naming.runs import Run, runs
from dateline.extract.reading import Reading


@dataclass(slots=True)
class _Name:
    """One name in the text: its words, what it is, the authority's hit that it is or holds."""

    run: Run
    text: str
    kind: str
    hit: Hit | None = None

    @property
    def width(self) -> int:
        return self.run.last - self.run.first


def names(reading: Reading, cast: Cast, speaking: Set[int] = frozenset()) -> list[Mention]:
    """Mentions by name, in reading order; `cast` learns who is in the story on the way.

    `speaking`: the head words of speakers, as numbers: what speaks is a person or a body.
    """
    found = _found(reading, cast, speaking)
    _shorten(found)
    people = [name for name in found if name.kind == "person"]
    _enrol(reading, cast, people)
    bodies = Bodies(reading, cast, speaking)
    for name in found:
        if name.kind == "organisation":
            bodies.enrol(name.run, name.text)
    out: list[Mention] = []
    for name in found:
        mention = _mention(reading, cast, name, out, bodies)
        if mention is not None:
            out.append(mention)
    return sorted(out, key=lambda m: (m.start, m.end))


def _found(reading: Reading, cast: Cast, speaking: Set[int]) -> list[_Name]:
    written = runs(reading)
    told = kinds(reading, written, cast.authority.given, speaking)
    listed = hits(reading, cast)
    out: list[_Name] = []
    at = 0
    for run in written:
        while at < len(listed) and listed[at].last <= run.first:
            out.append(_listed(reading, listed[at]))
            at += 1
        inside = []
        while at < len(listed) and listed[at].first < run.last:
            inside.append(listed[at])
            at += 1
        out.extend(_settled(reading, run, told[fold(text_of(reading, run))], inside))
    out.extend(_listed(reading, hit) for hit in listed[at:])
    return sorted(out, key=lambda name: name.run.first)


def _shorten(found: list[_Name]) -> None:
    """A name that begins a body's is that body's, whatever it looks like: `Old Quay` of `Old Quay Holdings`."""
    begun: set[str] = set()
    for name in found:
        if name.kind == "organisation":
            words = fold(name.text).split()
            begun.update(" ".join(words[:n]) for n in range(1, len(words)))
    for name in found:
        if name.kind in ("person", "unknown") and name.hit is None and not name.run.titled:
            folded = fold(name.text)
            if len(folded) > 3 and folded in begun:
                name.kind = "organisation"


def _listed(reading: Reading, hit: Hit) -> _Name:
    before = reading.words[hit.first - 1].lower.rstrip(".") if hit.first else ""
    run = Run(hit.first, hit.last, titled=before in HONORIFICS or before in TITLES)
    return _Name(run, text_of(reading, run), "person" if hit.is_person else "actor", hit)


def _settled(reading: Reading, run: Run, kind: str, inside: list[Hit]) -> list[_Name]:
    """The name or names in a run that the authority knows all or parts of."""
    if not inside:
        return [_Name(run, text_of(reading, run), kind)]
    first, last = min(hit.first for hit in inside), max(hit.last for hit in inside)
    is_whole = len(inside) == 1 and first <= run.first and last >= run.last
    if is_whole:
        return [_listed(reading, inside[0])]
    tail = reading.words[run.last - 1].lower
    people = [hit for hit in inside if hit.is_person]
    if kind == "organisation" and (tail in ORG_WORDS or not people):
        return [_Name(run, text_of(reading, run), kind)]
    if people and len(inside) == 1 and kind == "person" and last >= run.last - 1 and first - run.first <= 1:
        whole = Run(min(run.first, first), max(run.last, last), run.titled, run.body)
        if first > run.first:
            return [_listed(reading, people[0])]
        return [_Name(whole, text_of(reading, Run(first, last)), "person", people[0])]
    is_within = first <= run.first + 1 and run.last - run.first > 1 and last < run.last
    is_sure = reading.words[run.first].entity == "PERSON" or run.titled
    if not people and kind == "person" and is_within and is_sure:  # `Jordan Peterson`: no country
        return [_Name(run, text_of(reading, run), kind)]
    out = [_listed(reading, hit) for hit in inside]
    if kind == "person" and not people and run.last - last > 1:
        rest = Run(last, run.last, run.titled, False)
        out.append(_Name(rest, text_of(reading, rest), kind))
    return out


def _enrol(reading: Reading, cast: Cast, people: Sequence[_Name]) -> None:
    """Enrols everybody named in full, longest names first: `van der Meulen` is then but the end of a longer one."""
    parts: set[tuple[str, ...]] = set()
    given: dict[tuple[str, ...], Who] = {}
    for name in sorted(people, key=lambda n: (-len(core(n.text)), n.run.first)):
        words = core(name.text)
        if words in given:
            _introduced(reading, cast, name, given[words])
            continue
        single = len(words) < 2 and not (name.hit is not None and len(name.hit.actors) == 1)
        if single or words in parts:
            continue
        who, _, _ = cast.full(name.text)
        given[words] = who
        parts.update(part for n in range(1, len(words)) for part in (words[:n], words[n:]))
        _introduced(reading, cast, name, who)


def _introduced(reading: Reading, cast: Cast, name: _Name, who: Who) -> None:
    at = reading.words[name.run.first].start
    cast.enrol(name.text, who, at)
    cast.add(who, _shown_gender(reading, name.run))
    introduce(reading, cast, name.run, who)


def _shown_gender(reading: Reading, run: Run) -> str | None:
    """The gender that the words before a name show: `Mrs`, `his wife,`."""
    words, n = reading.words, run.first - 1
    if n < 0:
        return None
    bare = words[n].lower.rstrip(".")
    if bare in HONORIFICS:
        return HONORIFICS[bare] or None
    if words[n].text == "," and n:
        n -= 1
    if words[n].lower in KIN and any(
        w.lower in ("his", "her", "their", "whose") or w.text in ("'s", "’s") for w in words[max(0, n - 3) : n]
    ):
        return KIN[words[n].lower]
    return None


def _mention(reading: Reading, cast: Cast, name: _Name, before: list[Mention], bodies: Bodies) -> Mention | None:
    at = reading.words[name.run.first].start
    if name.kind == "actor" and name.hit is not None:
        mention = actor_mention(reading, cast, name.hit)
        if mention is not None and mention.who is not None:
            cast.add(mention.who, at=mention.start)
            if mention.who.kind == "organisation":
                describe_name(cast, mention.who, name.text, mention.start)
                bodies.index(mention.who.name, mention.who)
        return mention
    if name.kind == "person":
        return _person(reading, cast, name, before, bodies)
    if name.kind == "organisation":
        if name.width == 1 and not name.run.body and cast.short(name.text, None, False, at)[0] is not None:
            return _person(reading, cast, name, before, bodies)
        return bodies.mention(name.run, name.text)
    return _doubtful(reading, cast, name, before, bodies)


def _person(reading: Reading, cast: Cast, name: _Name, before: list[Mention], bodies: Bodies) -> Mention | None:
    run, words = name.run, reading.words
    start, end = words[run.first].start, words[run.last - 1].end
    title = words[run.first - 1].lower.rstrip(".") if run.first else ""
    if title == "another":  # says himself that he is not the one named before
        return Mention(start, end, "name", None, "another_of_that_name", 0.7)
    if title == "the" and name.width == 1:  # `the Gazette`: a thing, or a family, but nobody's surname
        return None
    gender = _shown_gender(reading, run)
    titled = run.titled or title in HONORIFICS
    if len(core(name.text)) > 1:
        near = [m.who for m in reversed(before[-6:]) if m.who is not None] if title == "predecessor" else []
        who: Who | None
        who, rule, confidence = cast.full(name.text, near)
        if rule == "full_name_only":
            short = cast.short(name.text, gender, titled, start)
            if short[0] is not None and fold(short[0].name) != fold(name.text):
                who, rule, confidence = short
    else:
        who, rule, confidence = cast.short(name.text, gender, titled, start)
        if who is None and name.hit is not None and len(name.hit.actors) == 1:
            who, rule, confidence = cast.full(name.text)
    if who is not None:
        cast.add(who, gender, start)
    elif not run.titled and (body := bodies.mention(run, name.text, only_known=True)) is not None:
        return body
    elif rule == "unresolved_surname" and not titled and is_introduced(reading, run):
        who, rule, confidence = local(name.text, "person", gender), "one_name", 0.7
        cast.enrol(name.text, who, start)
        cast.add(who, gender, start)
    return Mention(start, end, "name", who, rule, confidence)


def _doubtful(reading: Reading, cast: Cast, name: _Name, before: list[Mention], bodies: Bodies) -> Mention | None:
    """A name of which nothing tells what it is: whoever of the story it is a part of."""
    start = reading.words[name.run.first].start
    who, rule, _ = cast.short(name.text, None, False, start)
    if (
        who is not None
        and rule.endswith("_in_story")
        and (rule.startswith("surname") or name.run.titled or name.run.first in bodies.speaking)
    ):
        return _person(reading, cast, name, before, bodies)
    return bodies.mention(name.run, name.text, only_known=True)
