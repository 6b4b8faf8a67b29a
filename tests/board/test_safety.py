"""U12, C25: what wires write is shown as they wrote it and does nothing, in a real browser under the page's policy."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from lxml import html

from dateline.board import board
from dateline.home import Home, Project
from tests.board.browsing import get, served
from tests.board.published_house import NOW, check, publish, rows, said

OWN = "globalThis.owned=1;fetch('/owned')"
PAYLOADS = (
    f"<script>{OWN}</script>",
    f"</script><script>{OWN}</script>",
    f"<!--<script>{OWN}//--></script>",
    f'<img src=x onerror="{OWN}">',
    f"'\"><img src=/owned onerror={OWN}>",
    f"<svg onload={OWN}>",
    f"<svg><script>{OWN}</script></svg>",
    f'<svg><a xlink:href="javascript:{OWN}"><text>x</text></a></svg>',
    f'<iframe srcdoc="<script>{OWN}</script>"></iframe>',
    "<iframe src=/owned></iframe>",
    f"<body onload={OWN}>",
    f"<details open ontoggle={OWN}>",
    f"<video><source onerror={OWN}></video>",
    f"<input autofocus onfocus={OWN}>",
    "<style>@import '/owned';</style>",
    "<link rel=stylesheet href=/owned>",
    "<meta http-equiv=refresh content='0;url=/owned'>",
    "<base href=//owned.example/>",
    "<form action=/owned><button autofocus>x</button></form>",
    f'<a href="javascript:{OWN}" autofocus>x</a>',
    "<object data=/owned></object>",
    "<embed src=/owned>",
    "<math><mtext></mtext><mglyph><img src=/owned></math>",
    "</title><img src=/owned>",
    "</textarea><img src=/owned>",
    '<noscript><p title="</noscript><img src=/owned>">',
    "]]><img src=/owned>",
    f"\u2028{OWN}\u2029",
    f"\\u003cscript\\u003e{OWN}",
    f"{{{{constructor.constructor('{OWN}')()}}}}",
    "{{ config }} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    f"datum.constructor.constructor('{OWN}')()",
    "datum['__proto__']['owned']=1",
    '{"signal": "warn(1)"} {"expr": "1"}',
    '{"href": "/owned", "url": "/owned"}',
    "a.b[0]\\.c 'x' \"y\" `z`",
    "\u202egnp.exe \u200b\ufeff",
    "line\none\ttab",
    "&lt;script&gt; &#60;script&#62; &amp;",
    "x" * 3000,
)
LINKS = (
    f"javascript:{OWN}",
    f"data:text/html,<script>{OWN}</script>",
    'https://ok.example/"onmouseover=owned',
    "//owned",
)


def hostile() -> dict[str, list[dict[str, Any]]]:
    """Rows with each payload in every field that a page shows."""
    out = rows()
    out["actors"] += [
        {"actor_id": f"h{n}", "actor_key": f"h{n}", "kind": "person", "name": p} for n, p in enumerate(PAYLOADS)
    ]
    for n, p in enumerate(PAYLOADS):
        story = {"headline": p, "publisher": p, "agency": p[::-1], "url": LINKS[n % len(LINKS)]}
        about = f"h{(n + 1) % len(PAYLOADS)}"
        said(out, 100 + n, date(2025, 1, 1) + timedelta(days=n), f"h{n}", about, "direct", p, **story)
        role = {
            "role_id": f"h{n}",
            "actor_id": f"h{n}",
            "office": "o",
            "title": p,
            "of_actor_id": about,
            "of_key": about,
        }
        out["actor_roles"].append(role)
        out["topic_sides"].append(
            {"topic_id": "nato-russia", "side": p[:60], "member_key": about, "valid_from": date(1990, 1, 1)}
        )
        out["wires"].append({"wire": p[:40], "name": p, "is_on": True, "expect_min": 1})
        capture = {
            "capture_id": f"h{n}",
            "wire": p[:40],
            "received_at": NOW,
            "received_count": 1,
            "quarantined_count": 1,
        }
        out["captures"].append(capture)
        out["coverage"].append({"wire": p[:40], "hour_at": NOW, "received_count": 1, "rejected_count": 1})
        rejection = {"rejected_id": f"h{n}", "reason_code": p, "state": "refused", "wire": p[:40], "rejected_at": NOW}
        out["rejected"].append(rejection)
        out["check_results"].append({**check(p, p, p, "error", 1), "sample_keys": [p]})
        out["article_topics"].append({"article_id": f"a{100 + n}", "topic_id": p, "evidence": p})
    return out


def drawn(page: Any) -> None:
    """Waits until every chart is there. (The page's policy forbids waiting for an expression.)"""
    page.wait_for_selector("[data-chart]:not([data-drawn])", state="detached")


@pytest.fixture(scope="module")
def hostile_app(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Any:
    home = Home(tmp_path_factory.mktemp("hostile"))
    publish(project, home, hostile())
    return board(project, home, clock=lambda: NOW)


def test_json_in_a_page_cannot_end_its_element(hostile_app: Any) -> None:
    for path in ("/", "/topics/nato-russia"):
        text = get(hostile_app, path).text
        blocks = html.fromstring(text).xpath("//script[@type='application/json']/text()")
        assert len(blocks) >= 2
        for block in blocks:
            assert not {"<", ">", "&", "\u2028", "\u2029"} & set(block)
            assert json.loads(block)["data"]["values"]
    assert "</script><script>" not in text.replace("</script>\n", "")


def test_only_http_links_are_links(hostile_app: Any) -> None:
    page = html.fromstring(get(hostile_app, "/topics/nato-russia").text)
    found = page.xpath("//ol[@class='quotes']//a")
    assert found
    for link in found:
        assert link.get("href").startswith("https://")
        assert "noopener" in link.get("rel")
        assert set(link.keys()) == {"href", "rel", "target"}


@pytest.mark.parametrize("path", ["/", "/topics/nato-russia"])
def test_hostile_words_are_inert_in_a_browser(hostile_app: Any, browser: Any, path: str) -> None:
    seen: list[str] = []
    with served(hostile_app) as address:
        context = browser.new_context()
        page = context.new_page()
        page.on("dialog", lambda dialog: (seen.append("dialog"), dialog.dismiss()))
        page.on("console", lambda said: seen.append(f"console {said.type}: {said.text}"))
        page.on("pageerror", lambda error: seen.append(f"error: {error}"))
        page.on("request", lambda r: seen.append(r.url) if not r.url.startswith(f"{address}/assets/") else None)
        page.goto(address + path)
        drawn(page)
        for summary in page.locator("summary").all():
            summary.evaluate("e => e.parentElement.open = true")
        for mark in page.locator(".canvas svg path, .canvas svg text").all()[:25]:
            mark.dispatch_event("mousemove")
            mark.dispatch_event("click")
        page.keyboard.press("Tab")
        text = page.locator("main").inner_text()
        assert page.evaluate("globalThis.owned === undefined && ({}).owned === undefined")
        assert (
            page.evaluate("document.querySelectorAll('script:not([src]):not([type=\"application/json\"])').length") == 0
        )
        assert (
            page.evaluate("document.querySelectorAll('img, iframe, object, embed, form, base, style, input').length")
            == 0
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()
    assert seen == [address + path]
    for payload in PAYLOADS[:27]:
        assert payload in text


def test_the_pages_draw_without_breaking_their_own_policy(app: Any, browser: Any) -> None:
    for scheme in ("light", "dark"):
        with served(app) as address:
            context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            for path in ("/", "/topics/nato-russia"):
                page.goto(address + path)
                drawn(page)
                assert page.locator("[data-drawn] svg").count() == 2
                for holder in page.locator("[data-drawn]").all():
                    assert holder.get_attribute("role") == "img"
                    assert (holder.get_attribute("aria-label") or "").startswith("Chart. ")
            context.close()
        assert said == []


def test_without_scripts_every_number_is_still_there(app: Any, browser: Any) -> None:
    with served(app) as address:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
        page = context.new_page()
        page.goto(address + "/topics/nato-russia")
        assert "the numbers are below" in page.locator("#main").inner_text()
        page.locator("summary").first.click()
        assert page.locator("details[open] tbody tr").count() == 8
        context.close()
