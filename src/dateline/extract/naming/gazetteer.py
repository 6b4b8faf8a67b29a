"""Names of the authority in a text: the longest at each place, and what a state's or body's name means there."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.authority.authority import Actor
from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import Cast, Mention, known
from dateline.extract.naming.lexicon import listed
from dateline.extract.reading import Reading, Word

_WITH = {"with", "against", "between", "by", "toward", "towards", "upon", "of"}
_MOTION = {"visit", "leave", "reach", "enter", "tour"}
_TRAVEL = listed(
    "trip visit flight journey way road train return tour ambassador envoy kilometre mile man woman reporter"
)
_PLACE = {"in", "at", "near", "outside", "into", "through", "around", "across", "over", "inside"}
_CITIES = {"brussels", "kiev"}
_SMALL = frozenset(("al", "bin", "de", "van"))
"""Words in lower case that a name may begin with."""
_SPARE = 1
"""Words by which a name may be longer in a text than in the authority: an initial."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words [first, last) that are a name of each of `actors`."""

    first: int
    last: int
    actors: tuple[Actor, ...]

    @property
    def is_person(self) -> bool:
        return any(actor.kind == "person" for actor in self.actors)


def hits(reading: Reading, cast: Cast) -> list[Hit]:
    """Every longest run of words that is a name of the authority, in reading order."""
    out: list[Hit] = []
    n, words, firsts = 0, reading.words, cast.authority.firsts
    while n < len(words):
        text = words[n].text
        if text[0].isupper() or text in _SMALL or (not text.isascii() and text[0].isalpha()):
            folded = fold(text).partition(" ")[0]
            width = firsts.get(folded, 0)
            hit = _longest(reading, cast, n, width + _SPARE) if width else None
            if hit is not None:
                out.append(hit)
                n = hit.last
                continue
        n += 1
    return out


def _longest(reading: Reading, cast: Cast, n: int, width: int) -> Hit | None:
    words = reading.words
    last = min(n + width, len(words))
    end = n + 1
    while end < last and words[end].sentence == words[n].sentence and words[end].text not in ",;.()":
        end += 1
    end = min(end + 2, last)  # an initial's point, a hyphen
    for stop in range(end, n, -1):
        word = words[stop - 1]
        if word.paragraph != words[n].paragraph or word.tag == "POS" or word.text in ("'s", "’s"):
            continue
        if not word.text[-1].isalnum() and not (word.text[-1] == "." and "." in word.text[:-1]):
            continue
        actors = cast.authority.by_name(reading.text[words[n].start : word.end])
        if actors:
            return Hit(n, stop, actors)
    return None


def actor_mention(reading: Reading, cast: Cast, hit: Hit) -> Mention | None:
    """The mention that a state's or organisation's name makes; None where it only names a place or a kind of thing."""
    words = reading.words[hit.first : hit.last]
    start, end = words[0].start, words[-1].end
    surface = reading.text[start:end]
    if cast.on is not None and len(hit.actors) > 1:
        actor = cast.authority.named(surface, cast.on)
    else:
        actor = hit.actors[0] if len(hit.actors) == 1 else None
    if actor is None:
        return None
    kind = _name_kind(actor, surface)
    if kind == "nominal":
        return None
    if kind == "demonym" and not _is_people(words):
        return None
    if kind == "capital" and not _is_government(reading, words):
        return None
    if kind == "institution":
        start = _with_article(reading, hit.first)
    rule = {"capital": "capital_as_government", "demonym": "demonym", "institution": "institution"}.get(
        kind, "name_in_authority"
    )
    confidence = {"capital": 0.85, "demonym": 0.8, "institution": 0.9}.get(kind, 0.97)
    return Mention(start, end, "nominal" if kind == "institution" else "name", known(actor), rule, confidence)


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


def _is_people(words: list[Word]) -> bool:
    """Whether a demonym means many, and so their state; `the Dutchman` is one of them."""
    last = words[-1]
    if last.lower.endswith("man"):
        return False
    is_plural = last.pos in ("NOUN", "PROPN") and last.text.endswith("ns") and last.dep != "compound"
    return last.tag in ("NNS", "NNPS") or is_plural


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
    if preposition.lower in ("to", "from"):
        return preposition.head.pos == "NOUN" and preposition.head.lemma not in _TRAVEL
    return preposition.lower in _WITH
