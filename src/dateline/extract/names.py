"""Names in a text: persons, organisations and states, from the authority's names and the parser's recogniser."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.authority import Actor
from dateline.extract.authority_names import fold
from dateline.extract.cast import HONORIFICS, Cast, Mention, known, local
from dateline.extract.reading import Entity, Reading, Word

_LONGEST = 7
_WITH = {"with", "against", "between", "by", "toward", "towards", "upon", "of"}
_MOTION = {"visit", "leave", "reach", "enter", "tour"}
_TRAVEL = {
    "trip",
    "visit",
    "flight",
    "journey",
    "way",
    "road",
    "train",
    "return",
    "tour",
    "ambassador",
    "envoy",
    "kilometre",
    "mile",
    "man",
    "woman",
    "reporter",
}
_PLACE = {"in", "at", "near", "outside", "into", "through", "around", "across", "over", "inside"}
_CITIES = {"brussels", "kiev"}
_JUNK = {"nato", "eu", "un"}
_TITLES = {"president", "prime", "minister", "chancellor", "secretary", "senator", "sen.", "rep.", "gov.", "gen.",
    "general", "admiral",
           "ambassador", "foreign", "defence", "defense", "colonel", "premier", "spokesman", "spokeswoman",
           "representative", "judge",
           "justice", "governor", "mayor", "speaker", "commissioner", "lt.", "col.", "adm.", "capt.", "former",
           "vice", "deputy", "pope"}  # fmt: skip


@dataclass(frozen=True)
class _Hit:
    first: int
    last: int
    actors: tuple[Actor, ...]


def names(reading: Reading, cast: Cast) -> list[Mention]:
    """Mentions by name, in reading order; `cast` learns the persons on the way."""
    hits = _gazetteer(reading, cast)
    taken = {n for hit in hits for n in range(hit.first, hit.last)}
    people = [e for e in reading.entities if e.label == "PERSON"]
    spans: list[tuple[int, int, _Hit | None]] = [(h.first, h.last, h) for h in hits]
    for entity in people:
        span = _person_span(reading, entity)
        if span is not None and not any(n in taken for n in range(*span)):
            spans.append((*span, None))
            taken.update(range(*span))
    spans.extend(_surnames(reading, cast, spans, taken))
    out: list[Mention] = []
    for first, last, hit in sorted(spans, key=lambda s: s[:2]):
        found = _of_hit(reading, cast, hit, out) if hit is not None else _of_person(reading, cast, first, last, out)
        if found is not None:
            out.append(found)
    out.extend(_organisations(reading, taken))
    return sorted(out, key=lambda m: (m.start, m.end))


def _gazetteer(reading: Reading, cast: Cast) -> list[_Hit]:
    """Every longest run of words that is a name of the authority."""
    out: list[_Hit] = []
    n, words = 0, reading.words
    while n < len(words):
        if not words[n].text[:1].isupper() and not (words[n].text[:1].isalpha() and not words[n].text.isascii()):
            n += 1
            continue
        edge = min(n + _LONGEST, len(words))
        for last in range(edge, n, -1):
            end = words[last - 1]
            if end.sentence != words[n].sentence or end.pos == "PART" or end.tag == "POS":
                continue
            if not end.text[-1:].isalnum() and not (end.text.endswith(".") and "." in end.text[:-1]):
                continue
            actors = cast.authority.by_name(reading.text[words[n].start : words[last - 1].end])
            if actors:
                out.append(_Hit(n, last, actors))
                n = last - 1
                break
        n += 1
    return out


def _of_hit(reading: Reading, cast: Cast, hit: _Hit, before: list[Mention]) -> Mention | None:
    words = reading.words[hit.first : hit.last]
    start, end = words[0].start, words[-1].end
    surface = reading.text[start:end]
    people = [a for a in hit.actors if a.kind == "person"]
    if people:
        return _of_person(reading, cast, hit.first, hit.last, before)
    if cast.on is not None and len(hit.actors) > 1:
        actor = cast.authority.named(surface, cast.on)
    else:
        actor = hit.actors[0] if len(hit.actors) == 1 else None
    if actor is None:
        return None
    kind = _name_kind(actor, surface)
    if kind == "nominal":
        return None
    if kind == "demonym" and not _is_people(reading, words):
        return None
    if kind == "capital" and not _is_government(reading, words):
        return None
    institution = kind == "institution"
    if institution:
        start = _with_article(reading, hit.first)
    rule = {"capital": "capital_as_government", "demonym": "demonym", "institution": "institution"}.get(
        kind, "name_in_authority"
    )
    confidence = {"capital": 0.85, "demonym": 0.8, "institution": 0.9}.get(kind, 0.97)
    return Mention(start, end, "nominal" if institution else "name", known(actor), rule, confidence)


def _name_kind(actor: Actor, surface: str) -> str:
    """The kind of name a surface is. A city that stands for an organisation (Brussels) is treated like a capital."""
    folded = fold(surface)
    if folded in _CITIES:
        return "capital"
    kinds = [name.kind for name in actor.names if fold(name.text) == folded]
    return kinds[0] if kinds else ("institution" if actor.kind == "country" else "alias")


def _with_article(reading: Reading, first: int) -> int:
    before = reading.words[first - 1] if first else None
    return before.start if before is not None and before.lower == "the" else reading.words[first].start


def _is_people(reading: Reading, words: list[Word]) -> bool:
    return words[-1].tag in ("NNS", "NNPS") or (
        words[-1].pos in ("NOUN", "PROPN") and words[-1].text.endswith("ns") and words[-1].dep != "compound"
    )


def _is_government(reading: Reading, words: list[Word]) -> bool:
    """Whether a capital acts here (`Moscow said`, `with Moscow`) rather than being a place (`in Moscow`, a
    dateline)."""
    head = words[-1]
    if words[0].text.isupper() and len(words[0].text) > 3:
        return False
    seen = 0
    while head.dep in ("conj", "appos") and head.head.pos == "PROPN" and head.head is not head and seen < 6:
        head, seen = head.head, seen + 1
    before = reading.words[words[0].i - 1].lower if words[0].i else ""
    return before not in _PLACE and _acts(head)


def _acts(head: Word) -> bool:
    if head.dep in ("nsubj", "nsubjpass", "dobj", "dative", "iobj", "poss", "ROOT"):
        return head.head.lemma not in _MOTION or head.dep in ("nsubj", "poss")
    if head.dep != "pobj":
        return False
    preposition = head.head
    if preposition.lower == "to":
        return preposition.head.pos == "NOUN" and preposition.head.lemma not in _TRAVEL
    if preposition.lower == "from":
        return preposition.head.pos == "NOUN" and preposition.head.lemma not in _TRAVEL
    return preposition.lower in _WITH


def _person_span(reading: Reading, entity: Entity) -> tuple[int, int] | None:
    """The words of a person's name inside what the recogniser took, without titles and possessives."""
    first, last = entity.first, entity.last
    words = reading.words
    while first < last and (
        words[first].lower.rstrip(".") in HONORIFICS
        or words[first].lower in _TITLES
        or not words[first].text[:1].isupper()
    ):
        first += 1
    while last > first and (
        words[last - 1].pos == "PART"
        or not words[last - 1].text[-1:].isalnum()
        or not words[last - 1].text[:1].isupper()
    ):
        last -= 1
    if first >= last or any(c.isdigit() for c in reading.text[words[first].start : words[last - 1].end]):
        return None
    if last - first == 1 and (words[first].text.isupper() or words[first].lower in _JUNK):
        return None
    return first, last


def _surnames(
    reading: Reading, cast: Cast, spans: list[tuple[int, int, _Hit | None]], taken: set[int]
) -> list[tuple[int, int, _Hit | None]]:
    """Words the recogniser missed: a surname of a person of the story, or what follows Mr and its like."""
    last_names = {
        reading.words[last - 1].text
        for first, last, hit in spans
        if last - first > 1 and (hit is None or hit.actors[0].kind == "person")
    }
    out: list[tuple[int, int, _Hit | None]] = []
    for word in reading.words:
        if word.i in taken or not word.text[:1].isupper():
            continue
        titled = word.i > 0 and reading.words[word.i - 1].lower.rstrip(".") in HONORIFICS
        if (word.text in last_names and word.pos in ("PROPN", "NOUN", "ADJ", "VERB", "X")) or (
            titled and word.pos == "PROPN"
        ):
            last = word.i + 1
            while (
                titled
                and last < len(reading.words)
                and reading.words[last].text[:1].isupper()
                and reading.words[last].pos == "PROPN"
                and last not in taken
            ):
                last += 1
            out.append((word.i, last, None))
            taken.update(range(word.i, last))
    return out


def _of_person(reading: Reading, cast: Cast, first: int, last: int, before: list[Mention]) -> Mention | None:
    words = reading.words[first:last]
    start, end = words[0].start, words[-1].end
    surface = " ".join(reading.text[start:end].split())
    title = reading.words[first - 1].lower.rstrip(".") if first else ""
    if title == "another":  # says himself that he is not the one named before
        return Mention(start, end, "name", None, "another_of_that_name", 0.7)
    if title == "the" and last - first == 1:  # `the Gazette`: a thing, or a family, but nobody's surname
        return None
    gender = HONORIFICS.get(title) or None
    titled = title in HONORIFICS or title in _TITLES or title == "minister"
    if last - first > 1:
        who, rule, confidence = cast.short(surface, gender, titled)
        if who is None or (rule != "surname_in_story" and fold(who.name) != fold(surface)):
            near = [m.who for m in reversed(before[-6:]) if m.who is not None] if title == "predecessor" else []
            who, rule, confidence = cast.full(surface, near)
    else:
        who, rule, confidence = cast.short(surface, gender, titled)
    if who is not None:
        cast.add(who, gender)
    return Mention(start, end, "name", who, rule, confidence)


def _organisations(reading: Reading, taken: set[int]) -> list[Mention]:
    out = []
    for entity in reading.entities:
        if entity.label != "ORG" or any(n in taken for n in range(entity.first, entity.last)):
            continue
        words = reading.words[entity.first : entity.last]
        while words and (words[0].lower == "the" or not words[0].text[:1].isalnum()):
            words = words[1:]
        while words and (words[-1].pos == "PART" or not words[-1].text[-1:].isalnum()):
            words = words[:-1]
        if len(words) < 2 or not words[0].text[:1].isupper() or not words[-1].text[:1].isupper():
            continue
        start, end = words[0].start, words[-1].end
        out.append(Mention(start, end, "name", local(reading.text[start:end], "organisation"), "name_only", 0.6))
    return out
