"""Runs of words that are written like a name, cut into its parts: what stands before a name, and the name itself.

Only the writing counts here (capitals, hyphens, small words inside names) and where the recogniser saw one kind of name
end and another begin; who or what is named is decided in kinds.py and cast.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.naming.lexicon import (
    HONORIFICS,
    LEADING,
    ORG_NOUNS,
    ORG_WORDS,
    PARTICLES,
    SUFFIXES,
    TITLES,
    is_person_noun,
    listed,
)
from dateline.extract.reading import Reading, Word

_FUNCTION = listed(
    """
    the a an he she it they we i you his her its their our my your him them this that these those in on at by for from
    of to with as but and or nor if when while after before since because although though there here what who which
    why how where not no yes nobody everybody everyone somebody someone some many most more all both each every any one
    two three four five six seven eight nine ten also however meanwhile according asked speaking last earlier later
    today yesterday tomorrow then now so yet still only even just about over under between during despite until
    without within against among through across around near like unlike once whether another other others such
    first second third two-thirds new is are was were be been has have had do does did will would can could may might
    must shall should let please well oh perhaps maybe instead although besides moreover furthermore nevertheless
    thus therefore hence again almost nearly
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan
    """
)
_AMBIGUOUS = frozenset({"may", "will", "mark", "march", "april", "june", "august", "bill", "grant", "sue", "pat", "an"})
"""Function words and verbs that are names too: names where the recogniser says so."""
_OF_BODIES = frozenset({"new", "first", "second"})
"""Those that begin the names of bodies where the recogniser says so: `New Patriotic Party`."""
_LONGEST = 12
_COMPOUND = listed(
    "born based led backed era style like elect wide owned run held made only free sized linked funded bound area day "
    "year old time term plus type class level party state city area built aged and to of in on by off up out"
)
"""Second parts of compounds with a name."""
_ORG_LINKS = frozenset({"of", "for", "and", "&", "the", "on", "in"})


@dataclass(slots=True)
class Run:
    """Words [first, last) that are written like a name. `titled`: a title or role noun of a person stands right before
    it; `body`: a noun for a body does."""

    first: int
    last: int
    titled: bool = False
    body: bool = False


def runs(reading: Reading) -> list[Run]:
    """The names of a text by their writing, in reading order."""
    quiet = _quiet(reading)
    words, n = reading.words, 0
    out: list[Run] = []
    while n < len(words):
        word = words[n]
        if word.paragraph in quiet or not _begins(reading, n):
            n += 1
            continue
        last = _end(words, n)
        out.extend(_cut(reading, n, last))
        n = last
    return out


def _quiet(reading: Reading) -> set[int]:
    """Paragraphs whose capitals say nothing: headlines in capitals or in title case, and bylines."""
    out = set()
    for number, (start, end) in enumerate(reading.paragraphs):
        if end - start > 250:
            continue
        words = [w for w in reading.between(start, end) if w.text[0].isalpha()]
        long = [w for w in words if len(w.text) > 3]
        if not long:
            continue
        is_shouted = len(words) > 2 and all(w.text.isupper() for w in long)
        is_byline = words[0].lower == "by" and len(words) <= 12 and reading.text[end - 1] not in '.!?”"'
        is_headline = number < 2 and len(words) > 4 and len(long) > 3 and all(w.text[0].isupper() for w in long)
        if is_shouted or is_byline or is_headline:
            out.add(number)
    return out


def _begins(reading: Reading, n: int) -> bool:
    word = reading.words[n]
    text = word.text
    if text[0].isupper():
        lower = text.lower()
        if lower in _FUNCTION:
            return word.entity == "PERSON" if lower in _AMBIGUOUS else _is_of_body(reading.words, n)
        return text[0] != "I" or text not in ("I", "I’m", "I'm")
    return text in LEADING and _leads(reading.words, n)


def _is_of_body(words: list[Word], n: int) -> bool:
    """Whether a function word and the next one are seen as the name of a body, or as part of one."""
    return (
        words[n].lower in _OF_BODIES
        and words[n].entity == "ORG"
        and n + 1 < len(words)
        and words[n + 1].entity == "ORG"
    )


def _leads(words: list[Word], n: int) -> bool:
    """Whether a small word begins a name: `van der Meulen`, `al-Masri`."""
    at = n + 1
    while at < len(words) and at - n < 3 and (words[at].text in PARTICLES or words[at].text == "-"):
        at += 1
    if at >= len(words) or not words[at].text[0].isupper() or words[at].paragraph != words[n].paragraph:
        return False
    return n == 0 or not words[n - 1].text[0].isupper() or words[n - 1].lower in _FUNCTION


def _end(words: list[Word], n: int) -> int:
    """The end of the run that begins at word n."""
    at = n + 1
    while at < len(words) and at - n < _LONGEST and words[at].paragraph == words[n].paragraph:
        step = _step(words, n, at)
        if not step:
            break
        at += step
    return at


def _step(words: list[Word], first: int, at: int) -> int:
    """By how many words a run that ends before word `at` goes on; 0 when it does not."""
    word, before = words[at], words[at - 1]
    text = word.text
    following = words[at + 1] if at + 1 < len(words) and words[at + 1].paragraph == word.paragraph else None
    if text[0].isupper():
        return 0 if word.lower in _FUNCTION and not (word.lower in _AMBIGUOUS and word.entity) else 1
    if following is None:
        return 0
    touching = before.end == word.start and word.end == following.start
    if text in ("-", "‐", "‑", "–") and touching:
        is_joined = following.text[0].isupper() or before.text in PARTICLES or _is_syllable(words, first, at)
        return 2 if following.text[0].isalpha() and is_joined else 0
    if text in ("'", "’", "'s", "’s"):
        is_org = before.entity == "ORG" and following.entity == "ORG"
        return 2 if is_org and following.text[0].isupper() and following.lower not in TITLES else 0
    if text in PARTICLES:
        after = at + 1
        while (
            after < len(words) - 1 and after - at < 3 and (words[after].text in PARTICLES or words[after].text == "-")
        ):
            after += 1
        return after - at + 1 if words[after].text[0].isupper() else 0
    if text == "," and following.text.lower() in SUFFIXES and following.text[0].isupper():
        return 2
    if text in _ORG_LINKS:
        return _link(words, first, at)
    return 0


def _is_syllable(words: list[Word], first: int, at: int) -> bool:
    """Whether a hyphen joins the syllables of an East Asian name: `Park Tae-suk`, but not `Slovenia-born`."""
    before, following = words[at - 1], words[at + 1]
    return (
        at - first >= 2
        and words[at - 2].text[0].isupper()
        and 2 <= len(following.text) <= 6
        and len(before.text) <= 6
        and following.lower not in _COMPOUND
    )


def _link(words: list[Word], first: int, at: int) -> int:
    """`Institute of Astronomy`, `Food & Drink`, `Court of the North`: small words inside the name of a body."""
    word, before = words[at], words[at - 1]
    after = at + 1
    if word.text == "and" and _is_one_body(words, first, at):
        return 2
    if words[after].text == "the" and word.text in ("of", "for") and after + 1 < len(words):
        after += 1
    if not words[after].text[0].isupper() or words[after].lower in _FUNCTION:
        return 0
    if before.lower in TITLES or is_person_noun(before.lower):
        return 0
    joined = after - at + 1
    if word.text == "&":
        return joined
    is_ended = word.text == "and" and before.lower in ORG_WORDS  # `the White House and State Department` are two
    if word.entity == "ORG" and before.entity == "ORG" and words[after].entity == "ORG" and not is_ended:
        return joined
    return joined if word.text in ("of", "for") and _is_body(words[first:at]) else 0


def _is_one_body(words: list[Word], first: int, at: int) -> bool:
    """Whether `and` joins what one body is for: `the Flood Forecasting and Warning Centre`, not `the White House and
    State Department`."""
    end = at + 1
    while end < len(words) and words[end].text[0].isupper() and words[end].paragraph == words[at].paragraph:
        end += 1
    return (
        at - first > 1
        and end - at > 2
        and words[end - 1].lower in ORG_WORDS
        and first > 0
        and words[first - 1].lower == "the"
        and not _is_body(words[first:at])
        and not any(word.entity for word in words[first:end])  # else the recogniser has seen what is one and what two
    )


def _is_spelled_out(words: list[Word], first: int, last: int) -> bool:
    """Whether the letters in brackets after a run are its initials: `Union Cycliste Internationale (UCI)`."""
    if last - first < 3 or last + 2 >= len(words) or words[last].text != "(" or words[last + 2].text != ")":
        return False
    initials = "".join(word.text[0] for word in words[first:last] if word.text[0].isupper())
    return len(initials) > 2 and words[last + 1].text == initials


def _is_body(words: list[Word]) -> bool:
    return any(word.lower in ORG_WORDS for word in words)


def _cut(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """The names inside a run: titles and role nouns are cut off, and the run is cut where they stand."""
    words = reading.words
    if _is_spelled_out(words, first, last):
        yield Run(first, last, titled=False, body=True)
        return
    if words[last - 1].lower in ORG_WORDS and words[last - 1].lower not in ("guard", "guards"):
        start = first
        while (
            start < last - 1 and _is_prefix(words[start]) and words[start].entity != "ORG" and _is_opening(words, start)
        ):
            start += 1
        yield Run(start, last, titled=False, body=start > first)
        return
    begin, titled, body = first, _titled(reading, first), _of_body(reading, first)
    for n in range(first, last):
        word = words[n]
        if n > begin and not titled and _changes(words[n - 1], word):
            yield Run(begin, n, titled, body)
            begin, titled, body = n, False, False
        if _is_title(words, n, last) and not (word.entity == "ORG" and _is_inside(words, n, last)):
            if n > begin:
                yield Run(begin, n, titled, body)
            begin, titled, body = n + 1, True, False
        elif (
            n == first
            and last - first > 1
            and word.lower in ORG_NOUNS
            and _is_opening(words, n)
            and word.entity != "ORG"
        ):
            begin, titled, body = n + 1, False, True
    if begin < last:
        yield Run(begin, last, titled, body)


def _is_inside(words: list[Word], n: int, last: int) -> bool:
    return n + 1 < last and words[n + 1].entity == "ORG"


def _is_prefix(word: Word) -> bool:
    return word.lower in TITLES or word.lower in ORG_NOUNS or is_person_noun(word.lower)


def _is_opening(words: list[Word], n: int) -> bool:
    """Whether a word has its capital only because it opens a sentence."""
    return n == 0 or words[n - 1].sentence != words[n].sentence or words[n - 1].text in '."“”?!:'


def _is_title(words: list[Word], n: int, last: int) -> bool:
    lower = words[n].lower
    bare = lower.rstrip(".")
    if bare in HONORIFICS and (lower != bare or bare not in ("don", "count", "sister", "father")):
        return True
    if bare in TITLES:
        return n + 1 < last or words[n].entity != "PERSON"
    return is_person_noun(lower) and (_is_opening(words, n) or n + 1 == last) and words[n].entity != "PERSON"


def _changes(before: Word, word: Word) -> bool:
    """Whether the recogniser saw one name end and another begin: `Russia | Vladimir Putin`."""
    if before.text == "-" or word.text == "-" or before.text in PARTICLES:
        return False
    if before.entity != "PERSON" and before.lower in ORG_NOUNS and word.entity == "PERSON":
        return True  # `Member of Parliament | Priya Rao`
    return before.entity in ("NORP", "GPE", "ORG") and word.entity == "PERSON" and len(before.text) > 2 < len(word.text)


def _titled(reading: Reading, first: int) -> bool:
    """Whether the word before a run is a title or a role noun: `museum director Anna Holm`, `Mr Holm`."""
    if not first:
        return False
    before = reading.words[first - 1]
    if before.paragraph != reading.words[first].paragraph:
        return False
    lower = before.lower.rstrip(".")
    return lower in HONORIFICS or lower in TITLES or is_person_noun(lower)


def _of_body(reading: Reading, first: int) -> bool:
    """Whether the word before a run says that it is a body: `the carrier SkyPetrel`."""
    if not first:
        return False
    before = reading.words[first - 1]
    return before.paragraph == reading.words[first].paragraph and before.text.islower() and before.lower in ORG_NOUNS
