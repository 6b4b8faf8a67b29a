"""S25: secrets in addresses are never stored, logged or shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ConfigError
from dateline.fetch import masked, resolve_map
from dateline.fetch.masking import plain


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@a.example/x", "https://***@a.example/x"),
        ("https://token@a.example/x", "https://***@a.example/x"),
        ("https://u:p@q@a.example/x", "https://***@a.example/x"),
        ("//u:p@a.example/x", "//***@a.example/x"),
        ("https://a.example/?token=s&page=2", "https://a.example/?token=***&page=2"),
        ("https://a.example/?page=2&api_key=s#x", "https://a.example/?page=2&api_key=***#x"),
        ("https://a.example/?apiKey=s;accessToken=t", "https://a.example/?apiKey=***;accessToken=***"),
        ("https://a.example/?X-Amz-Signature=s", "https://a.example/?X-Amz-Signature=***"),
        ("https://a.example/?%74oken=s", "https://a.example/?%74oken=***"),
        ("https://a.example/#access_token=s", "https://a.example/#access_token=***"),
        ("https://a.example/?PASSWORD=s", "https://a.example/?PASSWORD=***"),
    ],
)
def test_s25_secrets_are_masked(url: str, expected: str) -> None:
    assert masked(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?id=1&keyword=nato&author=x",
        "https://a.example/@user/post?monkey=1",
        "https://a.example/?a=b@c",
        "http://gazette.example/feed.xml",
        "inbox:a%40b.xml",
        "",
    ],
)
def test_an_address_without_secrets_stays_as_it_is(url: str) -> None:
    assert masked(url) == url


@given(st.text(max_size=60))
def test_masking_twice_changes_nothing_more(url: str) -> None:
    assert masked(masked(url)) == masked(url)


NAMES = ["token", "api_key", "sig", "password", "client_secret"]


@given(st.text("ab01", min_size=8, max_size=12), st.sampled_from(NAMES))
def test_s25_no_secret_survives_in_text(secret: str, name: str) -> None:
    assert secret not in plain(f"failed: https://u:{secret}@h.example/p?x=1&{name}={secret} (try again)")


def test_text_of_servers_becomes_one_printable_line() -> None:
    assert plain("a\r\nInjected: yes\x1b[31m\u2028") == "a  Injected: yes [31m"


def test_the_map_of_hosts_is_read() -> None:
    found = resolve_map("Gazette.example:80=127.0.0.1:39211, six.example:443=[::1]:8443,")
    assert dict(found) == {"gazette.example:80": "127.0.0.1:39211", "six.example:443": "[::1]:8443"}
    assert dict(resolve_map("")) == {}


@pytest.mark.parametrize(
    "text", ["x", "a=b", "a.io=127.0.0.1:1", "a.io:80=localhost:1", "a.io:80=999.1.1.1:1", "a.io:80=1.1.1.1:99999"]
)
def test_s24_a_map_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="DATELINE_RESOLVE") as error:
        resolve_map(text)
    assert error.value.exit_code == 2
