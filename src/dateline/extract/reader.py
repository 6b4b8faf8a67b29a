"""What a reading needs and is loaded once: the network, the authority, the word lists, the topics."""

from __future__ import annotations

import gc
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from dateline.contracts import Contract, contracts
from dateline.errors import ConfigError
from dateline.extract.authority.authority import Authority, authority
from dateline.extract.marks import Regions
from dateline.extract.neural.network import PROFILES, Network, weights_digest
from dateline.extract.reading import Reading, read
from dateline.extract.saying.cues import Cues, cues
from dateline.extract.saying.settings import Settings, settings
from dateline.extract.saying.sources import Sources, sources
from dateline.extract.story import Story, story
from dateline.extract.tagging.rules import Topic, topics
from dateline.extract.tagging.tagger import TAGGER, Tagger, tagger
from dateline.extract.tokenizer import tokenizer

VERSION = "4"
EXTRACTOR = f"dateline-extract/{VERSION}"
DEFAULT = "careful"
"""The profile that is used when none is asked for; docs/accuracy.md has the figures of both."""
_FILES = ("cues.yml", "settings.yml", "sources.yml")
_KEPT = 256
_KEPT_CHARS = 4_000_000


@dataclass
class Reader:
    """Reads texts. `digest` changes with the extractor's version and profile, with the network's weights and with every
    vocabulary file that mentions and quotes depend on; `topics_digest` with the rules of topics alone.

    The network is loaded when the first text is read: asking for the digest alone costs little.
    """

    authority: Authority
    cues: Cues
    topics: tuple[Topic, ...]
    contracts: Mapping[str, Contract]
    digest: str
    topics_digest: str
    settings: Settings
    sources: Sources
    profile: str = DEFAULT
    _stories: OrderedDict[tuple[str, date | None, str], Story] = field(default_factory=OrderedDict, repr=False)

    @cached_property
    def tagger(self) -> Tagger:
        """The rules of the topics, ready to be asked."""
        return tagger(self.topics, self.authority)

    @property
    def network(self) -> Network:
        """The network of the profile."""
        return _network(self.profile)

    def story(self, text: str, on: date | None, language: str = "en") -> Story:
        """The text's story; kept for a while, so that mentions, quotes and topics of one batch parse it once.

        Only English is parsed; a text in another language has no mentions and no quotes rather than wrong ones.
        """
        key = (text, on, language)
        if key in self._stories:
            self._stories.move_to_end(key)
            return self._stories[key]
        if language in ("en", "und", ""):
            found = story(read(text, self.network), on, self.authority, self.profile)
        else:
            found = Story(Reading(text, [], [], [], [], Regions([])), on, [], [])
        self._stories[key] = found
        while len(self._stories) > _KEPT or (
            len(self._stories) > 1 and sum(len(k[0]) for k in self._stories) > _KEPT_CHARS
        ):
            self._stories.popitem(last=False)
        return found


@lru_cache(maxsize=len(PROFILES))
def _network(profile: str) -> Network:
    found = Network(profile)
    tokenizer()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: to look through it for garbage again and again took a tenth of the time
    return found


def asked_profile(environ: Mapping[str, str]) -> str:
    """The profile that the setting DATELINE_PROFILE names, else DEFAULT. Raises ConfigError for one that is none."""
    named = environ.get("DATELINE_PROFILE") or DEFAULT
    if named not in PROFILES:
        raise ConfigError("DATELINE_PROFILE", expected=f"one of {', '.join(PROFILES)}", found=named)
    return named


def reader(vocabulary: Path, profile: str = DEFAULT, imported: Path | None = None) -> Reader:
    """The reader over a vocabulary folder (schemas/vocabulary) and the actors that were imported, if any.

    Raises ConfigError for an ill-formed file of ours, or a profile that is not one of PROFILES.
    """
    if profile not in PROFILES:
        raise ConfigError("profile", expected=f"one of {', '.join(PROFILES)}", found=profile)
    actors = authority(vocabulary / "actors", imported)
    digest = hashlib.sha256(f"{EXTRACTOR}\0{profile}\0{weights_digest(profile)}\0{actors.digest}".encode())
    for name in _FILES:
        digest.update((vocabulary / name).read_bytes())
    return Reader(
        actors,
        cues(vocabulary),
        topics(vocabulary / "topics.yml", actors),
        contracts(vocabulary.parent),
        digest.hexdigest()[:20],
        hashlib.sha256(TAGGER.encode() + b"\0" + (vocabulary / "topics.yml").read_bytes()).hexdigest()[:20],
        settings(vocabulary),
        sources(vocabulary, actors),
        profile,
    )
