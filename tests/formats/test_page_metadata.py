"""What a page says of its story beside the text: headline, authors and dates, out of the places pages put them in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html as lxml_html

from dateline.formats.page import metadata
from dateline.payload import Item

NOW = datetime(2026, 1, 15, tzinfo=UTC)
BODY = "<p>The ferry company said on Monday that its ships would sail again before the end of the week.</p>" * 4


def read(
    head: str = "", body: str = "<h1>Ferries to sail again</h1>", url: str = "https://gazette.example/ferries"
) -> Item:
    page = f"<html lang='en'><head>{head}</head><body><header><nav><a class='author'>Our Authors</a></nav></header><article>{body}{BODY}</article></body></html>"  # noqa: E501
    return metadata.read(lxml_html.document_fromstring(page), url, NOW).item("", "")


def ld(*nodes: str) -> str:
    return f'<script type="application/ld+json">[{", ".join(nodes)}]</script>'


STORY = '{{"@type": "NewsArticle", "headline": "Ferries to sail again", "datePublished": "2024-03-04T09:15:00Z", {}}}'


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        ("<title>Ferries to sail again | The Gazette</title><meta property='og:site_name' content='The Gazette'>", "", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Ferries to sail again - The Gazette'><meta property='og:site_name' content='The Gazette'>", "", "Ferries to sail again"),  # noqa: E501
        (ld(STORY.format('"a": 1').replace("Ferries to sail again", "Ferry strike ends in Tarn")), "<h1>Ships sail again after the strike</h1>", "Ferry strike ends in Tarn"),  # noqa: E501
        (
            ld(STORY.format('"a": 1').replace("Ferries to sail again", "Ferry strike: what it means for Tarn"))
            + "<meta property='og:title' content='Ships sail again after the strike'>",
            "<h1>Ships sail again after the strike</h1>",
            "Ships sail again after the strike",
        ),
        ("<meta property='og:title' content='Ferries to sail again'>", "<h1><span>Transport</span>Ferries to sail again</h1>", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Opinion | Ferries to sail again'>", "<h1>Ferries to sail again</h1>", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Ferries to sail ag…'>", "<h1>Ferries to sail again</h1>", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Ferries &amp;#39;to sail&amp;#39; again'>", "<h1>Log in</h1>", "Ferries 'to sail' again"),  # noqa: E501
        ("<meta property='og:title' content='Ferries to sail again'>", "<h1>The Gazette</h1><h1>Ferries to sail again</h1>", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Ferries to sail again'>", "<h1>Ferries<br>to sail again</h1>", "Ferries to sail again"),  # noqa: E501
        ("<meta property='og:title' content='Transport: Ferries to sail again'>", "<h1><span>Transport</span><span>Ferries to sail again</span></h1>", "Transport: Ferries to sail again"),  # noqa: E501
        (ld(STORY.format('"a": 1').replace("sail again", "<em>sail</em> again")), "", "Ferries to sail again"),
    ],
)  # fmt: skip
def test_the_headline_is_the_heading_that_something_else_on_the_page_confirms(
    head: str, body: str, headline: str
) -> None:
    assert read(head, body).headline == headline


AUTHOR = [
    ('"author": {"@type": "Person", "name": "Ivo Lang"}', "Ivo Lang"),
    ('"author": ["Ivo Lang", "Ann Bell"]', "Ivo Lang, Ann Bell"),
    ('"author": "By Ivo Lang and Ann Bell"', "By Ivo Lang and Ann Bell"),
    ('"author": {"@list": [{"name": "Ivo Lang"}, {"name": "Ann Bell"}]}', "Ivo Lang, Ann Bell"),
    ('"author": {"@type": "Person", "givenName": "Ivo", "familyName": "Lang"}', "Ivo Lang"),
    ('"author": {"@type": "Person", "name": ["Ivo Lang", "Ann Bell"]}', "Ivo Lang, Ann Bell"),
    ('"author": {"@id": "#ivo"}, "mentions": {"@type": "Person", "@id": "#x", "name": "No One"}', None),
    ('"author": {"@type": "Person", "name": "https://gazette.example/authors/ivo"}', None),
    ('"creator": "Ivo Lang"', "Ivo Lang"),
    ('"author": {"@type": "Person", "name": "<b>Ivo Lang</b>"}', "Ivo Lang"),
]


@pytest.mark.parametrize(("said", "byline"), AUTHOR)
def test_authors_are_read_in_every_form_of_structured_data(said: str, byline: str | None) -> None:
    assert read(ld(STORY.format(said))).byline == byline


def test_a_desk_in_the_structured_data_does_not_hide_the_persons_elsewhere() -> None:
    desk = ld(STORY.format('"author": {"name": "Gazette staff reporter"}'))
    assert read(desk + "<meta property='article:author' content='Ivo Lang'>").byline == "Ivo Lang"
    shown = "<h1>Ferries to sail again</h1><div class='byline'>By <a rel='author'>Ivo Lang</a><a rel='author'>Ann Bell</a></div>"  # noqa: E501
    assert read(desk, shown).byline == "Ivo Lang, Ann Bell, Gazette staff reporter"
    assert read(desk).byline == "Gazette staff reporter"


def test_a_fuller_list_of_the_same_authors_wins_and_another_one_does_not() -> None:
    one = ld(STORY.format('"author": {"name": "Ivo Lang"}'))
    assert read(one + "<meta name='author' content='Ivo Lang, Ann Bell'>").byline == "Ivo Lang, Ann Bell"
    assert read(one + "<meta name='author' content='Ann Bell, Tom Rae'>").byline == "Ivo Lang"


def test_what_the_outlet_signs_itself_is_not_given_to_a_person() -> None:
    own = ld(STORY.format('"author": {"name": "The Gazette"}, "publisher": {"name": "The Gazette"}'))
    assert read(own + "<meta name='author' content='Ann Bell'>").byline == "The Gazette"


def test_authors_of_other_stories_are_not_this_ones() -> None:
    cards = "<h1>Ferries to sail again</h1><div class='card'><span class='byline'>By Tom Rae</span></div>"
    assert read(body=cards).byline is None
    assert read(body="<h1>Ferries to sail again</h1>" + BODY * 60 + "<p class='author'>Tom Rae</p>").byline is None


def test_the_story_of_the_page_is_told_from_the_stories_it_lists() -> None:
    other = '{"@type": "NewsArticle", "headline": "Rail strike", "datePublished": "2020-01-02T00:00:00Z", "author": "Tom Rae", "url": "https://gazette.example/rail", "articleBody": "Long."}'  # noqa: E501
    listed = f'{{"@type": "ItemList", "itemListElement": [{other}]}}'
    own = STORY.format('"mainEntityOfPage": {"@id": "https://www.gazette.example/ferries/?x=1"}')
    for head in (ld(other, own), ld(own, other), ld(listed, own), ld(f'{{"@graph": [{other}, {own}]}}')):
        item = read(head)
        assert (item.published_text, item.headline, item.byline) == (
            "2024-03-04T09:15:00Z",
            "Ferries to sail again",
            None,
        )


PUBLISHED = [
    (ld(STORY.format('"dateModified": "2024-03-05T00:00:00Z"')), "", "2024-03-04T09:15:00Z"),
    (ld(STORY.replace('"2024-03-04T09:15:00Z"', "1709543700000").format('"a": 1')), "", "2024-03-04T09:15:00Z"),
    (ld(STORY.replace('"2024-03-04T09:15:00Z"', '"1709543700"').format('"a": 1')), "", "2024-03-04T09:15:00Z"),
    (ld('{"@type": "WebPage", "datePublished": "2024-03-04T09:15:00Z"}'), "", "2024-03-04T09:15:00Z"),
    ("<meta itemprop='datePublished' content='2024-03-04T09:15:00Z'>", "", "2024-03-04T09:15:00Z"),
    ("<meta name='pubdate' content='2024-03-04 09:15'>", "", "2024-03-04 09:15"),
    ("", "<h1>Ferries to sail again</h1><time datetime='2024-03-04T09:15:00+01:00'>today</time>", "2024-03-04T09:15:00+01:00"),  # noqa: E501
    ("", "<h1>Ferries to sail again</h1><time class='updated' datetime='2024-03-09T09:15Z'>x</time><time datetime='2024-03-04T09:15Z'>y</time>", "2024-03-04T09:15Z"),  # noqa: E501
    ("", "<time datetime='2023-01-02T03:04Z'>old</time><h1>Ferries to sail again</h1><time datetime='2024-03-04T09:15Z'>y</time>", "2024-03-04T09:15Z"),  # noqa: E501
    ("", "<h1>Ferries to sail again</h1><time><span>March 4, 2024</span><span>9:15 AM UTC</span><span>Updated ago</span></time>", "March 4, 2024 9:15 AM UTC"),  # noqa: E501
    ("<script id='__NEXT_DATA__' type='application/json'>{\"props\": {\"publishedAt\": \"2024-03-04T09:15:00Z\"}}</script>", "", "2024-03-04T09:15:00Z"),  # noqa: E501
    ("<script>window.state = {\"publishDate\": 1709543700000}</script>", "", "2024-03-04T09:15:00Z"),
    ("<script>dataLayer = [{'pubDate': '2024-03-04', 'publishDate': '2024-03-07'}]</script>", "", None),
    ("", "<h1>Ferries to sail again</h1><p>By Ivo Lang | 4 March 2024 9.15 GMT</p>", "4 March 2024 9.15 GMT"),
    ("", "<h1>Ferries to sail again</h1><span class='post-date'>Published on March 4, 2024 by Ivo Lang</span>", "March 4, 2024"),  # noqa: E501
    ("", "<h1>Fähren fahren wieder</h1><p>4. März 2024, 09:15 Uhr</p>", "4. März 2024, 09:15 Uhr"),
    ("", "<h1>Ferries to sail again</h1><p>Copyright 2024 The Gazette</p>", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "printed"), PUBLISHED)
def test_the_publication_is_found_by_a_ladder(head: str, body: str, printed: str | None) -> None:
    assert read(head, body or "<h1>Ferries to sail again</h1>").published_text == printed


def test_an_address_tells_the_day_and_print_beside_it_the_time() -> None:
    url = "https://gazette.example/2024/03/04/ferries.html"
    assert read(url=url).published_text == "2024-03-04"
    assert (
        read(body="<h1>Ferries to sail again</h1><p>4 March 2024 9:15 GMT</p>", url=url).published_text
        == "4 March 2024 9:15 GMT"
    )
    assert read(url="https://gazette.example/2027/03/04/ferries.html").published_text is None


def test_a_page_that_contradicts_itself_has_no_date() -> None:
    body = "<h1>Ferries to sail again</h1><p>They had stopped after a storm on 3 May 2019</p>"
    assert read(body=body).published_text == "3 May 2019"
    assert read("<title>Gazette, 4 March 2024</title>", body).published_text is None


def test_hostile_marks_cost_little() -> None:
    nested = "<div class='author date published'>" * 500 + "x" + "</div>" * 500
    many = "<span class='byline timestamp'>By Someone Else 12/12</span>" * 5000
    assert read(body=nested + many).headline is None
    assert read(
        ld('{"@type": "NewsArticle", "headline": ' + "[" * 900 + "]" * 900 + ', "datePublished": {"a": 1}}')
    ).headline
