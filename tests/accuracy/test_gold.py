"""The gold of the samples can be believed: it loads, its payloads exist, its places hold its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from tests.accuracy.gold import GoldError, gold, gold_files

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = gold_files(SAMPLES)
ACTOR = re.compile(r"local:\S.*|[a-z0-9]+(-[a-z0-9]+)*")
"""`local:` and a name, or a slug in kebab-case (of which a state's two letters are a case)."""

ids = [str(path.relative_to(SAMPLES / "gold")) for path in FILES]


def test_there_is_gold() -> None:
    assert {path.parent.name for path in FILES} >= {"meridian"}


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_gold_loads_and_its_payload_exists(path: Path) -> None:
    truth = gold(path)
    assert (SAMPLES / truth.payload).is_file()
    assert Path(truth.payload).stem == path.stem
    assert truth.wire == path.parent.name
    assert truth.topics == tuple(dict.fromkeys(truth.topics))
    assert (truth.status == "embargoed") == (truth.embargo_until_at is not None)


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_spans_equal_their_text(path: Path) -> None:
    truth = gold(path)
    for mention in truth.mentions:
        assert truth.body[mention.start : mention.end] == mention.text
    assert [m.start for m in truth.mentions] == sorted(m.start for m in truth.mentions)
    for quote in truth.quotes:
        assert tuple(truth.body[s:e] for s, e in quote.spans) == quote.content
        for span, text in ((quote.speaker, quote.speaker_text), (quote.cue, quote.cue_text)):
            assert (truth.body[slice(*span)] if span else None) == text
    assert [q.spans[0] for q in truth.quotes] == sorted(q.spans[0] for q in truth.quotes)


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_actors_are_slugs_local_or_null(path: Path) -> None:
    truth = gold(path)
    for actor in [m.actor for m in truth.mentions] + [q.actor for q in truth.quotes]:
        assert actor is None or ACTOR.fullmatch(actor), actor
        assert actor is None or actor == actor.lower(), actor


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_body_is_clean_paragraphs(path: Path) -> None:
    for paragraph in gold(path).body.split("\n\n"):
        assert paragraph == " ".join(paragraph.split()) != ""


TOY = """\
payload: inbox/toy/toy.txt
wire: toy
guid: toy-1
status: usable
headline: Toy
publisher: Toy
language: en
body: |-
  The ally met him. "No," he said. "No," she said.
mentions:
  - {text: he, kind: pronoun, actor: null}
quotes:
"""


def _toy(folder: Path, more: str) -> Path:
    path = folder / "toy.yml"
    path.write_text(TOY + more, encoding="utf-8")
    return path


def test_words_are_found_whole(tmp_path: Path) -> None:
    truth = gold(_toy(tmp_path, ""))
    assert [(m.start, m.end) for m in truth.mentions] == [(24, 26)]


def test_a_near_text_settles_what_is_ambiguous(tmp_path: Path) -> None:
    row = '  - {content: ["No,"], kind: direct, speaker: she, name: null, actor: null, cue: said%s}\n'
    with pytest.raises(GoldError, match=r"toy\.yml: quote 'No,' is ambiguous"):
        gold(_toy(tmp_path, row % ""))
    quote = gold(_toy(tmp_path, row % ', near: "said. "')).quotes[0]
    assert (quote.spans, quote.speaker, quote.cue) == (((34, 37),), (39, 42), (43, 47))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            '{content: ["Maybe"], kind: direct, speaker: he, name: null, actor: null, cue: said}',
            "quote 'Maybe' is not in",
        ),
        ('{content: ["The"], kind: direct, speaker: it, name: null, actor: null, cue: said}', "speaker 'it' is not in"),
        ('{content: ["The"], kind: direct, speaker: he, name: null, actor: null, cue: asked}', "cue 'asked' is not in"),
        (
            '{content: ["The ally"], kind: loud, speaker: he, name: null, actor: null, cue: said}',
            "kind 'loud' is none of",
        ),
        ('{content: ["The ally"], kind: direct, speaker: he, name: null, actor: null}', "key 'cue' is missing"),
        ('{content: ["The ally"], kind: direct, speaker: he, name: null, actor: null, cue: said, hue: red}', "'hue'"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(GoldError, match=r"toy\.yml") as caught:
        gold(_toy(tmp_path, f"  - {row}\n"))
    assert says in str(caught.value)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "toy.yml"
    path.write_text(TOY.replace("language: en", "language: en\nlanguages: [en]"), encoding="utf-8")
    with pytest.raises(ConfigError, match="languages"):
        gold(path)
