"""What corrects the network: marks, the layout of a page, words passed on, persons described after being named."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract import Reader
from dateline.extract.reading import Reading, read
from dateline.extract.saying.attributions import LEAST
from dateline.extract.saying.marked import Draft, at_marks, settle

ON = date(2014, 11, 24)


def said(reader: Reader, text: str) -> list[tuple[str, str | None, str | None]]:
    """(words, speaker as printed, canonical name) of each attribution."""
    story = reader.story(text, ON)
    return [
        (
            " … ".join(text[start:end] for start, end in one.spans),
            text[one.speaker.start : one.speaker.end] if one.speaker else None,
            mention.who.name if mention is not None and mention.who is not None else None,
        )
        for one, mention in zip(story.attributions, story.speakers, strict=True)
    ]


def reading(reader: Reader, text: str) -> Reading:
    return read(text, reader.network)


SIGNED = (
    "Readers wrote to us.\n\n“The harbour is no car park for anybody.” — Anna Holm\n\n"
    "“Let them build it elsewhere, and soon.” – Tomás Ó Briain, Galway\n"
)


def test_who_signs_a_quotation_said_it(reader: Reader) -> None:
    assert [(words, who) for words, who, _ in said(reader, SIGNED)] == [
        ("The harbour is no car park for anybody.", "Anna Holm"),
        ("Let them build it elsewhere, and soon.", "Tomás Ó Briain"),
    ]


def test_a_dash_that_goes_on_with_the_sentence_signs_nothing(reader: Reader) -> None:
    text = "“The harbour is no car park for anybody” – Anna Holm has said so for years, and nobody listened to her."
    assert all(one.rule != "signed" for one in reader.story(text, ON).attributions)


TURNS = "\n\n".join(
    [
        "The interview in full.",
        "HOLM: You said the bridge would stand for a century.",
        "BIRKETT: It did stand. It stood in the wrong place.",
        "That is all I ever said about it.",
        "HOLM: And who chose the place?",
        "BIRKETT: I was on holiday.",
    ]
)


def test_the_turns_of_a_transcript_are_their_speakers(reader: Reader) -> None:
    assert [(who, words) for words, who, _ in said(reader, TURNS)] == [
        ("HOLM", "You said the bridge would stand for a century."),
        ("BIRKETT", "It did stand. It stood in the wrong place. … That is all I ever said about it."),
        ("HOLM", "And who chose the place?"),
        ("BIRKETT", "I was on holiday."),
    ]


def test_an_article_after_the_cue_is_none_of_it(reader: Reader) -> None:
    text = "“We are not going to be hurried by a boat,” Hillary Clinton told a news conference in Berlin."
    (one,) = reader.story(text, ON).attributions
    assert one.cue_span is not None and text[slice(*one.cue_span)] == "told"


def test_two_labels_are_no_transcript(reader: Reader) -> None:
    text = "UPDATE: The ferry has left.\n\nNOTE: Times are local."
    assert all(one.rule != "transcript" for one in reader.story(text, ON).attributions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was late. “We agree”, said Angela Merkel.", [("We agree", "Angela Merkel")]),
        ("“We will not wait,” Sergei Lavrov said, according to Tass.", [("We will not wait,", "Sergei Lavrov")]),
        ("“We are ready,” Angela Merkel said. “We have been for years.”",
         [("We are ready, … We have been for years.", "Angela Merkel")]),
        ("A senior official, who asked not to be named, said the talks had failed.",
         [("the talks had failed", "A senior official")]),
    ],
)  # fmt: skip
def test_words_end_where_the_text_says(reader: Reader, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, who) for words, who, _ in said(reader, text)] == expected


def test_what_nobody_asks_is_nobodys(reader: Reader) -> None:
    found = said(reader, "Asked whether he would resign, Tom Birkett said that he liked the office too much.")
    assert [who for _, who, _ in found] == ["Tom Birkett"]


LONG = "“One. Two three four five six. Seven eight nine ten,” she said. “Eleven twelve thirteen fourteen.”"


def span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_region_goes_whole_to_who_has_most_of_it(reader: Reader) -> None:
    main = Draft(span(LONG, "said"), [span(LONG, "Two three four five six")])
    other = Draft(None, [span(LONG, "Seven eight")])
    settle(reading(reader, LONG), [main, other])
    assert [LONG[start:end] for start, end in main.spans] == [
        "One. Two three four five six. Seven eight nine ten,",
        "Eleven twelve thirteen fourteen.",
    ]
    assert other.spans == []


def test_a_region_that_is_hardly_touched_stays_as_it_is(reader: Reader) -> None:
    draft = Draft(None, [span(LONG, "Seven")])
    settle(reading(reader, LONG), [draft])
    assert draft.spans == [span(LONG, "Seven")]


def test_words_told_inside_a_quotation_keep_their_own_place(reader: Reader) -> None:
    text = "“He told me that the bridge was gone, and I laughed at him,” Anna Holm said."
    outer = Draft(span(text, "said"), [span(text, "and I laughed at him"), span(text, "He told me")])
    inner = Draft(span(text, "told"), [span(text, "that the bridge was gone")])
    settle(reading(reader, text), [outer, inner])
    assert inner.spans == [span(text, "that the bridge was gone")]


def test_marks_stay_out_of_direct_words_and_inside_mixed_ones(reader: Reader) -> None:
    text = "She said the plan was “brave and late” and left."
    found = reading(reader, text)
    assert at_marks(found, span(text, "“brave and late”")) == span(text, "brave and late")
    assert at_marks(found, span(text, "the plan was “brave and late")) == span(text, "the plan was “brave and late”")
    assert at_marks(found, span(text, "and left")) == span(text, "and left")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dmitry Peskov spoke to reporters in Moscow. The spokesman said that nothing had changed.", "Dmitry Peskov"),
        ("Angela Merkel came to Helsinki. The Finnish striker said that she was welcome.", None),
        ("Dmitry Peskov and Sergei Lavrov came to Moscow. The diplomat said that nothing had changed.", None),
        ("General Tom Birkett came to Brussels. The secretary general of the choir said that he was glad.", None),
    ],
)
def test_who_is_described_after_being_named(reader: Reader, text: str, name: str | None) -> None:
    story = reader.story(text, ON)
    (one,) = [m for m in story.speakers if m is not None]
    assert (one.who.name if one.who is not None else None) == name
    assert one in story.mentions


def test_no_attribution_is_less_sure_than_the_bound(reader: Reader) -> None:
    found = reader.story(TURNS + "\n\n" + SIGNED + "\n\nAnna Holm wants more, Tom Birkett thinks.", ON).attributions
    assert found and all(LEAST[reader.profile] <= one.confidence <= 1 for one in found)
