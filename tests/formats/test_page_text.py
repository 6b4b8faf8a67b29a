"""The text of pages: each cause by which text is lost or added, on pages of made-up outlets, and laws for any page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import Unreadable
from dateline.formats import html
from dateline.payload import Payload
from tests.formats.test_html import NOW, STORY, WIRE, read

MORE = (
    "The harbour master, who has kept the gate since the spring, said that he had warned the company twice before.",
    "Prices for the crossing rose by a tenth in January, and fewer people have taken their cars across the bay since.",
    "“Nobody here wants a bridge,” the mayor, Ines Holm, told the council. “They want a boat that comes on time.”",
)
LINKS = "".join(f'<li><a href="/{n}">The other story of the day, number {n}</a></li>' for n in range(6))


def site(body: str, head: str = "") -> bytes:
    """A page with what every site has around its story: a menu, a column of other stories, readers' words, a foot."""
    menu = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(12))
    return (
        f"<!doctype html><html><head><title>Ferries to sail again | The Gazette</title>{head}</head><body>"
        f'<header><div class="logo"><a href="/">The Gazette</a></div><nav><ul>{menu}</ul></nav></header>'
        f'<div id="wrap">{body}<div class="sidebar"><h3>Most read</h3><ul>{LINKS}</ul></div></div>'
        '<div id="comments"><h3>2 comments</h3><p>I have taken this ferry for thirty years and never once was it on '
        "time, whatever the company says about its gates.</p><p>Why does nobody ask the people of the island what they "
        "would like to see?</p></div><footer><p>Copyright The Gazette. All rights reserved. No part of this page may "
        "be copied without leave.</p></footer></body></html>"
    ).encode()


def text_of(body: str, head: str = "") -> list[str]:
    return (read(site(body, head)).body or "").split("\n\n")


def wrapped(*paragraphs: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in paragraphs)


WHOLE = [*STORY, *MORE]
H1 = "<h1>Ferries to sail again</h1>"


@pytest.mark.parametrize(
    "body",
    [
        f"{H1}<div class='entry-content'>{wrapped(*WHOLE)}</div>",
        f"{H1}<div>{wrapped(*WHOLE, tag='div')}</div>",
        f"{H1}<div class='post'>{'<br><br>'.join(WHOLE)}</div>",
        f"{H1}<div><span>{'</span><br/><br/><span>'.join(WHOLE)}</span></div>",
        f"<table><tr><td>{H1}{wrapped(*WHOLE)}</td><td><ul>{LINKS}</ul></td></tr></table>",
        f"<article>{H1}<section>{wrapped(*STORY)}</section><div class='ad'><p>Buy a boat.</p></div><section>{wrapped(*MORE)}</section></article>",  # noqa: E501
        f"<div>{H1}</div><div><div>{wrapped(*STORY[:2])}</div><div>{wrapped(*STORY[2:])}</div><div>{wrapped(*MORE)}</div></div>",
        f"<h2>Ferries to sail again</h2><main><font size=3>{wrapped(*WHOLE)}</font></main>",
        f"<form id='aspnetForm'>{H1}<div>{wrapped(*WHOLE)}</div></form>",
        f"{H1}<div style='display: none'>{wrapped(*WHOLE)}</div>",
        f"{H1}<div>" + "".join(f"<div class='widget text-widget'><p>{text}</p></div>" for text in WHOLE) + "</div>",
        f"<h1>The Gazette</h1><div><h2>Ferries to sail again</h2>{wrapped(*WHOLE)}<table><tr><td>Ships</td><td>12</td></tr></table></div>",  # noqa: E501
        f"<article class='has-sidebar comments-open'>{H1}<div class='related content'>{wrapped(*WHOLE)}</div></article>",  # noqa: E501
    ],
    ids=["entry", "divs", "breaks", "spans", "table", "sections", "chunks", "font", "form", "hidden", "widgets", "logo", "misnamed"],  # noqa: E501
)  # fmt: skip
def test_a_story_is_read_whole_and_alone_however_it_is_marked_up(body: str) -> None:
    assert text_of(body) == WHOLE


@pytest.mark.parametrize(
    "box",
    [
        '<div class="image"><img src="a.jpg"><div class="cap">A ship in the harbour, seen from the quay on Monday.</div></div>',  # noqa: E501
        '<div><img src="a.jpg"><span>A ship in the harbour, seen from the quay on Monday morning.</span></div>',
        "<p>A ship in the harbour on Monday. (AP Photo/Ivo Lang)</p>",
        "<p>Passengers on the quay. Photo: Ivo Lang</p>",
        '<p><a href="/b">The gate that fell into the harbour twice</a></p>',
        '<p><strong>Read more: <a href="/b">The gate that fell twice</a></strong></p>',
        "<p>Sign up for our morning letter and never miss a boat</p>",
        "<p>Lire aussi : la porte du port</p>",
        "<p>* * *</p>",
        '<div class="key-points"><ul><li>The ships will sail again this week, the company says</li></ul></div>',
        '<div><p>Enter your address and we shall write to you every day.</p><form><input name="mail"></form></div>',
        '<p style="display:none">This sentence is for machines and nobody else to read.</p>',
        '<div class="cards"><div class="c"><h3><a href="/1">Gate falls</a></h3><p>It fell again on Tuesday.</p></div><div class="c"><h3><a href="/2">Boat sinks</a></h3><p>It sank on Friday.</p></div><div class="c"><h3><a href="/3">Pier burns</a></h3><p>It burnt all night.</p></div></div>',  # noqa: E501
    ],
    ids=[
        "image box", "unnamed box", "credit", "photo", "linked", "read more", "sign up", "lire aussi", "rule", "key points",  # noqa: E501
        "form", "hidden", "cards",
    ],
)  # fmt: skip
def test_what_stands_between_the_paragraphs_is_left_out(box: str) -> None:
    assert text_of(f"{H1}<div>{wrapped(*STORY)}{box}{wrapped(*MORE)}</div>") == WHOLE


@pytest.mark.parametrize(
    "tail",
    [
        "<p>Reporting by Ivo Lang in Port Anker; Editing by Ann O'Dell</p>",
        "<p>Ivo Lang is a reporter for The Gazette and writes on the sea.</p>",
        "<p>Ivo Lang can be reached at ivo@gazette.example.</p>",
        "<p>This article was originally published by The Gazette.</p>",
        "<h3>Related stories</h3><p>Three years ago another gate fell into the same harbour, and nobody was hurt then.</p>",  # noqa: E501
        "<h2>More from The Gazette</h2>",
        "<p>Follow us on every network there is</p>",
        "<p>Published: 4 March 2024</p>",
    ],
    ids=["reporting by", "bio", "reach", "originally", "related", "heading", "follow", "date"],
)
def test_what_stands_after_the_story_is_left_out(tail: str) -> None:
    head = '<meta name="author" content="Ivo Lang">'
    assert text_of(f"{H1}<div>{wrapped(*WHOLE)}{tail}</div>", head) == WHOLE


def test_what_stands_before_the_story_is_left_out() -> None:
    before = "<p>By Ivo Lang</p><p>March 4, 2024 10:15</p><div><span>Share</span><span>Copy link</span></div>"
    assert text_of(f"{H1}<div>{before}{wrapped(*WHOLE)}</div>") == WHOLE


def test_headings_and_lists_between_paragraphs_are_the_storys() -> None:
    middle = "<h2>What comes next</h2><ul><li>Talks on Tuesday</li><li>A vote of the members</li></ul>"
    read_ = text_of(f"{H1}<div>{wrapped(*STORY)}{middle}{wrapped(*MORE)}</div>")
    assert read_ == [*STORY, "What comes next", "Talks on Tuesday", "A vote of the members", *MORE]


def test_a_quotation_that_stands_once_is_kept_and_one_that_repeats_is_not() -> None:
    own = "“There were tears on the quay that night,” wrote the poet Lena Ost, “and most of them were mine.”"
    pulled = "We have mended the gate twice"
    body = f"<blockquote><p>{own}</p></blockquote><blockquote><p>{pulled}</p></blockquote>"
    assert text_of(f"{H1}<div>{wrapped(*STORY)}{body}{wrapped(*MORE)}</div>") == [*STORY, own, *MORE]


def test_an_embedded_post_is_one_paragraph_with_its_author() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>The gate is open.<br>We sail at noon.</p>— Harbour (@harbour) '
        '<a href="https://x.example/1">March 4, 2024</a></blockquote>'
    )
    said = "The gate is open. We sail at noon. — Harbour (@harbour) March 4, 2024"
    assert text_of(f"{H1}<div>{wrapped(*STORY)}{post}{wrapped(*MORE)}</div>") == [*STORY, said, *MORE]


def test_a_line_break_ends_a_paragraph_where_a_sentence_ends_and_wraps_it_elsewhere() -> None:
    torn = "The crossing takes forty minutes in good weather and an hour in bad,<br>when the ships keep to the lee."
    signed = "The ships are old, and so are we.<br>Lena Ost<br>Port Anker"
    read_ = text_of(f"{H1}<div>{wrapped(*STORY, torn, signed)}</div>")
    assert read_[5:] == [torn.replace("<br>", " "), *signed.split("<br>")]


def test_a_sentence_torn_by_a_paragraphs_break_is_joined() -> None:
    torn = (
        "The company has said since the beginning of the year that it",
        "would rather sell its ships than its name.",
    )
    assert text_of(f"{H1}<div>{wrapped(*STORY, *torn)}</div>")[-1] == " ".join(torn)
    assert text_of(f"{H1}<div>{wrapped('PORT ANKER, March 4 (Gazette) -', *STORY)}</div>")[0] == (
        f"PORT ANKER, March 4 (Gazette) - {STORY[0]}"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Published reports say that he left on Monday with 12 others.",
        "Subscribers to the service were told nothing.",
        "More news is expected when the council meets on Thursday.",
        "Donated blankets lay about the quay for a week.",
        "“Tell us what you want,” she said.",
        "By Monday the last of the ships had come home.",
    ],
)
def test_a_sentence_that_begins_like_a_label_is_kept(sentence: str) -> None:
    assert text_of(f"{H1}<div>{wrapped(*STORY, sentence, *MORE)}</div>") == [*STORY, sentence, *MORE]
    assert text_of(f"{H1}<div>{wrapped(*WHOLE, sentence)}</div>") == [*WHOLE, sentence]


def test_words_for_screen_readers_are_not_read() -> None:
    link = '<a href="/k">Kessler<span style="clip:rect(0 0 0 0)">, opens new tab</span></a>'
    assert text_of(f"{H1}<div>{wrapped(*STORY, f'The firm of {link} built the gate in 1974.')}</div>")[-1] == (
        "The firm of Kessler built the gate in 1974."
    )


def test_a_structured_body_cut_short_takes_nothing_away() -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferries to sail again", "articleBody": "{" ".join(STORY).replace(chr(34), "")}…"}}</script>'  # noqa: E501
    assert text_of(f"{H1}<div>{wrapped(*WHOLE)}</div>", head) == WHOLE


def test_a_structured_body_in_one_line_stands_in_where_the_page_shows_a_part() -> None:
    whole = " ".join([*WHOLE, *(f"The council met on day {n} and heard the same as before." for n in range(9))])
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferries to sail again", "articleBody": "{whole}"}}</script>'  # noqa: E501
    assert text_of(f"{H1}<div>{wrapped(*STORY[:3])}</div>", head) == [whole]


def posts(count: int, timed: bool = True) -> str:
    stamp = '<time datetime="2024-03-04T10:{:02}">10:{:02}</time>'
    return "".join(
        f'<div class="post" id="post-{n}">{stamp.format(n, n) if timed else ""}<h3>Ship {n} sails</h3>'
        f"<p>Ship number {n} has left the harbour with some forty people and their cars on board.</p></div>"
        for n in range(count)
    )


LIVE = '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Ferries to sail again"}, {"@type": "LiveBlogPosting", "headline": "Ferries: live"}]</script>'  # noqa: E501


@pytest.mark.parametrize(
    "body",
    [
        site(f"{H1}<p>Follow the ships with us as they leave.</p><div>{posts(12)}</div>", LIVE),
        site(f"{H1}<div>{posts(12, timed=False)}</div>", LIVE),
        site(f"{H1}<div>{posts(12)}</div>"),
        site("<h1>News</h1>" + "".join(f'<div class="t"><h2><a href="/{n}">Story {n}</a></h2><p>What happened in the harbour on day {n} of the strike.</p></div>' for n in range(30))),  # noqa: E501
        site("<h1>Pictures of the day</h1>" + "<figure><img src=a.jpg><figcaption>The harbour in the morning, before the ships had left it.</figcaption></figure>" * 12),  # noqa: E501
        site('<h1>Log in</h1><form><p>Please give your name and the word that you chose, so that we know you.</p><input name="a"></form>'),  # noqa: E501
    ],
    ids=["live", "live untimed", "posts untold", "index", "gallery", "login"],
)  # fmt: skip
def test_a_page_of_many_things_is_no_article(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.code == "parse.not_an_article"


def test_the_article_before_the_posts_of_a_live_blog_is_read() -> None:
    assert text_of(f"{H1}<div>{wrapped(*WHOLE)}<div>{posts(12)}</div></div>", LIVE) == WHOLE


def test_readers_words_that_nothing_names_do_not_make_an_article_a_live_blog() -> None:
    assert text_of(f"{H1}<div>{wrapped(*WHOLE)}</div><div>{posts(12)}</div>") == WHOLE


def test_a_list_with_linked_headings_is_a_story() -> None:
    entry = "Nobody who has sailed on her will forget how she took the waves, nor how the cook took them, and her bell may be heard in fog at three miles, as the old people of the island like to tell everybody who asks them."  # noqa: E501
    entries = "".join(
        f'<div class="e"><h3><a href="/{n}">Ship {n}</a></h3><p>Number {n}: {entry}</p></div>' for n in range(8)
    )
    read_ = text_of(f"{H1}<div>{entries}</div>")
    assert [text for text in read_ if entry in text] == [f"Number {n}: {entry}" for n in range(8)]


def test_readers_words_longer_than_the_story_are_not_the_story() -> None:
    words = "".join(
        f"<div class='comment'><p>{text} I saw it myself, number {n}.</p></div>" for n in range(9) for text in MORE
    )
    assert text_of(f"{H1}<div>{wrapped(*WHOLE)}</div><section class='comments'>{words}</section>") == WHOLE


_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
_TAGS = (
    "p",
    "div",
    "span",
    "a",
    "br",
    "blockquote",
    "li",
    "h2",
    "td",
    "table",
    "figure",
    "time",
    "article",
    "b",
    "img",
)
_MARKUP = st.lists(
    st.one_of(
        _TEXT,
        st.tuples(st.sampled_from(_TAGS), st.booleans(), st.sampled_from(("", " class='ad'", " class='post' id='a'"))).map(  # noqa: E501
            lambda t: f"</{t[0]}>" if t[1] else f"<{t[0]}{t[2]}>"
        ),
        st.sampled_from(STORY),
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_MARKUP)
def test_no_markup_raises_anything_but_unreadable_and_reading_it_twice_gives_the_same(markup: str) -> None:
    payload = Payload("gazette", "http://gazette.example/1", NOW, f"<html><body>{markup}".encode(), "text/html")
    found = []
    for _ in range(2):
        try:
            found.append([item.body for item in html.items(payload, WIRE)])  # type: ignore[union-attr]
        except Unreadable as refusal:
            found.append([refusal.code])
    assert found[0] == found[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*STORY, *MORE]), min_size=4, max_size=8, unique=True), st.integers(1, 7))
def test_every_quotation_mark_of_the_paragraphs_is_kept_in_order(story: list[str], place: int) -> None:
    markup = wrapped(*story[:place]) + '<aside class="promo"><p>“Buy!”</p></aside>' + wrapped(*story[place:])
    read_ = " ".join(text_of(f"{H1}<div>{markup}</div>"))
    assert [c for c in read_ if c in "“”"] == [c for text in story for c in text if c in "“”"]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>The ferry company said on Monday that ship {n} would sail.</p>" for n in range(25_000)),
        "".join(f"<div class='{'a-' * 900}{n}'>word word word</div>" for n in range(2000)),
        f"<p>{'The company said so.<br>' * 25_000}</p>",
        "".join(f"<p>{'“' * 3000} word.</p>" for _ in range(300)),
        f"{'<div>' * 250}{wrapped(*WHOLE) * 2000}",
        f"<p>{'<b>' * 250}{'word ' * 1000}",
        "".join(f"<div id=p{n}><h3>Ship {n}</h3><time></time><p>It sails.</p></div>" for n in range(6000)),
    ],
    ids=["paragraphs", "names", "breaks", "marks", "deep", "nested", "posts"],
)
def test_a_huge_page_is_read_or_refused_whole(body: str) -> None:
    """Nothing here grows with the square of the page: the slowest takes seconds, not hours."""
    payload = Payload("gazette", "http://gazette.example/1", NOW, site(f"{H1}<div>{body}"), "text/html")
    try:
        assert all(item.body for item in html.items(payload, WIRE))  # type: ignore[union-attr]
    except Unreadable as refusal:
        assert refusal.code in ("parse.limit", "parse.not_an_article")
