"""A wire's memory: what it repeats is told from its stories, whatever their order, and nothing else is."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import normalise
from dateline.normalise import Recurring, Vocabulary
from dateline.normalise.body import clean
from dateline.payload import Item
from dateline.sources import Wire

WIRE = Wire("echo", "Evening Echo", "Evening Echo", "text")
START = datetime(2024, 3, 1, 9, tzinfo=UTC)
SIGN_UP = "The Harbour Letter is a newsletter for those who rise early."
APPEAL = "This newspaper belongs to nobody but its readers, and a small monthly gift keeps our newsroom open."
STANDING = "The Echo is printed every weekday on the old quay at Sund."
NAMES = ("Arn", "Bera", "Colm", "Dagny", "Eskil", "Frida", "Gorm", "Hedda", "Ivo", "Jorun", "Ketil", "Liv", "Magne")
THINGS = ("bridge", "ferry", "school", "budget", "treaty", "harbour", "mine", "court", "tunnel", "reactor", "dam")
DEEDS = ("closed", "reopened", "inspected", "refused", "bought", "sold", "measured", "defended", "mapped", "lost")


def sentence(luck: random.Random) -> str:
    who, what, deed, other = (luck.choice(w) for w in (NAMES, THINGS, DEEDS, THINGS))
    where = f"{luck.choice(NAMES)}stad in week {luck.randrange(1, 53)}"
    return f"{who} {deed} the {what} near {where}, and the {other} stayed."


def story(number: int, *lines: str, seed: int = 0) -> list[str]:
    """An invented story of its own words, with lines after its paragraphs."""
    luck = random.Random(1000 * seed + number)
    own = [" ".join(sentence(luck) for _ in range(luck.randrange(2, 5))) for _ in range(luck.randrange(4, 8))]
    return [*own, *lines]


def item(number: int, paragraphs: list[str], guid: str | None = None) -> tuple[datetime, Item]:
    at = START + timedelta(days=number)
    return at, Item(
        guid=guid or f"echo-{number}",
        published_text=at.isoformat(),
        body="\n\n".join(paragraphs),
        headline=f"No {number}",
    )


def rows(words: Vocabulary, *items: tuple[datetime, Item], wire: Wire = WIRE) -> pa.Table:
    return normalise.lines(items, wire, words)


def told(words: Vocabulary, *items: tuple[datetime, Item], wire: Wire = WIRE) -> dict[str, Recurring]:
    return {one.line: one for one in normalise.recurring(rows(words, *items, wire=wire))}


def flat(text: str) -> str:
    return " ".join(text.casefold().split())


def cleaned(words: Vocabulary, found: dict[str, Recurring], paragraphs: list[str], wire: Wire = WIRE) -> list[str]:
    known = normalise.boilerplate_of(wire, words, {line: one.place for line, one in found.items()})
    return clean("\n\n".join(paragraphs), (), known).text.split("\n\n")


def test_lines_that_recur_are_told_and_removed_and_counted(words: Vocabulary) -> None:
    stories = [story(n, *((SIGN_UP, APPEAL) if n % 2 else ())) for n in range(12)]
    found = told(words, *(item(n, text) for n, text in enumerate(stories)))
    assert set(found) == {flat(SIGN_UP), flat(APPEAL)}
    assert found[flat(APPEAL)].story_count == 6
    assert (found[flat(APPEAL)].first_on, found[flat(APPEAL)].last_on) == (
        (START + timedelta(days=1)).date(),
        (START + timedelta(days=11)).date(),
    )
    known = normalise.boilerplate_of(WIRE, words, {line: one.place for line, one in found.items()})
    for text in stories:
        body = clean("\n\n".join(text), (), known)
        assert body.text.split("\n\n") == [p for p in text if p not in (SIGN_UP, APPEAL)]
        assert body.boilerplate_count == body.learned_count == sum(p in (SIGN_UP, APPEAL) for p in text)


def test_three_stories_teach_nothing(words: Vocabulary) -> None:
    assert not told(words, *(item(n, story(n, SIGN_UP, APPEAL)) for n in range(3)))


def test_a_standing_line_at_the_foot_needs_more_stories(words: Vocabulary) -> None:
    found = told(words, *(item(n, story(n, STANDING)) for n in range(12)))
    assert {line: one.place for line, one in found.items()} == {flat(STANDING): "foot"}
    assert STANDING not in cleaned(words, found, story(40, STANDING))
    assert STANDING in cleaned(words, found, [STANDING, *story(40)])
    assert not told(words, *(item(n, story(n, STANDING)) for n in range(9)))
    assert not told(words, *(item(n, story(n, *([STANDING] if n % 5 == 0 else []))) for n in range(60)))


def test_versions_of_one_story_count_once(words: Vocabulary) -> None:
    assert not told(words, *(item(n, story(n, SIGN_UP), guid="echo-1") for n in range(20)))


def test_what_an_agency_sends_five_times_is_news(words: Vocabulary) -> None:
    """Updates of one story under ids of their own: their common paragraphs are no outlet's lines."""
    core = story(7)
    sent = [
        [*story(n)[:1], *core, "The ministry published this report on its website, www.ministry.example."]
        for n in range(9)
    ]
    for text in sent:
        text[0] = text[0].split(". ")[0] + "."
    assert not told(words, *(item(n, text) for n, text in enumerate(sent)))


@pytest.mark.parametrize(
    "line",
    [
        "“Read our report,” the spokesman said.",
        '"We publish this report in the spring," the minister told reporters.',
        "By Anna Kessler",
        "Reuters",
        "SUND, March 3 (Meridian) - The harbour office published this report on Friday.",
        "(Adds details, background)",
        "The ferry company has 214 ships and 9 harbours on the coast.",
        "Thank you very much for your attention.",
    ],
)
def test_lines_that_are_never_told(words: Vocabulary, line: str) -> None:
    """Quotations, credits, datelines, notes to clients; figures and speech without a sign."""
    assert not told(words, *(item(n, story(n, line)) for n in range(30)))


def test_a_daily_report_of_few_forms_stays_whole(words: Vocabulary) -> None:
    luck = random.Random(3)
    reports = [
        [
            f"Shares in Sund {luck.choice(['rose', 'fell', 'were flat'])} on a quiet day.",
            luck.choice(["Shipping stocks led the market lower.", "Banks led the market higher.", "Trade was thin."]),
            f"The index closed at {luck.randrange(1000, 2000)} points.",
        ]
        for _ in range(60)
    ]
    found = told(words, *(item(n, text) for n, text in enumerate(reports)))
    for text in reports:
        assert cleaned(words, found, text) == text


def test_much_of_a_story_stays_although_it_recurs(words: Vocabulary) -> None:
    found = told(words, *(item(n, story(n, APPEAL)) for n in range(8)))
    assert cleaned(words, found, ["The ferry is late.", APPEAL]) == ["The ferry is late.", APPEAL]
    assert cleaned(words, found, [APPEAL]) == [APPEAL]


def test_a_recurring_sentence_is_cut_off_and_the_quotation_before_it_keeps_its_marks(words: Vocabulary) -> None:
    said = "“We sail at noon.”"
    stories = [[*story(n), f"{said} {SIGN_UP}"] for n in range(8)]
    found = told(words, *(item(n, text) for n, text in enumerate(stories)))
    assert set(found) == {flat(SIGN_UP)}
    assert cleaned(words, found, stories[0])[-1] == said


def test_the_wires_file_overrules(words: Vocabulary) -> None:
    stories = [story(n, SIGN_UP, APPEAL) for n in range(8)]
    wire = Wire("echo", "Evening Echo", "Evening Echo", "text", not_boilerplate=(f"  {SIGN_UP.upper()}",))
    found = told(words, *(item(n, text) for n, text in enumerate(stories)), wire=wire)
    assert set(found) == {flat(APPEAL)}
    assert cleaned(words, {flat(SIGN_UP): found[flat(APPEAL)]}, stories[0], wire) == [
        p for p in stories[0] if p != APPEAL
    ] + [APPEAL]


def test_a_line_that_is_gone_is_still_known_where_it_stood(words: Vocabulary) -> None:
    """Its share is of the stories of its own time; what comes later takes nothing away from it."""
    old = [item(n, story(n, STANDING)) for n in range(12)]
    assert told(words, *old).keys() == told(words, *old, *(item(n, story(n)) for n in range(100, 400))).keys()


@settings(max_examples=25)
@given(st.data())
def test_neither_order_nor_batches_nor_repetition_matter(words: Vocabulary, data: st.DataObject) -> None:
    items = [item(n, story(n, *((SIGN_UP, STANDING) if n % 3 else (APPEAL,)))) for n in range(24)]
    wanted = normalise.recurring(rows(words, *items))
    order = [items[n] for n in data.draw(st.permutations(range(len(items))))]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(items) - 1), max_size=5)))
    parts = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(items)], strict=True)]
    parts += parts[: data.draw(st.integers(0, len(parts)))]  # a feed brings the same items with every poll
    assert wanted == normalise.recurring(pa.concat_tables(rows(words, *part) for part in parts))
    assert len(wanted) == 3


@settings(max_examples=20)
@given(st.integers(1, 10_000), st.integers(1, 60))
def test_stories_without_boilerplate_lose_nothing(words: Vocabulary, seed: int, count: int) -> None:
    stories = [story(n, seed=seed) for n in range(count)]
    found = told(words, *(item(n, text) for n, text in enumerate(stories)))
    for text in stories:
        assert cleaned(words, found, text) == cleaned(words, {}, text)


def test_annotated_news_loses_no_sentence_of_its_own(words: Vocabulary, shared: Path) -> None:
    """840 stories of 7 outlets whose boilerplate was taken off by hand: hardly a line may be told from them."""
    by_outlet: dict[str, list[tuple[datetime, Item]]] = {}
    for line in (shared / "data" / "quotes" / "train.jsonl").read_text("utf-8").splitlines():
        doc = json.loads(line)
        one = Item(guid=doc["doc_id"], published_text=doc["date"], body=doc["text"])
        by_outlet.setdefault(doc["publisher"], []).append((START, one))
    wrong = []
    for outlet, items in by_outlet.items():
        wire = Wire(outlet, outlet, outlet, "text")
        wrong += [one.line for one in told(words, *items, wire=wire).values() if "publish" not in one.line]
    assert len(by_outlet) >= 7 and not wrong


@pytest.mark.parametrize("body", ["a. " * 40_000, "\n\n".join(f"Click here {n}." for n in range(50_000)), "“" * 50_000])
def test_a_hostile_text_teaches_little(words: Vocabulary, body: str) -> None:
    assert rows(words, (START, Item(guid="1", body=body))).num_rows <= 201
