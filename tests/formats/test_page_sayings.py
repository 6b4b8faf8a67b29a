"""What sites write around their stories in many languages is left out, and sentences that begin alike are kept."""

from __future__ import annotations

import pytest

from dateline.formats.page import heads, leads, phrases, sayings
from dateline.formats.page.words import word_count
from tests.formats.test_html import read
from tests.formats.test_page_text import H1, MORE, STORY, WHOLE, site, text_of, wrapped

BESIDE = """
Lesen Sie auch: Der Hafen wird teurer|Mehr zum Thema|Foto: Kim Anders/dpa|Symbolbild|Anzeige
Lire aussi : Le bac|Article réservé à nos abonnés|Te puede interesar: El puerto|LEIA TAMBÉM:
© Riproduzione riservata|Lees ook|Läs mer
Czytaj też: Prom wraca|Čtěte také: Přívoz|Читайте также: Паром|Διαβάστε επίσης: Το λιμάνι|İLGİLİ HABER Vapur seferleri
اقرأ أيضاً: عودة العبارة|यह भी पढ़ें: नाव|Baca juga: Kapal|相关阅读：渡轮复航|【関連記事】フェリー再開|관련기사
저작권자 © 신문
"""
SENTENCES = """
Anzeige gegen Unbekannt erstattete der Hafenmeister am Montag.|Mehr zu verdienen sei nicht sein Ziel, sagte der Kapitän.
Seuraa pitkä talvi, eikä lautta kulje.|Daha fazla kişi vapura bindi.|شارك العشرات في الاحتجاج أمام الميناء.
Recibe el pueblo a su barco con música.|Sigue a la espera de un barco la isla entera.|広告を出した会社は倒産した。
Réactions prudentes dans les deux camps après le vote.|Реклама на пароме запрещена с марта.
Copyright law is what the mayor taught.
"""


@pytest.mark.parametrize("line", BESIDE.strip().replace("\n", "|").split("|"))
def test_what_leads_elsewhere_is_left_out_amid_a_story(line: str) -> None:
    body = f"{H1}<div>{wrapped(*STORY)}<p>{line}</p>{wrapped(*MORE)}</div>"
    assert text_of(body) == WHOLE


@pytest.mark.parametrize("line", SENTENCES.strip().replace("\n", "|").split("|"))
def test_a_sentence_that_begins_alike_is_kept(line: str) -> None:
    body = f"{H1}<div>{wrapped(*STORY)}<p>{line}</p>{wrapped(*MORE)}</div>"
    assert text_of(body) == [*STORY, line, *MORE]


def test_a_phrase_stands_once_in_its_list_and_is_found_by_its_own_letters() -> None:
    for text in (leads.LEADS, heads.HEADS, heads.NOTES, heads.AMID):
        assert "||" not in text
    assert all(phrases.is_promotion(f"{phrase} 1") for same in sayings._LEADS.values() for phrase in same)


def test_what_somebody_says_keeps_the_dash_before_it() -> None:
    spoken = "– Vi har visst at det kom, men det gjør vondt likevel, sier skipper Arvid Sæther."
    assert spoken in text_of(f"{H1}<div>{wrapped(*STORY, spoken, *MORE)}</div>")


def test_a_box_between_paragraphs_does_not_end_the_story() -> None:
    box = "<div><h3>More on this story</h3><ul><li><a href='/1'>Ferry gates to be painted</a></li></ul></div>"
    assert text_of(f"{H1}<div>{wrapped(*WHOLE[:-1])}{box}{wrapped(WHOLE[-1])}</div>") == WHOLE


def test_a_heading_that_quotes_the_text_is_kept_and_the_mark_of_a_footnote_is_not() -> None:
    head = "“They want a boat that comes on time.”"
    body = f"{H1}<div>{wrapped(*STORY)}<h2>{head}</h2>{wrapped(*MORE)}".replace(
        "twice before.", "twice before<sup><a href='#n1'>1</a></sup>."
    )
    assert text_of(body) == [*STORY, head, *MORE]


def test_words_are_counted_where_no_space_parts_them() -> None:
    assert (word_count("one two\nthree"), word_count(""), word_count("Donaudampfschifffahrtsgesellschaft")) == (3, 0, 1)
    assert word_count("港北市は八日、旧市庁舎を取り壊さず、図書館として保存すると発表した。") > 12
    story = "".join(
        f"<p>港北市は{day}日、旧市庁舎を取り壊さず、図書館として保存すると発表した。</p>" for day in range(9)
    )
    assert (read(site(f"<h1>旧市庁舎の保存</h1><div>{story}</div>")).body or "").count("\n\n") == 8
