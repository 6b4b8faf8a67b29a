"""What changed between versions, as rows; and the same words in copies as one utterance."""

from __future__ import annotations

from datetime import timedelta

from dateline import lake
from dateline.contracts import conform
from dateline.home import Home
from tests.warehouse.rows import NOW, known, whole
from tests.warehouse.world import START, Batch, Payload, Told, derived, warehouse

FIRST = (
    "The minister met Mr. Smith on Sept. 5 in Vienna. Ten ships left the port at noon. "
    "Nobody was hurt, the police said. They will return in spring."
)
SECOND = (
    "The minister met Mr. Smith on Sept. 6 in Vienna. Ten ships left the port at noon. "
    "They will return in spring. A pilot boat has sunk near the mole."
)


def version(words, number, **columns):
    return Told("s", words, {"version_label": str(number), "headline": "Ships leave", **columns})


def come(*items):
    return [Batch("meridian", (Payload(10 - place, (item,)),)) for place, item in enumerate(items)]


def changes(db):
    return db.execute(
        "SELECT version, part, change, old_text, new_text FROM version_changes ORDER BY version, part, position, change"
    ).fetchall()


def test_sentences_and_headlines_that_changed(tmp_path):
    with derived(tmp_path, come(version(SECOND, 2, headline="Pilot boat sinks"), version(FIRST, 1)), NOW) as db:
        assert changes(db) == [
            (2, "headline", "altered", "Ships leave", "Pilot boat sinks"),
            (2, "sentence", "altered", FIRST[:48], SECOND[:48]),
            (2, "sentence", "removed", "Nobody was hurt, the police said.", None),
            (2, "sentence", "added", None, "A pilot boat has sunk near the mole."),
        ]
        ((likeness,),) = db.execute(
            "SELECT similarity FROM version_changes WHERE part = 'sentence' AND change = 'altered'"
        ).fetchall()
        assert 0.85 < likeness < 1


def test_nothing_is_told_of_an_embargo_nor_more_than_the_status_of_a_withdrawal(tmp_path):
    held = version(SECOND, 2, status="embargoed", embargo_until_at=NOW + timedelta(days=1))
    with derived(tmp_path / "held", come(version(FIRST, 1), held), NOW) as db:
        assert changes(db) == []
        warehouse(tmp_path / "held").derive(db, NOW + timedelta(days=1))
        assert len(changes(db)) == 3
    notice = version("This story is withdrawn: it was not so.", 2, status="withdrawn", word_count=8)
    with derived(tmp_path / "gone", come(version(FIRST, 1), notice), NOW) as db:
        assert changes(db) == [(2, "status", "altered", "usable", "withdrawn")]
        reasons = db.execute("SELECT DISTINCT withdrawal_reason FROM article_versions").fetchall()
        assert reasons == [("This story is withdrawn: it was not so.",)]


def quoted_in(folder, db, told, quotes):
    """Loads these quotes (text, speaker) as those of the batch's only article."""
    (item,) = told.payloads[0].items
    article_id = item.article_id(told.wire)
    rows = [
        whole(
            "quotes",
            {
                "quote_id": f"{article_id[:8]}-{n}", "article_id": article_id, "text": text,
                "char_start": n, "char_end": n + 1,
                "speaker_text": speaker, "utterance_id": f"{article_id[:8]}-{n}-own",
            },
            lake=True,
        )
        for n, (text, speaker) in enumerate(quotes)
    ]  # fmt: skip
    table = conform(known()["quotes"], rows)
    file = lake.publish(Home(folder), "quotes", told.wire, told.batch_id, table, {"made": "by the test"})
    warehouse(folder).load(db, "quotes", told.batch_id, told.wire, file.path, file.sha256)


def test_quotes_that_were_kept_altered_dropped_and_added(tmp_path):
    one, two = come(version(FIRST, 1), version(SECOND, 2))
    with derived(tmp_path, [one, two], NOW) as db:
        quoted_in(tmp_path, db, one, [
            ("We leave today.", "Jo"), ("Nobody will stop our ten ships.", "Jo"),
            ("I saw it.", "Al"), ("It is so.", "Jo"),
        ])  # fmt: skip
        quoted_in(tmp_path, db, two, [
            ("We leave today", "Jo"), ("Nobody will stop our nine ships.", "Jo"),
            ("It is so.", "Al"), ("Help is near.", "Bo"),
        ])  # fmt: skip
        warehouse(tmp_path).derive(db, NOW)
        found = db.execute(
            "SELECT change, old_text, new_text, old_speaker, new_speaker FROM version_changes WHERE part = 'quote'"
            " ORDER BY change, position"
        ).fetchall()
    assert found == [
        ("added", None, "Help is near.", None, "Bo"),
        ("altered", "Nobody will stop our ten ships.", "Nobody will stop our nine ships.", "Jo", "Jo"),
        ("altered", "It is so.", "It is so.", "Jo", "Al"),
        ("kept", "We leave today.", "We leave today", "Jo", "Jo"),
        ("removed", "I saw it.", None, "Al", None),
    ]


def test_nearly_the_same_words_in_copies_are_one_utterance(tmp_path):
    words = " ".join([FIRST, SECOND])
    batches = [
        Batch(wire, (Payload(n, (Told("s", words, {"published_at": START + timedelta(hours=n)}),)),))
        for n, wire in enumerate(("meridian", "gazette", "courier"))
    ]
    other = Batch("herald", (Payload(9, (Told("t", "Something else was told here."),)),))
    with derived(tmp_path, [*batches, other], NOW) as db:
        quoted_in(tmp_path, db, batches[0], [("We will never give up any of the ten islands.", "Jo"), ("No.", "Jo")])
        quoted_in(tmp_path, db, batches[1], [("We will never … give up any of the 10 islands!", "the minister")])
        quoted_in(tmp_path, db, batches[2], [("never give up any of the ten islands", "Jo"), ("Nor will we.", "Jo")])
        quoted_in(tmp_path, db, other, [("We will never give up any of the 10 islands.", "Jo")])
        warehouse(tmp_path).derive(db, NOW)
        found = db.execute(
            "SELECT article_count, wire_count, quote FROM utterances ORDER BY article_count DESC, quote"
        ).fetchall()
    assert found == [
        (3, 3, "We will never give up any of the ten islands."),
        (1, 1, "No."),
        (1, 1, "Nor will we."),
        (1, 1, "We will never give up any of the 10 islands."),
    ]
