"""Times as printed: what each means, on which wire; and that what cannot be told is never told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise.dates import When, when
from dateline.sources import Wire

GB = Wire("gb", "Daily", "The Daily", "text", zone="Europe/London", country="gb")
US = Wire("us", "Post", "The Post", "text", zone="America/New_York", country="us")
RU = Wire("ru", "Vesti", "Vesti", "text", zone="Europe/Moscow", country="ru")
IN = Wire("in", "Hind", "Hind", "text", zone="Asia/Kolkata", country="in")
IE = Wire("ie", "Irish", "Irish", "text", zone="Europe/Dublin", country="ie")
AU = Wire("au", "Age", "Age", "text", zone="Australia/Sydney", country="au")
BD = Wire("bd", "Dhaka", "Dhaka", "text", zone="Asia/Dhaka", country="bd")
XX = Wire("xx", "World", "World", "text")
GB_REGION = Wire("gbr", "Daily", "The Daily", "text", zone="Europe/London", language="en-GB")
US_REGION = Wire("usr", "Post", "The Post", "text", zone="America/New_York", language="en-US")
OWN = Wire("own", "Own", "Own", "text", zone="Europe/Berlin", date_formats=("%d/%m/%Y %H:%M", "%Y.%j", "%d|%m|%y"))
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

TRUTH: list[tuple[Wire, str, str]] = [
    # ISO 8601, extended and basic
    (XX, "2024-02-01T10:00:00Z", "2024-02-01T10:00"), (XX, "2024-02-01T10:00:00.123Z", "2024-02-01T10:00"),
    (XX, "2024-02-01T10:00:00+02:00", "2024-02-01T08:00"), (XX, "2024-02-01T10:00:00-0500", "2024-02-01T15:00"),
    (XX, "2024-02-01T10:00+01", "2024-02-01T09:00"), (XX, "2024-02-01 10:00:00", "2024-02-01T10:00"),
    (GB, "2024-07-01T10:00:00", "2024-07-01T09:00"), (GB, "2024-02-01T10:00", "2024-02-01T10:00"),
    (XX, "20090918T162000Z", "2009-09-18T16:20"), (XX, "20090918T162000+0200", "2009-09-18T14:20"),
    (US, "20240307T093000", "2024-03-07T14:30"), (XX, "2024-02-01T10:00:00+05:45", "2024-02-01T04:15"),
    (XX, "2024/02/01 10:00", "2024-02-01T10:00"), (XX, "2016-12-31T23:59:60Z", "2017-01-01T00:00"),
    (XX, "2024-02-01 10:00 UTC", "2024-02-01T10:00"), (XX, "2024-02-01, 10:00", "2024-02-01T10:00"),
    # RFC 822 and its heirs
    (XX, "Fri, 18 Sep 2009 16:20:00 +0000", "2009-09-18T16:20"), (XX, "Fri, 18 Sep 2009 16:20:00 GMT", "2009-09-18T16:20"),  # noqa: E501
    (XX, "18 Sep 2009 16:20 +0200", "2009-09-18T14:20"), (XX, "18 Sep 09 16:20:00 -0700", "2009-09-18T23:20"),
    (US, "Mon, 04 Mar 2024 09:15:00 EST", "2024-03-04T14:15"), (XX, "Mon, 04 Mar 2024 09:15:00 EDT", "2024-03-04T13:15"),  # noqa: E501
    (XX, "Mon, 04 Mar 2024 09:15:00 PST", "2024-03-04T17:15"), (XX, "Mon, 04 Mar 2024 09:15:00 Z", "2024-03-04T09:15"),
    (XX, "Mon, 04 Mar 2024 09:15:00 +0000 (UTC)", "2024-03-04T09:15"), (XX, "4-Mar-2024 09:15:00", "2024-03-04T09:15"),
    (XX, "Thu Nov 21 09:15:00 2013", "2013-11-21T09:15"), (XX, "Thu Nov 21 09:15:00 UTC 2013", "2013-11-21T09:15"),
    # English, as pages print it
    (GB, "Saturday 19 September 2009 00:00 BST", "2009-09-18T23:00"), (GB, "Friday 5 September 2014 17:40 BST", "2014-09-05T16:40"),  # noqa: E501
    (GB, "21 November 2013, 14:05 GMT", "2013-11-21T14:05"), (GB, "Friday 2 August 2019 12.10 BST", "2019-08-02T11:10"),
    (US, "Nov 21, 2013 9:15 a.m. EST", "2013-11-21T14:15"), (US, "March 3, 2014 9:15 a.m. EST", "2014-03-03T14:15"),
    (US, "Nov. 21, 2013, 9:15 a.m.", "2013-11-21T14:15"), (US, "October 5, 2016 | 2:22pm", "2016-10-05T18:22"),
    (US, "Published 10:46 PM EDT, Wed March 20, 2024", "2024-03-21T02:46"), (US, "September 18 2009 at 4pm ET", "2009-09-18T20:00"),  # noqa: E501
    (US, "Updated: Jan 5, 2024 at 12:00 PM", "2024-01-05T17:00"), (US, "Jan 5, 2024 12:30 am", "2024-01-05T05:30"),
    (XX, "18 Sept 2009 1623 GMT", "2009-09-18T16:23"), (XX, "1623 GMT 18 Sept 2009", "2009-09-18T16:23"),
    (XX, "20 Mar 2014 - 10:00 PM", "2014-03-20T22:00"), (XX, "Monday 18 October 2021 16:45 CEST", "2021-10-18T14:45"),
    (XX, "18 October 2021, 16:45 (CET)", "2021-10-18T15:45"), (XX, "1st May 2015 10:00 UTC+3", "2015-05-01T07:00"),
    (XX, "the 1st of May 2015 10:00 GMT+03:00", "2015-05-01T07:00"), (XX, "3 March 2014 12:00 Moscow time", "2014-03-03T08:00"),  # noqa: E501
    (XX, "3 March 2015 12:00 MSK", "2015-03-03T09:00"), (XX, "3 March 2013 12:00 MSK", "2013-03-03T08:00"),
    (RU, "3 March 2013 12:00", "2013-03-03T08:00"), (RU, "3 March 2015 12:00", "2015-03-03T09:00"),
    (IN, "5 May 2022 10:00 IST", "2022-05-05T04:30"), (IE, "5 May 2022 10:00 IST", "2022-05-05T09:00"),
    (BD, "5 May 2022 10:00 BST", "2022-05-05T04:00"), (AU, "5 May 2022 10:00 EST", "2022-05-05T00:00"),
    (AU, "5 May 2022 10:00 AEST", "2022-05-05T00:00"), (XX, "5 May 2022 10:00 EEST", "2022-05-05T07:00"),
    (US, "5 May 2022 10:00 CT", "2022-05-05T15:00"), (XX, "5 May 2022 10:00 JST", "2022-05-05T01:00"),
    (XX, "18 Sep 2009 4:00 pm", "2009-09-18T16:00"),
    (XX, "2024 March 5 10:00", "2024-03-05T10:00"), (GB, "Tuesday 28 June 2022 07:15 BST", "2022-06-28T06:15"),
    # numbers only, where numbers or the wire show which is the month
    (XX, "13/02/2024 10:00", "2024-02-13T10:00"), (XX, "02/13/2024 10:00", "2024-02-13T10:00"),
    (XX, "05/05/2024 10:00", "2024-05-05T10:00"), (XX, "01.02.2024 10:00", "2024-02-01T10:00"),
    (GB_REGION, "01/02/2024 10:00", "2024-02-01T10:00"), (US_REGION, "01/02/2024 10:00", "2024-01-02T15:00"),
    (OWN, "01/02/2024 10:00", "2024-02-01T09:00"),
    # archives are old
    (XX, "4 April 1949 15:00 GMT", "1949-04-04T15:00"), (XX, "12 June 1987 12:00 CEST", "1987-06-12T10:00"),
]  # fmt: skip
DAYS: list[tuple[Wire, str, str]] = [
    (XX, "2009-09-18", "2009-09-18T00:00"), (GB, "2009-09-18", "2009-09-17T23:00"), (XX, "20090918", "2009-09-18T00:00"),  # noqa: E501
    (US, "March 7, 2024", "2024-03-07T05:00"), (XX, "7th March 2024", "2024-03-07T00:00"), (OWN, "01|02|24", "2024-01-31T23:00"),  # noqa: E501
    (GB, "Friday 2 August 2019", "2019-08-01T23:00"), (XX, "2024-02-01+02:00", "2024-01-31T22:00"), (OWN, "2024.032", "2024-01-31T23:00"),  # noqa: E501
]  # fmt: skip
NONE: list[tuple[Wire, str, str]] = [
    (XX, "01/02/2024", "ambiguous"), (GB, "09/07/2016 16:30", "ambiguous"), (XX, "21.11.13", "ambiguous"),
    (XX, "5 May 2022 10:00 IST", "ambiguous"), (XX, "5 May 2022 10:00 BST", "ambiguous"), (US, "5 May 2022 10:00 BST", "ambiguous"),  # noqa: E501
    (XX, "5 May 2022 10:00 CST", "ambiguous"), (XX, "5 May 2022 10:00 XYZ", "ambiguous"), (XX, "Mon, 1 Apr 2024 12:00 AST", "ambiguous"),  # noqa: E501
    (GB, "31 March 2024 01:30", "ambiguous"), (GB, "27 October 2024 01:30", "ambiguous"), (US, "10 March 2024 02:30", "ambiguous"),  # noqa: E501
    (GB, "Friday 19 September 2009 00:00 BST", "ambiguous"),
    (XX, "2024-13-01", "unreadable"), (XX, "2024-02-30T10:00:00Z", "unreadable"), (XX, "2023-02-29", "unreadable"),
    (XX, "2024-02-01T25:00:00Z", "unreadable"), (XX, "2024-02-01T10:61:00Z", "unreadable"), (XX, "yesterday", "unreadable"),  # noqa: E501
    (XX, "2 hours ago", "unreadable"), (XX, "Nov 21, 9:15 a.m.", "unreadable"), (XX, "November 2013", "unreadable"),
    (XX, "2024", "unreadable"), (XX, "2024-02", "unreadable"), (XX, "1700000000", "unreadable"), (XX, "2024-W05-1", "unreadable"),  # noqa: E501
    (XX, "12 March 2024 13:00 pm", "unreadable"), (XX, "2024-01-01T00:00:00+9900", "unreadable"), (XX, "+9900", "unreadable"),  # noqa: E501
    (XX, "Mon, 04 Mar 2024 09:15:00 +2500", "unreadable"), (XX, "W?dnesd?y 2? Jun? 2O22 l8:O5 B5T", "unreadable"),
    (XX, "Published 1 May 2020, updated 2 May 2020", "unreadable"), (XX, "today, 10:00", "unreadable"), (XX, "31 April 2020", "unreadable"),  # noqa: E501
    (XX, "0001-01-01T00:00:00Z", "implausible"), (XX, "1970-01-01T00:00:00Z", "implausible"), (US, "1969-12-31T19:00:00", "implausible"),  # noqa: E501
    (XX, "1 January 1900", "implausible"), (XX, "9999-12-31T23:59:59Z", "implausible"), (XX, "Thu, 01 Jan 1970 00:00:00 +0000", "implausible"),  # noqa: E501
    (XX, "9999-12-31T23:59:59-0500", "implausible"), (XX, "0001-01-01T00:00:00+02:00", "implausible"),
    (XX, "2027-01-01T00:00:00Z", "future"), (XX, "2026-01-16T12:00:01Z", "future"),
    (XX, "", "missing"), (XX, " \u00a0\u200b ", "missing"),
]  # fmt: skip


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("wire", "text", "truth"), TRUTH, ids=lambda v: getattr(v, "id", v))
def test_an_exact_time_is_read(wire: Wire, text: str, truth: str) -> None:
    found = when(text, wire, NOW)
    assert (found.at, found.status) == (_at(truth), "exact")


@pytest.mark.parametrize(("wire", "text", "truth"), DAYS, ids=lambda v: getattr(v, "id", v))
def test_a_day_is_midnight_in_the_wires_zone(wire: Wire, text: str, truth: str) -> None:
    found = when(text, wire, NOW)
    assert (found.at, found.status) == (_at(truth), "day")


@pytest.mark.parametrize(("wire", "text", "status"), NONE, ids=lambda v: getattr(v, "id", v))
def test_c08_c10_c11_what_cannot_be_told_is_not_told(wire: Wire, text: str, status: str) -> None:
    found = when(text, wire, NOW)
    assert (found.at, found.status) == (None, status)


def test_c08_the_printed_string_is_kept_when_it_cannot_be_read() -> None:
    assert when("some time in spring", XX, NOW) == When(None, "some time in spring", None, "none", "unreadable")


def test_c09_a_time_a_day_ahead_is_flagged_and_a_little_ahead_is_not() -> None:
    assert when("2026-01-16T11:59:00Z", XX, NOW).status == "exact"
    assert when("2026-01-16T12:00:01Z", XX, NOW) == When(
        None, "2026-01-16T12:00:01Z", "UTC", "printed", "future", "iso"
    )
    assert when("2026-01-16T12:00:01Z", XX).status == "exact"


@pytest.mark.parametrize(
    ("wire", "text", "zone", "source"),
    [
        (GB, "Saturday 19 September 2009 00:00 BST", "BST", "printed"),
        (GB, "19 September 2009 10:00", "Europe/London", "wire"),
        (XX, "2024-02-01T10:00:00Z", "UTC", "printed"),
        (XX, "20240201T100000+0200", "+02:00", "printed"),
        (XX, "2024-02-01T10:00:00-05:00", "-05:00", "printed"),
        (XX, "no date", None, "none"),
    ],
)
def test_the_zone_and_its_source_are_kept(wire: Wire, text: str, zone: str | None, source: str) -> None:
    found = when(text, wire, NOW)
    assert (found.zone, found.zone_source) == (zone, source)


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2025, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_an_instant_printed_with_its_offset_is_read_back(local: datetime, minutes: int) -> None:
    local = local.replace(microsecond=0)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    truth = (local - timedelta(minutes=minutes)).replace(tzinfo=UTC)
    for text in (
        f"{local:%Y-%m-%dT%H:%M:%S}{sign}{hours:02}:{rest:02}",
        f"{local:%Y%m%dT%H%M%S}{sign}{hours:02}{rest:02}",
        f"{local:%d %b %Y %H:%M:%S} {sign}{hours:02}{rest:02}",
    ):
        assert when(text, XX).at == truth


@given(st.text(max_size=60))
def test_c08_no_text_raises_and_none_gives_a_time_without_digits(text: str) -> None:
    found = when(text, GB, NOW)
    assert (found.at is not None) == (found.status in ("exact", "day"))
    if not any(c.isdigit() for c in text):
        assert found.at is None


def test_the_lists_are_long_enough() -> None:
    assert len(TRUTH) + len(DAYS) + len(NONE) >= 110
