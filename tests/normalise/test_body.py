from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise import Vocabulary, boilerplate_of
from dateline.normalise.body import clean, joined, paragraphs
from dateline.sources import Wire

WIRE = Wire(
    "echo",
    "Evening Echo",
    "Evening Echo",
    "text",
    boilerplate=("Our standards are those of the Echo handbook.", "More  from the ECHO"),
)
FIRST = "The talks on the harbour ended on Friday without an agreement between the two sides."
LAST = "They will meet again in the spring, the minister said."


def text_of(words: Vocabulary, *parts: str, repeated: tuple[str, ...] = ()) -> list[str]:
    return clean("\n\n".join(parts), repeated, boilerplate_of(WIRE, words)).text.split("\n\n")


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        (
            'The ships sailed. The prime minister has described as "brave and right"',
            "Tom Reed's decision to let them go.",
            True,
        ),
        ("The minister told reporters on the quay that he was", "sure of a good end to it.", True),
        ('The ambassador told them that the tone of it was "constructive', 'and even warm" but little more.', True),
        (
            "The ships sailed at noon. They had waited for two days, said Gen.",
            "Ivo Lang of the coast guard service.",
            True,
        ),
        (
            "The ships sailed on Friday, two days after the storm had torn the",
            "Harbour Gate from its hinges again.",
            True,
        ),
        ("What happens next", "The ships will sail again on Monday.", False),
        ("A heading that is rather long but has no end and no torn sentence in it", "The ships will sail.", False),
        ("The ships sailed at noon.", "but nobody waved to them.", False),
        ("He named three things that mattered to him:", "the ships, the gate and the fish.", False),
        ("Ships", "gates and other things of iron", False),
        ("He said nothing more of the matter on Friday evening", '"We sail," she said at last.', False),
    ],
)
def test_a_torn_sentence_is_joined_and_nothing_else(first: str, second: str, is_one: bool) -> None:
    assert joined([first, second]) == ([f"{first} {second}"] if is_one else [first, second])


@pytest.mark.parametrize(
    "tail",
    [
        "(Reporting by Anna Kessler; Editing by Tom Reed)",
        "(Additional reporting by Anna Kessler in Moscow; Writing by Ivo Lang; Editing by Tom Reed)",
        "Reporting by Anna Kessler; editing by Tom Reed",
        "Writing by Sofia Lang",
        "ENDS",
        "___",
        "(Brussels newsroom; +32 2 555 0100)",
    ],
)
def test_production_credits_at_the_end_go(words: Vocabulary, tail: str) -> None:
    assert text_of(words, FIRST, LAST, tail) == [FIRST, LAST]
    assert text_of(words, FIRST, f"{LAST} (Reporting by Anna Kessler; Editing by Tom Reed)") == [FIRST, LAST]


@pytest.mark.parametrize(
    "notice",
    [
        "(Reporte de Anna Kessler; Editado por Tom Reed)",
        "(Reportage de Anna Kessler, rédigé par Ivo Lang, édité par Tom Reed)",
        "(Berichtet von Anna Kessler, redigiert von Tom Reed.)",
        "Reporte de Anna Kessler en Madrid; editado por Tom Reed",
        "Melden Sie sich hier für unseren Newsletter an.",
        "Abonnez-vous à notre newsletter pour recevoir l'essentiel de l'actualité.",
        "Suscríbete a nuestro boletín de noticias.",
        "Подписывайтесь на наш телеграм-канал.",
        "Lesen Sie auch: Fähren fahren wieder",
        "À lire aussi : Les ferries repartent",
        "Lea también: Los barcos vuelven a salir",
        "Leia também: Os barcos voltam a sair",
        "Читайте также: Паромы снова ходят",
        "関連記事：フェリー運航再開",
        "Alle Rechte vorbehalten.",
        "Publicité",
        "3 Kommentare",
        "Stay up to date with notifications from the Echo",
        "Notifications can be managed in your settings.",
        "Join our commenting forum",
        "Comments",
        "12 comments",
        "Thank you for registering",
        "Sign up to our free weekly briefing",
        "Read more: the harbour in pictures",
        "Advertisement",
        "Article continues below",
        "© Evening Echo 2024. All rights reserved.",
        "Our standards are those of the Echo handbook.",
        "more from the Echo",
        "Your support helps us to keep a reporter on the quay.",
        "Please refresh the page to be logged in",
        "We use cookies to count our readers.",
    ],
)
def test_a_notice_goes_and_is_counted(words: Vocabulary, notice: str) -> None:
    found = clean(f"{FIRST}\n\n{notice}\n\n{LAST}", (), boilerplate_of(WIRE, words))
    assert (found.text.split("\n\n"), found.boilerplate_count) == ([FIRST, LAST], 1)


@pytest.mark.parametrize(
    "own",
    [
        '"Your support helps us," the minister told the crowd.',
        "The union asked its members to sign up for a strike fund on Monday, and most of them had done so by noon.",
        "Comments by the minister drew laughter in the house.",
        "The newspaper lost half of its subscribers after the strike.",
        "“Every donation counts,” said the curator, who wants a roof for the whale.",
        "Información de la policía apunta a un accidente en el puerto, y nadie quiso decir más el viernes.",
        "Más información de la que se esperaba fue publicada el viernes por el puerto.",
        "Mehr dazu wollte der Minister am Freitag nicht sagen, und ging.",
        "Rédigé par Anna Kessler en 1950, le rapport est resté trois jours sur le quai.",
        "Recibe cada día un correo de su jefe, dijo el capitán del puerto.",
        "He will get the notifications in the mail like everyone else in town, the judge told him.",
    ],
)
def test_a_sentence_of_the_story_stays(words: Vocabulary, own: str) -> None:
    assert text_of(words, FIRST, own, LAST) == [FIRST, own, LAST]


def test_an_appeal_goes_with_what_the_outlet_says_of_itself_inside_it(words: Vocabulary) -> None:
    appeal = (
        "Your support helps us to stay here",
        "The Evening Echo has been on the quay for a hundred years.",
        "We tell you what others leave out.",
        "Your donation makes it possible.",
    )
    assert text_of(words, FIRST, *appeal, LAST) == [FIRST, LAST]
    assert text_of(words, appeal[0], FIRST, appeal[3], LAST) == [FIRST, LAST]


def test_titles_under_a_heading_of_links_go(words: Vocabulary) -> None:
    assert text_of(words, FIRST, LAST, "Related articles", "Why the gate fell", "Ten ships") == [FIRST, LAST]
    assert text_of(words, FIRST, "Related articles", "Why the gate fell", LAST) == [FIRST, LAST]


def test_a_wires_own_sentence_is_cut_off_a_paragraph(words: Vocabulary) -> None:
    assert text_of(words, FIRST, f"{LAST} Our standards are those of the Echo handbook.") == [FIRST, LAST]


def test_the_head_of_a_copied_page_goes(words: Vocabulary) -> None:
    assert text_of(words, "Talks end", "By Anna Kessler", "Reuters", FIRST, LAST, repeated=("Talks end",)) == [
        FIRST,
        LAST,
    ]


def test_the_line_to_clients_becomes_the_note(words: Vocabulary) -> None:
    found = clean(f"(Adds details, background)\n\n{FIRST}", (), boilerplate_of(WIRE, words))
    assert (found.text, found.advice) == (FIRST, "Adds details, background")


def test_a_withdrawn_story_may_be_empty(words: Vocabulary) -> None:
    assert clean("", (), boilerplate_of(WIRE, words)).text == ""


@given(st.text(max_size=400))
def test_c07_the_text_is_clean_and_valid(text: str) -> None:
    body = clean(text, (), boilerplate_of(WIRE, Vocabulary())).text
    body.encode("utf-8")
    assert not any(c < " " and c != "\n" for c in body)
    assert not set(body) & {"\u202e", "\u200b", "\ufeff", "\ufdd0", "\x7f"}
    assert body == body.strip()


@given(st.lists(st.text(alphabet='aB "“”‘’«».,\n', max_size=60), max_size=6))
def test_c44_no_quotation_mark_is_lost_by_joining(parts: list[str]) -> None:
    given_parts = paragraphs("\n\n".join(parts))
    marks = [c for p in given_parts for c in p if c in '"“”‘’«»']
    assert [c for p in joined(given_parts) for c in p if c in '"“”‘’«»'] == marks
