"""Where quotation marks open and close."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.marks import regions
from dateline.extract.reading import paragraphs

MARKS = "“”„\"'‘’«»`‹› \nabS.,"


def inside(text: str) -> list[list[str]]:
    return [[text[s:e] for s, e in region.parts] for region in regions(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We agree."', [["We agree."]]),
        ("“We agree,” she said. “And you?”", [["We agree,"], ["And you?"]]),
        ("«Wir gehen», sagte er, „und ihr?“", [["Wir gehen"], ["und ihr?"]]),
        ("``Two taps,'' he wrote.", [["Two taps,"]]),
        ("She said: 'It isn't the dogs' day, it's ours.' Then she left.", [["It isn't the dogs' day, it's ours."]]),
        ("In the '90s it wasn't Peter's.", []),
        ("“He told me ‘go home’ twice,” she said.", [["He told me ‘go home’ twice,"]]),
    ],
)
def test_regions(text: str, expected: list[list[str]]) -> None:
    assert inside(text) == expected


def test_a_mark_opened_again_in_the_next_paragraph_continues_the_quotation() -> None:
    assert inside("He said: “One.\n\n“Two.\n\n“Three,” and left.\n\nFour.") == [["One.", "Two.", "Three,"]]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert inside('"One two three.\n\nFour "five" six.') == [["One two three."], ["five"]]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=MARKS, max_size=200))
def test_c44_any_marks_give_ordered_regions_inside_the_text(text: str) -> None:
    last = 0
    for region in regions(text, paragraphs(text)):
        assert last <= region.start < region.end <= len(text)
        assert all(region.start <= s <= e <= region.end for s, e in region.parts)
        last = region.end
