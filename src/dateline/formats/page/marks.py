"""What sites write on the parts of a page (class, id, role) and say in lines that are not of the story."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

# Words of class and id by which sites mark what stands inside a story without being of it.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:captions?|(?:image|photo|media|picture)-?(?:credit|caption)s?|credits?|newsletters?|"
    r"sign-?up|subscri(?:be|ption)s?|"
    r"related\w*|recirc\w*|recommend\w*|read-?(?:more|next|also)|more-(?:from|on|stories|news|in)|"
    r"see-?also|also-?(?:like|read)|"
    r"promos?|promoted?|advert\w*|ads?|adv|banner|sponsor\w*|social\w*|share|sharing|shares|sharedaddy|"
    r"addtoany|follow-?us|"
    r"comments?|commentlist|respond|disqus\w*|replies|discussion|"
    r"cookies?|consent|gdpr|pullquotes?|pull-quotes?|outbrain|taboola|zergnet|"
    r"(?:most|top)-?(?:read|popular|viewed|shared|commented|stories)|trending|popular|latest|headlines|"
    r"author-?(?:bio|box|info|card|profile|desc\w*|details|about)|bio|about-the-author|about-author|"
    r"post-author|donat\w*|support-?us|"
    r"breadcrumbs?|inline-?(?:link|promo|newsletter)|teasers?|toolbar|tools|visually-hidden|sr-only|"
    r"screen-reader\w*|hidden|hide|"
    r"standfirst|bylines?|dateline|dated|timestamp|pub(?:lished)?-?date|post-?(?:meta|date|info|tags|footer|nav\w*)|"
    r"(?:article|entry|story|post)-?(?:meta|metadata|footer|tags|tools|info|actions|date|header|head|author)|"
    r"meta|metadata|tags?|tag-?list|tagcloud|topics|keywords|categor(?:y|ies)|pagination|pager|pagenav|"
    r"prev-?next|next-?prev|"
    r"sidebar|side-?bar|widgets?|rail|right-?rail|aside|carousel|slider|slideshow|gallery|lightbox|modal|"
    r"popup|pop-up|overlay|"
    r"tooltip|menu|nav|navbar|navigation|masthead|footer|copyright|disclaimer|legal|login|registration|"
    r"paywall-?(?:prompt|message)|"
    r"skip-?(?:link|to)\w*|print-?only|noprint|no-print|infobox|factbox-link|syndication|player|"
    r"videos?-?(?:list|playlist)|playlist|"
    r"jp-relatedposts|yarpp\w*|wp-caption-text|mc_embed\w*|feedback|survey|poll|quiz|correction-form|"
    r"report-?(?:error|typo)|"
    r"key-?points?|highlights|takeaways|at-?a-?glance|summary-?(?:box|list|points)|collections?|cards?|product|shopping|affiliate|buy|price|error-text|notification|alert|toast|live-?(?:ticker|updates)-?(?:list|link)s?)(?:$|[\s_-])",
    re.I,
)
_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|a11y|hidden|hide|captions?|credits?|"
    r"share|social|read-?more|tooltip|noprint|print-only)(?:$|[\s_-])",
    re.I,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.I
)
_ROLES = frozenset(
    {"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alert", "menu", "menubar"}
)
_STORY = re.compile(
    r"(?:^|[\s_-])(?:(?:article|story|entry|post|news|blog|body|rich|"
    r"content)[_-]{0,2}(?:main[_-])?(?:body|content|text|copy|paragraphs)|"
    r"(?:text|copy|content)[_-](?:body|article|story)|articlebody|storybody|articletext|storytext|articlecontent|postcontent|richtext|prose)(?:$|[\s_-])",
    re.I,
)


def is_box(element: HtmlElement) -> bool:
    """Whether the element's class, id or role marks it as standing beside the story."""
    name, ident = element.get("class"), element.get("id")
    if name is None and ident is None:
        return element.get("role") in _ROLES if element.get("role") else False
    role = element.get("role")
    return _is_box_name(f"{name or ''} {ident or ''}") or (role in _ROLES if role else False)


@lru_cache(maxsize=4096)
def _is_box_name(names: str) -> bool:
    return len(names) < 2000 and bool(_BOX.search(_SPLIT.sub("-", names)))


def is_unseen(element: HtmlElement) -> bool:
    """Whether an inline element is for machines, or labels something else."""
    name = element.get("class")
    return bool(name and _is_unseen_name(name)) or is_hidden(element)


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's own style hides it from the eye."""
    style = element.get("style")
    if style is None:
        return element.get("hidden") is not None
    return bool(_HIDING.search(style[:2000]))


@lru_cache(maxsize=4096)
def _is_unseen_name(names: str) -> bool:
    return len(names) < 2000 and bool(_UNSEEN.search(_SPLIT.sub("-", names)))


def is_post(element: HtmlElement) -> bool:
    """Whether a quotation is a post embedded from elsewhere: its words, author and day are one paragraph."""
    return "twitter-tweet" in (element.get("class") or "")


def is_story(element: HtmlElement) -> bool:
    """Whether the element's name says that the story's text is in it."""
    if (element.get("itemprop") or "").lower() == "articlebody":
        return True
    return _is_story_name(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=4096)
def _is_story_name(names: str) -> bool:
    return 2 < len(names) < 2000 and bool(_STORY.search(_SPLIT.sub("-", names)))
