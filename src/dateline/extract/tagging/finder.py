"""Every term of every topic found in an article in one pass: words by look-up, actors and places by the mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.extract.authority.authority import Authority
from dateline.extract.tagging.hits import DATELINE, HEADLINE, SUBJECTS, Hit, Page, without
from dateline.extract.tagging.rules import Term, Topic
from dateline.extract.tagging.words import Folded, Phrases, folded

_MEDIA_TOPIC = re.compile(r"https?://cv\.iptc\.org/newscodes/(mediatopic|subjectcode)/([0-9]{8})/?")
_SCHEMES = {"mediatopic": "medtop", "subjectcode": "subj"}
_PLACES = re.compile(r"[/,;&]| and ")
_KEPT = 50_000


def subject_code(text: str) -> str:
    """A subject as it is compared: `medtop:20000056` for the media topic's address too, `subj:11002000` for a bare
    subject code, words without case."""
    text = text.strip().casefold()
    address = _MEDIA_TOPIC.fullmatch(text)
    if address is not None:
        return f"{_SCHEMES[address[1]]}:{address[2]}"
    return f"subj:{text}" if re.fullmatch(r"[0-9]{8}", text) else text


@dataclass
class Finder:
    """Finds the terms of some topics. What the authority says of a day is asked once and kept."""

    topics: tuple[Topic, ...]
    authority: Authority
    _words: Phrases = field(default_factory=Phrases, init=False)
    _names: Phrases = field(default_factory=Phrases, init=False)
    _word_terms: dict[int, list[Term]] = field(default_factory=dict, init=False)
    _excepted: dict[Term, list[int]] = field(default_factory=dict, init=False)
    _named: dict[int, set[str]] = field(default_factory=dict, init=False)
    _by_key: dict[str, list[Term]] = field(default_factory=dict, init=False)
    _places: dict[str, list[Term]] = field(default_factory=dict, init=False)
    _kinds: dict[str, list[Term]] = field(default_factory=dict, init=False)
    _members: list[Term] = field(default_factory=list, init=False)
    _subjects: dict[str, list[Term]] = field(default_factory=dict, init=False)
    _kept: dict[tuple[str, str, date | None], tuple[Term, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for term in dict.fromkeys(term for topic in self.topics for term in topic.terms):
            if term.kind == "word":
                self._word_terms.setdefault(self._words.add(term.value), []).append(term)
                self._excepted[term] = [self._words.add(text) for text in term.without]
            elif term.kind == "subject":
                self._subjects.setdefault(subject_code(term.value), []).append(term)
            elif term.kind == "members_of":
                self._members.append(term)
            else:
                known = {"actor": self._by_key, "kind": self._kinds, "place": self._places}[term.kind]
                known.setdefault(term.value, []).append(term)
        self._learn_names()

    def _learn_names(self) -> None:
        """Takes in by what names a headline may call the actors that terms ask for; persons are known by the body."""
        members = {m.state for term in self._members for m in self.authority.members[term.value]}
        wanted = {*self._by_key, *self._places, *members}
        for actor in self.authority.actors.values():
            if actor.kind == "person" or not (actor.key in wanted or actor.kind in self._kinds):
                continue
            for name in actor.names:
                if name.kind not in ("surname", "nominal"):
                    self._named.setdefault(self._names.add(name.text), set()).add(actor.key)

    def page(self, article: Mapping[str, Any], mentions: Iterable[Mapping[str, Any]], on: date | None) -> Page:
        """The article's page with every place of every term. `mentions`: rows of mentions of this article."""
        body, headline = article.get("body") or "", article.get("headline") or ""
        text, title = folded(body), folded(headline)
        page = Page(body, text.plain if text.places is None else body, headline)
        found: dict[Term, dict[tuple[int, int, int, str], Hit]] = {}
        for hit in (
            *self._spoken(text, page, False),
            *self._spoken(title, page, True),
            *self._mentioned(mentions, page, on),
            *self._in_headline(title, headline, on),
            *self._outside(article),
        ):
            found.setdefault(hit.term, {}).setdefault((hit.paragraph, hit.start, hit.end, hit.text), hit)
        for term, hits in found.items():
            page.found[term] = [hits[place] for place in sorted(hits)]
        return page

    def _spoken(self, text: Folded, page: Page, is_headline: bool) -> Iterator[Hit]:
        """The places of words."""
        spans = self._words.find(text)
        whole = page.headline if is_headline else page.body
        for number in spans.keys() & self._word_terms.keys():
            for term in self._word_terms[number]:
                longer = [span for other in self._excepted[term] for span in spans.get(other, ())]
                for start, end in without(spans[number], longer):
                    start, end = text.span(start, end)
                    where = HEADLINE if is_headline else page.paragraph(start)
                    yield Hit(term, where, start, end, text=whole[start:end])

    def _mentioned(self, mentions: Iterable[Mapping[str, Any]], page: Page, on: date | None) -> Iterator[Hit]:
        """The places of actors: their own mentions, and those of persons who speak for them; in the headline, the names
        by which the body calls them."""
        surfaces: dict[str, tuple[Term, ...]] = {}
        for row in mentions:
            key, kind = row["actor_key"], row["actor_kind"]
            meant = self._meant(key, kind, on) if key else ()
            if not meant:
                continue
            start, end, surface = row["char_start"], row["char_end"], row["surface"]
            where = page.paragraph(start)
            for term in meant:
                yield Hit(term, where, start, end, row["mention_id"], surface)
            if row["kind"] == "name":
                surfaces.setdefault(surface, meant)
                if kind == "person":
                    surfaces.setdefault(surface.rpartition(" ")[2], meant)
        for surface, meant in surfaces.items():
            at = _whole(page.headline, surface)
            if at is not None:
                yield from (Hit(term, HEADLINE, at, at + len(surface), text=surface) for term in meant)

    def _in_headline(self, title: Folded, headline: str, on: date | None) -> Iterator[Hit]:
        """The places of names in a headline, which has no mentions of its own."""
        for number, spans in self._names.find(title).items():
            for start, end in spans:
                start, end = title.span(start, end)
                meant = {actor.key for actor in self.authority.by_name(headline[start:end])}
                if len(meant) == 1 and meant <= self._named[number]:
                    key = meant.pop()
                    for term in self._meant(key, self.authority.actors[key].kind, on):
                        yield Hit(term, HEADLINE, start, end, text=headline[start:end])

    def _outside(self, article: Mapping[str, Any]) -> Iterator[Hit]:
        """What stands beside the text: subject codes, and the place of the dateline."""
        for subject in article.get("subjects") or () if self._subjects else ():
            for term in self._subjects.get(subject_code(subject), ()):
                yield Hit(term, SUBJECTS, text=subject)
        for name in _PLACES.split(article.get("dateline_place") or "") if self._places else ():
            meant = {actor.key for actor in self.authority.by_name(name.strip())} if name.strip() else set()
            for term in self._places.get(meant.pop(), ()) if len(meant) == 1 else ():
                yield Hit(term, DATELINE, text=name.strip())

    def _meant(self, key: str, kind: str, on: date | None) -> tuple[Term, ...]:
        """The terms that a mention of an actor on a day speaks for."""
        asked = (key, kind, on)
        if asked not in self._kept:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[asked] = self._asked(key, kind, on)
        return self._kept[asked]

    def _asked(self, key: str, kind: str, on: date | None) -> tuple[Term, ...]:
        kinds = {key: kind}
        if kind == "person" and on is not None and not key.startswith("local:"):
            for role in self.authority.roles_of(key, on):
                kinds[role.of] = self.authority.actors[role.of].kind
        out = [term for one in sorted(kinds) for term in self._by_key.get(one, ())]
        out += [term for one in sorted(set(kinds.values())) for term in self._kinds.get(one, ())]
        out += () if kind == "person" else self._places.get(key, ())
        if on is not None:
            out += [term for term in self._members if kinds.keys() & set(self.authority.members_of(term.value, on))]
        return tuple(out)


def _whole(text: str, words: str) -> int | None:
    """Where some words stand in a text as whole words; None when nowhere."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return at
        at = text.find(words, at + 1)
    return None
