"""Titles and nominals: `the Russian prime minister`, `Nato's secretary general`, `the spokesman`, `the alliance`."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.authority.model import Actor
from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import Cast, Mention, Who, known
from dateline.extract.naming.lexicon import ORG_NOUNS, PAST, listed, synonyms
from dateline.extract.naming.nominals import meant, noun_at
from dateline.extract.reading import Reading, Word

_LOOSE = listed("head local member model general first prime lady deputy vice chief right chair principal party")
"""Nouns that alone mean too much else."""
_PARTIES = frozenset({"republican", "democratic", "labour", "conservative", "liberal", "green"})


def titles(reading: Reading, cast: Cast, found: list[Mention]) -> list[Mention]:
    """Mentions by title or by a noun that stands for an actor already named; those beside a name are not mentions."""
    out: list[Mention] = []
    covered = {w.i for m in found if m.who is None or m.who.kind == "person" for w in reading.between(m.start, m.end)}
    named = {w.i for m in found for w in reading.between(m.start, m.end)}
    n, words, firsts = 0, reading.words, cast.authority.title_firsts
    while n < len(words):
        lower = words[n].lower
        last = _title_end(reading, cast, n) if lower in firsts else None
        if last is None:
            nominal = _nominal(reading, cast, n, covered, named) if lower == "the" else None
            if nominal is not None:
                out.append(nominal)
            n += 1
            continue
        of, start = _owner(reading, cast, n)
        end = last if of is not None else _of_phrase(reading, cast, last)[1]
        is_vague = start > 0 and words[start - 1].lower in ("a", "an", "another")
        if start and (is_vague or words[start - 1].lower == "the"):
            start -= 1
        if not is_vague and not _beside_name(reading, start, n, end, covered):
            mention = _resolved(reading, cast, n, last)
            if mention is not None:
                out.append(mention)
        n = last
    return out


def _title_end(reading: Reading, cast: Cast, n: int) -> int | None:
    """The end of the longest title phrase that begins at word n."""
    words = reading.words
    width = cast.authority.title_firsts.get(words[n].lower, 0)
    if not width:
        return None
    of: Who | None = None
    is_owned = False
    for last in range(min(n + width, len(words)), n, -1):
        if words[last - 1].paragraph != words[n].paragraph or not words[last - 1].text[-1:].isalpha():
            continue
        phrase = reading.text[words[n].start : words[last - 1].end].casefold().replace("’", "'")
        if phrase in cast.authority.titles:
            return last
        if not is_owned:
            of, is_owned = _owner(reading, cast, n)[0], True
        if of is not None and (of.key, phrase) in cast.authority.local_titles:
            return last
    return None


def _owner(reading: Reading, cast: Cast, n: int) -> tuple[Who | None, int]:
    """The state or organisation whose title begins at word n (`Russian`, `Nato's`, `Russia's`), and where the whole
    begins."""
    words, first = reading.words, n
    while first > 0 and words[first - 1].lower in PAST | {"deputy", "first", "-"}:
        first -= 1
    if first > 0 and words[first - 1].text in ("'s", "’s", "'", "’"):
        first -= 1
    for width in (4, 3, 2, 1):
        if first - width < 0 or not words[first - width].text[:1].isupper() or words[first - width].lower == "the":
            continue
        if words[first - width].sentence != words[n].sentence:
            continue
        text = reading.text[words[first - width].start : words[first - 1].end]
        found = [a for a in cast.authority.by_name(text) if a.kind != "person"]
        if len(found) == 1:
            return known(found[0]), first - width
    return None, first


def _of_phrase(reading: Reading, cast: Cast, last: int) -> tuple[Who | None, int]:
    """The state or organisation after a title: `of Russia`, `of the European Commission`."""
    words = reading.words
    if last + 1 >= len(words) or words[last].lower not in ("of", "for"):
        return None, last
    start = last + 2 if words[last + 1].lower == "the" else last + 1
    for width in (5, 4, 3, 2, 1):
        if start + width > len(words) or not words[start].text[0].isupper():
            continue
        if not words[start + width - 1].text[-1].isalnum() and not words[start + width - 1].text.endswith("."):
            continue
        found = [
            a
            for a in cast.authority.by_name(reading.text[words[start].start : words[start + width - 1].end])
            if a.kind != "person"
        ]
        if len(found) == 1:
            return known(found[0]), start + width
    return None, last


def _beside_name(reading: Reading, start: int, first: int, last: int, covered: set[int]) -> bool:
    """Whether the title only introduces a name: `President Obama`, `the president, Dmitry Medvedev`, `Rogozin, the
    envoy`."""
    words = reading.words
    sentence = words[first].sentence

    def named(place: int) -> bool:
        return 0 <= place < len(words) and place in covered and words[place].sentence == sentence

    if named(last):
        return True
    if last + 1 < len(words) and words[last].text == "," and named(last + 1) and words[last + 1].text[:1].isupper():
        return True
    if start >= 2 and words[start - 1].text == "," and named(start - 2):
        return True
    head = words[last - 1]
    if any(c.dep == "appos" and c.i in covered for c in head.children):
        return True
    return head.dep == "appos" and (
        head.head.i in covered or any(c.i in covered for c in head.head.children if c.dep == "compound")
    )


def _resolved(reading: Reading, cast: Cast, n: int, last: int) -> Mention | None:
    words = reading.words
    of, first = _owner(reading, cast, n)
    end = last
    if of is None:
        of, end = _of_phrase(reading, cast, last)
    article = first > 0 and words[first - 1].lower == "the"
    start = words[first - 1].start if article else words[first].start
    if of is None and not article:
        return None
    title = reading.text[words[n].start : words[last - 1].end].casefold().replace("’", "'")
    stop = words[end - 1].end
    noun, qualifiers = words[last - 1].lower, _qualifiers(words[max(0, first - 1) : last - 1])
    own = _qualifiers(words[n : last - 1])
    past = qualifiers & PAST
    if not past and of is not None and cast.on is not None:
        office = cast.authority.office_of(title, of.key)
        holder = cast.authority.holder_at(office, of.key, cast.on) if office else None
        if holder is not None:
            who = known(holder)
            cast.add(who, at=start)
            return Mention(start, stop, "title", who, "holder_of_office", 0.92)
    named_words = {fold(word.text) for word in words[first:n] if word.text[0].isupper()}
    if not past and of is None and not named_words:
        holder_here = _holder_in_story(cast, title, noun, qualifiers, own, start)
        if holder_here is not None:
            cast.add(holder_here, at=start)
            return Mention(start, stop, "title", holder_here, "holder_in_story", 0.85)
    named, rule, confidence = meant(cast, noun, qualifiers - {"the"}, start, own)
    if named is not None and of is not None and not _serves(cast, named, of):
        named = None
    if named is not None:
        cast.add(named, at=start)
        return Mention(start, stop, "title", named, rule, confidence)
    if past:
        return Mention(start, stop, "title", None, "office_of_the_past", 0.5)
    return Mention(start, stop, "title", None, "holder_unknown" if of else "office_without_state", 0.5)


def _qualifiers(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(fold(word.text) for word in words if word.text[0].isalpha())


def _serves(cast: Cast, who: Who, of: Who) -> bool:
    """Whether an office may be his by what is known of him: of that state, or held in that organisation."""
    if who.is_local:
        return True
    country = cast.authority.actors[who.key].country
    return of.key == country or of.key in {role.of for role in cast.authority.roles_of(who.key, cast.on)}


def _holder_in_story(
    cast: Cast, title: str, noun: str, qualifiers: frozenset[str], own: frozenset[str], at: int
) -> Who | None:
    """The last named before a place of those who hold such an office on the story's day or were introduced with it."""
    if cast.on is None:
        return None
    fitting: dict[str, Who] = {}
    is_of_party = bool(own & _PARTIES)
    for who in cast.people.values():
        if is_of_party or who.is_local or cast.last_place(who, at) < 0:
            continue
        for role in cast.authority.roles_of(who.key, cast.on):
            if cast.authority.office_of(title, role.of) == role.office:
                fitting[who.key] = who
    for one in cast.described.get(noun, ()):
        if (
            one.at < at
            and own <= one.words
            and cast.last_place(one.who, at) >= 0
            and qualifiers - {"the"} <= one.words | PAST
        ):
            fitting[one.who.key] = one.who
    ranked = sorted(fitting.values(), key=lambda who: -cast.last_place(who, at))
    return ranked[0] if ranked else None


def _nominal(reading: Reading, cast: Cast, n: int, covered: set[int], named: set[int]) -> Mention | None:
    """`the alliance`, `the spokesman`: a noun for an actor that the story has named. `n`: the article."""
    words = reading.words
    if n + 1 >= len(words):
        return None
    found = _listed_nominal(reading, cast, n)
    if found is not None:
        return found
    noun = noun_at(words, n)
    if noun is None or noun.head.i in named or _beside_name(reading, n, n, noun.last, covered):
        return None
    lower = noun.head.lower
    if lower in _LOOSE and not noun.qualifiers:
        return None
    is_owned = any(w.text in ("'s", "’s", "'", "’") for w in words[n : noun.last])
    if not is_owned and any(_title_end(reading, cast, m) == noun.last for m in range(n + 1, noun.last)):
        return None  # a title: its own rules apply
    if not (lower in cast.described or lower in ORG_NOUNS or synonyms(lower)):
        return None
    who, rule, confidence = meant(cast, lower, noun.qualifiers, words[n].start)
    if who is None:
        return None
    cast.add(who, at=words[n].start)
    kind = "title" if who.kind == "person" else "nominal"
    return Mention(words[n].start, words[noun.last - 1].end, kind, who, rule, confidence)


def _listed_nominal(reading: Reading, cast: Cast, n: int) -> Mention | None:
    """`the alliance` where Nato has been named: the nouns that the authority gives its actors."""
    words = reading.words
    if words[n + 1].lower not in cast.authority.firsts:
        return None
    for width in (4, 3, 2):
        if n + width > len(words) or words[n + width - 1].paragraph != words[n].paragraph:
            continue
        start, end = words[n].start, words[n + width - 1].end
        text = reading.text[start:end]
        found = [a for a in cast.authority.by_name(text) if _is_nominal(a, text) and a.key in cast.bodies]
        if not found:
            continue
        following = words[n + width] if n + width < len(words) else None
        if following is not None and following.pos in ("NOUN", "PROPN") and words[n + width - 1].dep == "compound":
            return None
        named = max(found, key=lambda a: cast.last_place(known(a), start))
        if cast.last_place(known(named), start) < 0:
            return None
        cast.add(known(named), at=start)
        return Mention(start, end, "nominal", known(named), "nominal_of_named", 0.9)
    return None


def _is_nominal(actor: Actor, text: str) -> bool:
    return any(name.kind == "nominal" and fold(name.text) == fold(text) for name in actor.names)
