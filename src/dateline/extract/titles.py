"""Titles and nominals: `the Russian prime minister`, `Nato's secretary general`, `the spokesman`, `the alliance`."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.authority_model import Actor
from dateline.extract.authority_names import fold
from dateline.extract.cast import Cast, Mention, Who, known
from dateline.extract.reading import Reading, Word

_LONGEST = 9
_DETERMINERS = {"the"}
_PAST = {"former", "ex", "late", "then", "outgoing", "previous", "next", "future", "incoming"}
_OFFICE_NOUNS = {"president", "minister", "chancellor", "premier", "secretary", "general", "spokesman",
    "spokeswoman", "spokesperson",
                 "ambassador", "envoy", "chief", "leader", "adviser", "commissioner", "king", "queen",
    "speaker", "mayor", "governor",
                 "senator", "representative", "commander", "head", "adm", "chairman", "director", "boss", "manager",
                 "coach", "captain",
                 "striker", "official", "diplomat", "secretary-general", "negotiator", "patriarch", "nominee",
                 "candidate"}  # fmt: skip


def learn(reading: Reading, mentions: Iterable[Mention], cast: Cast) -> None:
    """Teaches the cast what persons were introduced as: `Kremlin spokesman Dmitry Peskov`, `Dmitry Rogozin, the
    envoy`."""
    for mention in mentions:
        if mention.who is None or mention.who.kind != "person" or mention.kind != "name":
            continue
        words = reading.between(mention.start, mention.end)
        for word in words:
            nouns = [word.head] if word.dep in ("appos", "compound", "nmod") else []
            nouns += [c for c in word.children if c.dep in ("appos", "compound", "nmod")]
            for noun in nouns:
                if noun.pos in ("NOUN", "PROPN") and noun.lower in _OFFICE_NOUNS:
                    cast.describe(noun.lower, mention.who)
                    if noun.lower.endswith("woman") or noun.lower == "queen":
                        cast.add(mention.who, "f")
                    if noun.lower.endswith("sman") or noun.lower == "king":
                        cast.add(mention.who, "m")


def titles(reading: Reading, cast: Cast, found: list[Mention]) -> list[Mention]:
    """Mentions by title or by a noun that stands for an actor already named; those beside a name are not mentions."""
    out: list[Mention] = []
    covered = {w.i for m in found if m.who is None or m.who.kind == "person" for w in reading.between(m.start, m.end)}
    n, words = 0, reading.words
    while n < len(words):
        last = _title_end(reading, cast, n)
        if last is None:
            nominal = _nominal(reading, cast, n, found)
            if nominal is not None:
                out.append(nominal)
            n += 1
            continue
        of, start = _owner(reading, cast, n)
        end = last if of is not None else _of_phrase(reading, cast, last)[1]
        if start and words[start - 1].lower in ("the", "a", "an"):
            start -= 1
        if not _beside_name(reading, start, n, end, covered):
            mention = _resolved(reading, cast, n, last, [*found, *out])
            if mention is not None:
                out.append(mention)
        n = last
    return out


def _title_end(reading: Reading, cast: Cast, n: int) -> int | None:
    """The end of the longest title phrase that begins at word n."""
    words = reading.words
    for last in range(min(n + _LONGEST, len(words)), n, -1):
        if words[last - 1].sentence != words[n].sentence or not words[last - 1].text[-1:].isalpha():
            continue
        phrase = reading.text[words[n].start : words[last - 1].end].casefold().replace("’", "'")
        if phrase in cast.authority.titles or any(
            (of.key, phrase) in cast.authority.local_titles for of, _ in [_owner(reading, cast, n)] if of
        ):
            return last
    return None


def _owner(reading: Reading, cast: Cast, n: int) -> tuple[Who | None, int]:
    """The state or organisation whose title begins at word n (`Russian`, `Nato's`, `Russia's`), and where the whole
    begins."""
    words, first = reading.words, n
    while first > 0 and words[first - 1].lower in _PAST | {"deputy", "first", "-"}:
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
        if start + width > len(words) or start >= len(words) or not words[start].text[:1].isupper():
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


def _resolved(reading: Reading, cast: Cast, n: int, last: int, found: list[Mention]) -> Mention | None:
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
    past = {w.lower for w in words[first:n]} | ({words[first - 1].lower} if first else set())
    if past & _PAST:
        return Mention(start, stop, "title", None, "office_of_the_past", 0.5)
    if of is not None and cast.on is not None:
        office = cast.authority.office_of(title, of.key)
        holder = cast.authority.holder_at(office, of.key, cast.on) if office else None
        if holder is not None:
            who = known(holder)
            cast.add(who)
            return Mention(start, stop, "title", who, "holder_of_office", 0.92)
        named = _described(cast, words[last - 1], found, start, of)
        return Mention(
            start, stop, "title", named, "described_in_story" if named else "holder_unknown", 0.75 if named else 0.5
        )
    spoken = _holder_in_story(cast, title, found, start) or _described(cast, words[last - 1], found, start, None)
    return Mention(
        start, stop, "title", spoken, "holder_in_story" if spoken else "office_without_state", 0.85 if spoken else 0.5
    )


def _holder_in_story(cast: Cast, title: str, found: list[Mention], start: int) -> Who | None:
    """The last person named before who holds such an office on the story's day."""
    if cast.on is None:
        return None
    for mention in sorted((m for m in found if m.start < start), key=lambda m: -m.start):
        if mention.who is None or mention.who.kind != "person" or mention.who.is_local:
            continue
        for role in cast.authority.roles_of(mention.who.key, cast.on):
            if cast.authority.office_of(title, role.of) == role.office:
                return mention.who
    return None


def _described(cast: Cast, noun: Word, found: list[Mention], start: int, of: Who | None) -> Who | None:
    """The person introduced with this noun earlier; the latest when there were several."""
    keys = cast.described.get(noun.lower, [])
    for mention in sorted((m for m in found if m.start < start), key=lambda m: -m.start):
        if mention.who is not None and mention.who.key in keys:
            if of is not None and not mention.who.is_local:
                country = cast.authority.actors[mention.who.key].country
                roles = {role.of for role in cast.authority.roles_of(mention.who.key, cast.on)}
                if of.key != country and of.key not in roles:
                    continue
            return mention.who
    return None


def _nominal(reading: Reading, cast: Cast, n: int, found: list[Mention]) -> Mention | None:
    """`the alliance`, `the spokesman`: a noun for an actor that the story has named before."""
    words = reading.words
    if words[n].lower != "the" or n + 1 >= len(words):
        return None
    for width in (4, 3, 2):
        if n + width > len(words) or words[n + width - 1].sentence != words[n].sentence:
            continue
        start, end = words[n].start, words[n + width - 1].end
        keys = {
            a.key for a in cast.authority.by_name(reading.text[start:end]) if _is_nominal(a, reading.text[start:end])
        }
        if keys:
            named = [m for m in found if m.start < start and m.who is not None and m.who.key in keys]
            following = words[n + width] if n + width < len(words) else None
            if named and not (
                following is not None and following.pos in ("NOUN", "PROPN") and words[n + width - 1].dep == "compound"
            ):
                return Mention(start, end, "nominal", named[-1].who, "nominal_of_named", 0.9)
            return None
    noun = words[n + 1]
    if noun.pos == "NOUN" and noun.lower in cast.described and noun.dep != "compound":
        who = _described(cast, noun, found, words[n].start, None)
        if who is not None:
            return Mention(words[n].start, noun.end, "title", who, "described_in_story", 0.8)
    return None


def _is_nominal(actor: Actor, text: str) -> bool:
    return any(name.kind == "nominal" and fold(name.text) == fold(text) for name in actor.names)
