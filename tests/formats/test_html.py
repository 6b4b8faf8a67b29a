"""Pages: what is read from them, what is left out, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import Unreadable
from dateline.formats import html
from dateline.payload import Item, Payload
from dateline.sources import Wire

WIRE = Wire("gazette", "Gazette", "The Gazette", "html")
NOW = datetime(2026, 1, 15, tzinfo=UTC)
STORY = (
    "The ferry company said on Monday that its ships would sail again before the end of the week.",
    "“We have mended the gate twice,” said Anna Kessler, who runs the harbour. “We will not mend it a third time.”",
    "The union replied that nobody had asked its members, and that the last word had not been spoken.",
    "Passengers waited on the quay for three hours, and some of them sang until the rain began to fall.",
    "A committee of the council meets on Thursday to hear both sides, its chairman wrote in a letter.",
)
JSON_LD = """{"@context": "https://schema.org", "@graph": [
 {"@type": ["NewsArticle"], "headline": "Ferries to sail again", "inLanguage": "en-GB",
  "datePublished": "2024-03-04T09:15:00+01:00", "dateModified": "2024-03-04T10:00:00+01:00",
  "author": [{"@type": "Person", "name": "Ivo Lang"}, {"@id": "#ann"}],
  "publisher": {"@type": "Organization", "name": "The Gazette"},},
 {"@type": "Person", "@id": "#ann", "name": "Ann O&#39;Dell\ttab"}]}"""


def page(*inside: str, head: str = "", title: str = "Ferries to sail again | The Gazette") -> bytes:
    body = "\n".join(inside or [f"<p>{p}</p>" for p in STORY])
    return f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>Ferries to sail again</h1>{body}</article></body></html>".encode()  # noqa: E501


def read(body: bytes, url: str = "http://gazette.example/news/1") -> Item:
    (item,) = html.items(Payload("gazette", url, NOW, body, "text/html; charset=utf-8"), WIRE)
    assert isinstance(item, Item)
    return item


def paragraphs(*extra: tuple[int, str]) -> list[str]:
    out = [f"<p>{p}</p>" for p in STORY]
    for place, markup in reversed(extra):
        out.insert(place, markup)
    return out


def refused(body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(body)
    return caught.value.code


def test_the_text_is_the_storys_paragraphs_with_their_quotation_marks() -> None:
    assert read(page()).body == "\n\n".join(STORY)


def test_structured_data_is_read_tolerantly() -> None:
    item = read(page(head=f'<script type="application/ld+json">{JSON_LD}</script>'))
    assert item.headline == "Ferries to sail again"
    assert item.published_text == "2024-03-04T09:15:00+01:00"
    assert item.updated_text == "2024-03-04T10:00:00+01:00"
    assert item.byline == "Ivo Lang, Ann O'Dell tab"
    assert (item.publisher, item.language) == ("The Gazette", "en-GB")
    assert item.found["published_text"] == "json-ld datePublished"


def test_one_broken_script_does_not_hide_the_next() -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", broken</script><script type="application/ld+json">[{JSON_LD}]</script>'  # noqa: E501
    assert read(page(head=head)).byline == "Ivo Lang, Ann O'Dell tab"


def test_meta_tags_are_read_where_there_is_no_structured_data() -> None:
    head = (
        '<meta property="article:published_time" content="2024-03-04T09:15:00Z"><meta name="author" content="Ivo Lang">'
        '<meta property="og:site_name" content="The Gazette"><meta property="article:tag" content="Ferries">'
        '<link rel="canonical" href="http://gazette.example/ferries">'
    )
    item = read(page(head=head))
    assert (item.published_text, item.byline, item.publisher) == ("2024-03-04T09:15:00Z", "Ivo Lang", "The Gazette")
    assert (item.subjects, item.canonical_url, item.url) == (
        ("Ferries",),
        "http://gazette.example/ferries",
        "http://gazette.example/news/1",
    )


def test_time_and_byline_are_read_from_the_marks() -> None:
    marks = '<p class="byline">By Ivo Lang</p><p><time datetime="2024-03-04T09:15:00Z">Monday</time></p>'
    item = read(page(*paragraphs((0, marks))))
    assert (item.published_text, item.byline) == ("2024-03-04T09:15:00Z", "By Ivo Lang")
    assert item.found["published_text"] == "time"


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src=x.jpg><figcaption>A ship in the harbour on Monday morning, seen from the quay.</figcaption></figure>",  # noqa: E501
        '<aside class="newsletter"><p>Our free letter comes every morning and tells you all you need to know.</p></aside>',  # noqa: E501
        '<div class="related-links"><ul><li><a href="/a">The gate that fell into the harbour twice</a></li></ul></div>',
        '<blockquote class="pullquote"><p>We will not mend it a third time</p></blockquote>',
        "<blockquote><p>“We will not mend it a third time.”</p></blockquote>",
        "<form><p>Enter the address to which we may write to you every day.</p><input></form>",
        "<script>var a = '<p>Not a paragraph of the story at all, but a script.</p>'</script>",
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(box: str) -> None:
    assert read(page(*paragraphs((2, box)))).body == "\n\n".join(STORY)


def test_the_structured_body_judges_the_paragraphs() -> None:
    body = "\\n".join(STORY).replace('"', '\\"')
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferries to sail again", "articleBody": "{body}"}}</script>'  # noqa: E501
    item = read(
        page(
            *paragraphs((5, "<p>The writer of these lines lives by the sea and keeps two dogs and a boat.</p>")),
            head=head,
        )
    )
    assert item.body == "\n\n".join(STORY)


def test_the_structured_body_stands_in_where_the_page_shows_nothing() -> None:
    body = "\\n".join(STORY).replace('"', '\\"')
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferries to sail again", "articleBody": "{body}"}}</script>'  # noqa: E501
    assert read(page("<div id=app></div>", head=head)).body == "\n\n".join(STORY)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "parse.empty"),
        (b" \n ", "parse.empty"),
        (b"only words, and no page", "parse.wrong_format"),
        (b'{"json": true}', "parse.wrong_format"),
        (page("<ul>" + "".join(f'<li><a href="/{n}">Story number {n} of the day</a></li>' for n in range(40)) + "</ul>"), "parse.not_an_article"),  # noqa: E501
        (page("<form><p>Please log in.</p></form>", title="Log in"), "parse.not_an_article"),
        (page(*paragraphs(), head='<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Live"}</script>'), "parse.not_an_article"),  # noqa: E501
        (page("<figure><figcaption>One</figcaption></figure>" * 30), "parse.not_an_article"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(body: bytes, code: str) -> None:
    assert refused(body) == code


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<p>word word</p>" * 1_400_000,
        b"<html><body>" + b"<p>word word</p>" * 350_000,
        b"<html><body>" + b"<p>" + b"word " * 1_100_000,
        b"<html><body>" + b"<p>word word</p>" * 50_000,
        b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">word",
    ],
    ids=["20 MB", "5 MiB", "one text", "50k paragraphs", "200k attributes"],
)
def test_c05_a_page_beyond_the_limits_is_refused(body: bytes) -> None:
    assert refused(body) == "parse.limit"


def test_c05_odd_markup_costs_nothing() -> None:
    assert STORY[0] in read(page("<table><tr><td colspan=9000000000000000>x</td></tr></table>", *paragraphs())).body


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_page_raises_anything_but_unreadable(text: str) -> None:
    body = f"<html><body><p>{text}</p><script type='application/ld+json'>{text}</script></body></html>".encode(
        "utf-8", "replace"
    )
    try:
        read(body)
    except Unreadable as refusal:
        assert refusal.code.startswith("parse.")
