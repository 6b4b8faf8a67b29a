"""What sites write on the parts of a page: class, id, role and style, and what these say of the part."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from lxml.etree import _Element

# Words of class and id by which sites mark what stands inside a story without being of it. Two words side by side
# (`read-more`, `readMore`) stand here as one.
_BOX = frozenset(
    """
    caption captions captiontext credit credits imagecaption imagecredit imagecredits photocaption photocredit
    mediacaption mediacredit picturecaption wpcaption
    newsletter newsletters signup subscribe subscription subscriptions subscriber mcembed
    recommended recommendations readmore readnext readalso morefrom moreon morestories morenews morein seealso
    alsolike alsoread promo promos promote promoted advert adverts advertisement advertising ad ads adv adslot adunit
    banner sponsor sponsored sponsors share sharing shares sharebar sharetools sharedaddy addtoany followus
    comment comments commentlist respond discussion replies cookie cookies consent gdpr
    pullquote pullquotes outbrain taboola zergnet mostread mostpopular mostviewed mostshared mostcommented topread
    topstories topread trending popular latest headlines
    authorbio authorbox authorinfo authorcard authorprofile authordesc authordescription authordetails authorabout bio
    aboutauthor postauthor articleauthor entryauthor storyauthor donate donation donations supportus
    breadcrumb breadcrumbs inlinelink inlinepromo inlinenewsletter teaser teasers toolbar tools
    visuallyhidden sronly hidden hide standfirst byline bylines dateline dated timestamp pubdate publisheddate
    publishdate postmeta postdate postinfo posttags postfooter postnav postnavigation articlemeta articlemetadata
    articlefooter articletags articletools articleinfo articleactions articledate articleheader articlehead entrymeta
    entryfooter entrytags entryheader entrydate storymeta storyfooter storytags storytools storyinfo storyheader
    postheader posthead meta metadata tag tags taglist tagcloud topics keywords category categories pagination pager
    pagenav prevnext nextprev sidebar widget widgets rail rightrail aside carousel slider slideshow gallery lightbox
    modal popup overlay tooltip menu nav navbar navigation masthead footer copyright disclaimer legal login
    registration paywallprompt paywallmessage skiplink skipto printonly noprint infobox syndication player videolist
    videoplaylist playlist feedback survey poll quiz reporterror reporttypo
    keypoint keypoints highlights takeaways ataglance summarybox summarylist summarypoints collection collections card
    cards product products shopping affiliate buy price errortext notification alert toast
    popover flyout postmetadata articlesign articlesource newssource contactbox contactinfo contactpanel
    presscontact mediacontact
    anzeige anzeigen werbung reklama reklame publicite publicidad publicidade pubblicita advertentie annonce hirdetes
    kommentare kommentarer commentaires comentarios reacties commenti yorumlar komentarze komentare diskuse diskuze
    diskussion autor autoren autorbox auteur auteurs autore verfasser szerzo bildunterschrift bildquelle bildnachweis
    quelle zrodlo lesetipp leestip leesook lireaussi leiatambem leggianche leetambien czytajtez saibamais weiterlesen
    empfehlung empfehlungen souvisejici powiazane relacionadas relacionados correlati correlate similaires ilgili ajanlo
    """.split()  # noqa: SIM905
)
_BOX_STEMS = ("newsletter", "related", "recirc", "recommend", "social", "disqus", "screenreader", "yarpp", "jprelated")
_UNSEEN = frozenset(
    """
    visuallyhidden sronly screenreader screenreadertext a11y hidden hide caption captions credit credits share social
    readmore tooltip noprint printonly
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HASHED = re.compile(r"\d[a-zA-Z]+\d|[a-zA-Z]\d+[a-zA-Z]")
_HASH = re.compile(rf"[^\W_]{{0,40}}(?:{_HASHED.pattern})[^\W_]{{0,40}}")
"""What a program makes up as a name: letters in it are no words."""
_LONGEST = 400
"""Characters of a name or style that are looked at."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.I
)
_ROLES = frozenset(
    {"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alert", "menu", "menubar"}
)
_READERS = re.compile(
    r"(?:^|\s)(?:comments?|replies|respond|discussion|disqus\w*|commentlist|(?:user|reader|post|article|fb|facebook)"
    r"[_-]?comments?|(?:leser)?kommentare?|kommentarer|commentaires|comentarios|reacties|commenti|yorumlar|komentarze|"
    r"komentare|diskuse|diskuze|diskussion|opinions)(?:[_-]{1,2}(?:area|section|list|container|wrapper|wrap|body|thread|content|box|block|respond|"
    r"form|item|main))*(?:$|\s)",
    re.I,
)
_STORY = re.compile(
    r"(?:^|[\s_-])(?:(?:article|story|entry|post|news|blog|body|rich|content)[_-]{0,2}(?:main[_-])?"
    r"(?:body|content|text|copy|paragraphs)|(?:text|copy|content)[_-](?:body|article|story)|articlebody|storybody|"
    r"articletext|storytext|articlecontent|postcontent|richtext|prose|(?:artikel|beitrag|noticia|notizia|haber|"
    r"clanek)[_-]{0,2}(?:text|body|content|inhalt|cuerpo|corpo|texto|testo|detay|metni))(?:$|[\s_-])",
    re.I,
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_aside(element: _Element, named: Collection[str | bytes]) -> bool:
    """Whether the element's class, id, role or style marks it as standing beside the story, or hides it.

    `named`: the names of its attributes. Most elements have few, and what is not there is not asked for.
    """
    if ("class" in named or "id" in named) and _is_box_name(_name(element)):
        return True
    if "role" in named and element.get("role") in _ROLES:
        return True
    return ("style" in named or "hidden" in named) and is_hidden(element)


@lru_cache(maxsize=4096)
def _is_box_name(name: str) -> bool:
    words = _words(name)
    return not _BOX.isdisjoint(words) or any(word.startswith(_BOX_STEMS) for word in words)


@lru_cache(maxsize=4096)
def _words(name: str) -> list[str]:
    """The words of a class and id, and each two that stand side by side in one name as one."""
    out: list[str] = []
    for part in (_HASH.sub("", name) if _HASHED.search(name) else name).split():
        words = [word.lower() for word in _WORD.findall(part)]
        out += words
        out += map("".join, pairwise(words))
    return out


def _name(element: _Element) -> str:
    name, ident = element.get("class"), element.get("id")
    whole = f"{name} {ident}" if name and ident else name or ident or ""
    return whole[:_LONGEST]


def is_readers(element: _Element) -> bool:
    """Whether the element is named as readers' words: however many there are, they are never the story."""
    name = _name(element)
    return bool(name) and _is_readers_name(name)


@lru_cache(maxsize=4096)
def _is_readers_name(name: str) -> bool:
    return bool(_READERS.search(name))


def is_unseen(element: _Element) -> bool:
    """Whether an inline element is for machines, or labels something else."""
    named = element.keys()
    if "class" in named and _is_unseen_name((element.get("class") or "")[:_LONGEST]):
        return True
    return ("style" in named or "hidden" in named) and is_hidden(element)


@lru_cache(maxsize=4096)
def _is_unseen_name(name: str) -> bool:
    return not _UNSEEN.isdisjoint(_words(name))


def is_hidden(element: _Element) -> bool:
    """Whether the element's own style hides it from the eye."""
    style = element.get("style")
    if style is None:
        return element.get("hidden") is not None
    return bool(_HIDING.search(style[:_LONGEST]))


def is_post(element: _Element) -> bool:
    """Whether a quotation is a post embedded from elsewhere: its words, author and day are one paragraph."""
    return "twitter-tweet" in (element.get("class") or "")


def is_story(element: _Element) -> bool:
    """Whether the element's name says that the story's text is in it."""
    if (element.get("itemprop") or "").lower() == "articlebody":
        return True
    name = _name(element)
    return bool(name) and _is_story_name(name)


@lru_cache(maxsize=4096)
def _is_story_name(name: str) -> bool:
    return bool(_STORY.search(_HUMP.sub("-", name)))
