"""`dateline annotate --pretty`: the page a person sees, in any terminal, of any text."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dateline import extract
from dateline.cli.pretty import show
from dateline.extract import Reader
from dateline.extract.marks import Regions
from dateline.extract.naming.cast import Mention, Who, known
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution, Span
from dateline.extract.story import Story
from tests.cli.conftest import Run
from tests.cli.test_inert import HOSTILE, is_inert
from tests.conftest import ROOT

ON = date(2009, 9, 18)
TEXT = """Harbour talks end with a promise

BRUSSELS, Sept 18 (Meridian) - "We will answer the offer with care," Anders Fogh Rasmussen told reporters, "and soon."

In Moscow he heard little. Putin said the plan was "correct and brave".



A diplomat, who asked not to be named, warned that nobody had counted the ferries (all nine).
"""
WIDE = """\
story.txt · Friday 18 September 2009 · 3 quotes · 2 speakers known by name

  Harbour talks end with a promise

  BRUSSELS, Sept 18 (Meridian) - [D1 "We will answer the offer with care,"]
  *Anders Fogh Rasmussen* _told_ reporters, [D1+ "and soon."]

  In Moscow he heard little. *Putin* ‹Vladimir Putin› _said_ [M2 the plan was
  "correct and brave"].

  *A diplomat* ‹?›, who asked not to be named, _warned_ [I3 that nobody had
  counted the ferries (all nine)].

Who said what

quote         who                          words                            sure

D1 direct     Anders Fogh Rasmussen        "We will answer the offer with    97%
              Secretary General, Nato      care," … "and soon."

M2 mixed      Vladimir Putin               the plan was "correct and         97%
              Prime Minister, Russia       brave"

I3 indirect   A diplomat                   that nobody had counted the       97%
              as printed; not resolved     ferries (all nine)

D direct: in quotation marks · I indirect: in the story's own words · M mixed
"""
NARROW = """\
Who said what

D1 direct  97%
Anders Fogh Rasmussen
Secretary General, Nato
"We will answer the offer with care," …
"and soon."

M2 mixed  97%
Vladimir Putin
Prime Minister, Russia
the plan was "correct and brave"

I3 indirect  97%
A diplomat
as printed; not resolved
that nobody had counted the ferries (all
nine)

D direct: in quotation marks · I indirect:
in the story's own words · M mixed
"""


@cache
def desk_reader() -> Reader:
    return extract.reader(ROOT / "schemas" / "vocabulary")


@pytest.fixture
def reader() -> Reader:
    return desk_reader()


def story(
    text: str, on: date | None, *given: tuple[str, tuple[Span, ...], Span | None, Span | None, Who | None]
) -> Story:
    """A story with these attributions: kind, spans, cue, speaker, who that is."""
    out = Story(Reading(text, [], [], [], [], Regions([])), on, [], [])
    for kind, spans, cue, speaker, who in given:
        phrase, mention = None, None
        if speaker is not None:
            head = Word(0, text[slice(*speaker)], "NOUN", "NN", "nsubj", *speaker, 0, 0)
            phrase, mention = Phrase(head, *speaker), Mention(*speaker, "name", who, "full_name", 0.9)
        out.attributions.append(Attribution(spans, kind, None, cue, phrase, "signed", confidence=0.97))
        out.speakers.append(mention)
    return out


def place(words: str, text: str = TEXT) -> Span:
    return text.index(words), text.index(words) + len(words)


def harbour(reader: Reader, on: date | None = ON) -> Story:
    def person(name: str) -> Who:
        return known(reader.authority.by_name(name)[0])

    return story(
        TEXT, on,
        ("direct", (place('"We will answer the offer with care,"'), place('"and soon."')), place("told"),
         place("Anders Fogh Rasmussen"), person("Anders Fogh Rasmussen")),
        ("mixed", (place('the plan was "correct and brave"'),), place("said"), place("Putin"),
         person("Vladimir Putin")),
        ("indirect", (place("that nobody had counted the ferries (all nine)"),), place("warned"), place("A diplomat"),
         None),
    )  # fmt: skip


def page(one: Story, reader: Reader, width: int = 80, colours: bool = False, why: str = "") -> str:
    out = Console(
        file=io.StringIO(), width=width, highlight=False, force_terminal=colours,
        color_system="standard" if colours else None, no_color=not colours,
    )  # fmt: skip
    show("story.txt", one, reader, why, out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def without_marks(text: str) -> str:
    """The text without marks and white space; narrow lines break marks too."""
    return re.sub(r"\[[DIM]\d+\+?|\]|‹[^›]*›|[*_]", "", "".join(text.split()))


def test_the_page_at_80_columns_without_colours(reader: Reader) -> None:
    assert (page(harbour(reader), reader)) == WIDE


def test_a_narrow_terminal_sets_the_table_one_under_another(reader: Reader) -> None:
    out = page(harbour(reader), reader, 42)
    assert out.endswith(NARROW)
    assert max(map(len, out.splitlines())) <= 42


@pytest.mark.parametrize("width", [12, 20, 63, 64, 79, 110, 300])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int, reader: Reader) -> None:
    out = page(harbour(reader), reader, width)
    assert max(map(len, out.splitlines())) <= width
    assert "".join(TEXT.split()) in without_marks(out)


def test_colours_take_the_place_of_marks_but_not_of_brackets(reader: Reader) -> None:
    out = page(harbour(reader), reader, colours=True)
    assert "\x1b[32m" in out and "\x1b[33m" in out and "\x1b[36m" in out
    seen = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert "*" not in seen and "_" not in seen and is_inert(seen)
    marked = WIDE.replace("*", "").replace("_", "")
    assert "".join(seen.split()) == "".join(marked.split())


def test_without_a_day_no_office_is_claimed(reader: Reader) -> None:
    out = page(harbour(reader, None), reader)
    assert "Prime Minister" not in out and "2009" not in out.partition("Who said what")[0].splitlines()[0]
    assert "--date" in out


def test_an_office_not_yet_held_is_not_shown(reader: Reader) -> None:
    assert "Secretary General" not in page(harbour(reader, date(2008, 9, 18)), reader)


def test_words_inside_words_and_spans_that_cross(reader: Reader) -> None:
    text = "Tass quoted Lavrov as saying Nato had promised to wait."
    outer, inner = place("Lavrov as saying Nato had promised to wait", text), place("to wait.", text)
    one = story(
        text, None,
        ("indirect", (outer,), place("quoted", text), place("Tass", text), None),
        ("indirect", (inner,), place("promised", text), place("Nato", text), None),
    )  # fmt: skip
    assert "*Tass* ‹?› _quoted_ [I1 Lavrov as saying *Nato* ‹?› had _promised_ [I2 to wait].]" in page(one, reader, 200)


def test_a_long_quote_is_whole_in_the_text_and_short_in_the_table(reader: Reader) -> None:
    text = "He said " + "that the ferry was late, " * 40 + "again."
    out = page(story(text, None, ("indirect", ((8, len(text)),), (3, 7), (0, 2), None)), reader)
    body, _, table = out.partition("Who said what")
    assert "".join(text.split()) == without_marks(body.partition("\n")[2]).replace("‹?›", "")
    assert "…" in table and len(table) < 1000


@pytest.mark.parametrize(
    ("text", "why", "said"),
    [
        ("", "", "Nothing to read: the text is empty."),
        (" \n\n\t\n", "", "Nothing to read: the text is empty."),
        ("The ferry left at nine.", "", "No quotes: nobody is given any words in this text."),
        ("Die Fähre war spät.", "only 'en' is read", "only 'en' is read"),
    ],
)
def test_empty_states_say_why(text: str, why: str, said: str, reader: Reader) -> None:
    out = page(story(text, ON), reader, why=why)
    assert out.endswith(f"{said}\n") and "Who said what" not in out


ODD = list('abc XYZ.\n“”"é\x00\x1b\x9b\x07\r\t\u202e\u200b\u2028\ud800文👩')
SPOT = st.tuples(st.integers(0, 39), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))
ROW = st.tuples(
    st.sampled_from(["direct", "indirect", "mixed"]), st.tuples(SPOT), st.none() | SPOT, st.none() | SPOT, st.none()
)


@given(
    letters=st.lists(st.sampled_from(ODD), min_size=60, max_size=80),
    rows=st.lists(ROW, max_size=3),
    colours=st.booleans(),
    width=st.integers(10, 120),
)
def test_any_text_with_any_spans_is_inert_and_whole(
    letters: list[str], rows: list[Any], colours: bool, width: int
) -> None:
    text = "".join(letters)
    out = re.sub(r"\x1b\[[0-9;]*m", "", page(story(text, None, *rows), desk_reader(), width, colours))
    assert is_inert(out)
    if text.strip():
        seen = "".join(c if c in "\n\t" or c.isprintable() else f"\\u{ord(c):04x}" for c in text)
        assert without_marks(seen) in without_marks(out)


def test_hostile_words_do_nothing(reader: Reader) -> None:
    who = Who("local:x", "person", HOSTILE)
    one = story(HOSTILE * 3, ON, ("direct", ((0, 40),), (41, 45), (50, 90), who))
    for colours in (False, True):
        assert is_inert(re.sub(r"\x1b\[[0-9;]*m", "", page(one, reader, 80, colours)))


# --- as a command -----------------------------------------------------------------------------------------------------

PLAIN = 'Angela Merkel arrived.\n\n"We agree on the ferry," Angela Merkel said on Friday.\n'


def test_a_file_and_standard_input_are_read_alike(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(PLAIN, "utf-8")
    shown = run("annotate", "--pretty", "--date", "2009-09-18", tmp_path / "story.txt", COLUMNS="80")
    piped = run("annotate", "--pretty", "--date", "2009-09-18", "-", stdin=PLAIN, COLUMNS="80")
    assert (shown.code, shown.talk) == (piped.code, piped.talk) == (0, "")
    assert shown.out.partition("\n")[2] == piped.out.partition("\n")[2]
    assert shown.out.startswith("story.txt · Friday 18 September 2009") and piped.out.startswith("standard input · ")
    assert '"[D1 We agree on the ferry,]" *Angela Merkel* _said_' in shown.out
    assert "Chancellor, Germany" in shown.out


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.encode("cp1252") + b"\x93torn\x94",
        PLAIN.encode("utf-16"),
        b"\xff\xfe\x00\xd8\x00\x00\x1b[31m",
        PLAIN.encode().replace(b"agree", b"\x1b]0;owned\x07\xe2\x80\xae\x00\x00agree\xc3\x28\xc0\xaf"),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    ],
    ids=["windows", "utf-16", "torn", "controls", "no text"],
)
def test_any_bytes_leave_the_terminal_as_it_was(body: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_bytes(body)
    done = run("annotate", "--pretty", tmp_path / "story.txt", COLUMNS="80")
    assert done.code == 0 and is_inert(done.out) and is_inert(done.talk)


def test_another_language_is_named_and_not_read(run: Run) -> None:
    text = "„Wir sind uns einig über die Fähre“, sagte Angela Merkel am Freitag vor der Presse in Berlin. " * 3
    done = run("annotate", "--pretty", stdin=text)
    assert done.code == 0 and "'de'" in done.out and "Who said what" not in done.out
    forced = run("annotate", "--pretty", "--language", "en", stdin=text)
    assert forced.code == 0 and "'de'" not in forced.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["story.txt"], "--pretty"),
        (["--date", "2009-09-18"], "--pretty"),
        (["--pretty", "--date", "18/09/2009"], "2009-09-18"),
        (["--pretty", "/nowhere/story.txt"], "No such file"),
        (["--pretty", "/tmp"], "directory"),
        (["--profile", "swift"], "careful, fast"),
    ],
)
def test_what_cannot_be_served_is_2_and_says_why(arguments: list[str], said: str, run: Run) -> None:
    done = run("annotate", *arguments)
    assert (done.code, done.out) == (2, "") and said in done.talk
