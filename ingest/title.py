"""The title of a page: the heading that its <title> and meta data speak of, and not the name of the site."""

import re
from collections.abc import Iterator

from graph.lemmas import name_key
from ingest.head import Head
from ingest.markup import Element, elements, text_of

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»:]|::|-|>|/)\s+")
_TITLE_NAMES = re.compile(
    r"(?:entry|post|article|page|node|news|item|content)[-_]?title|headline|title[-_]?page", re.IGNORECASE
)
_HEADINGS = {"h1": 1.5, "h2": 0.5, "h3": 0.25, "h4": 0.0}
_LONGEST = 400  # characters
_ASIDE = frozenset({"nav", "aside", "footer"})


def title_of(tree: Element, head: Head) -> tuple[str | None, Element | None]:
    """The title, and the element that shows it where one does."""
    best: tuple[float, int, str, Element] | None = None
    for number, element in enumerate(_headings(tree)):
        text = text_of(element)
        score = _score(element, text, head)
        if score > 0 and (best is None or score > best[0]):
            best = (score, number, text, element)
    declared = _declared_title(head)
    if best is None:
        return declared, None
    if declared and best[0] < _SURE and name_key(declared) != name_key(best[2]):
        return declared, None
    return best[2], best[3]


_SURE = 2.0  # a heading that nothing in the head confirms is no better than what the head says


def _headings(tree: Element) -> Iterator[Element]:
    for element in elements(tree):
        is_named = element.get("itemprop") == "headline" or _TITLE_NAMES.search(element.get("class") or "")
        if element.tag in _HEADINGS or is_named or is_bold_line(element):
            text = text_of(element)
            if 0 < len(text) <= _LONGEST and any(char.isalpha() for char in text):
                yield element


def is_bold_line(element: Element) -> bool:
    """A paragraph or cell all of whose text is bold: what serves as a heading on pages made by hand."""
    if element.tag not in ("p", "td", "div") or (element.text or "").strip():
        return False
    inner = [child for child in element if text_of(child) or (child.tail or "").strip()]
    if len(inner) != 1 or inner[0].tag not in ("b", "strong", "font", "u") or (inner[0].tail or "").strip():
        return False
    return len(text_of(inner[0])) <= _LONGEST


def _score(element: Element, text: str, head: Head) -> float:
    key = name_key(text)
    score = _HEADINGS.get(element.tag, 0.0)
    score += 1.0 if element.get("itemprop") == "headline" or _TITLE_NAMES.search(element.get("class") or "") else 0.0
    if any(key == name_key(headline) for headline in head.headlines):
        score += 3.0
    score += _part_of_title(key, name_key(head.page_title or ""))
    if head.site_name and key == name_key(head.site_name):
        score -= 4.0
    if any(link.get("href") in ("/", "./", "index.html", "index.php") for link in element.iter("a")):
        score -= 4.0
    if any(ancestor.tag in _ASIDE for ancestor in element.iterancestors()):
        score -= 3.0
    return score - (1.0 if len(key.split()) < 2 else 0.0)


def _part_of_title(key: str, page_title: str) -> float:
    """What <title> says: it is the heading, begins with it (then comes the site) or ends with it (that is the site)."""
    if not key or not page_title:
        return 0.0
    if page_title == key:
        return 2.5
    if page_title.startswith(key + " "):
        return 2.0 + len(key) / len(page_title)
    if page_title.endswith(" " + key):
        return len(key) / len(page_title) - 0.5
    return 0.5 if f" {key} " in page_title else 0.0


def _declared_title(head: Head) -> str | None:
    """The headline of the meta data, else <title> without the name of the site."""
    site = name_key(head.site_name or "")
    for headline in head.headlines:
        if name_key(headline) not in ("", site):
            return _without_site(headline, site)
    return _without_site(head.page_title, site) if head.page_title else None


def _without_site(title: str, site: str) -> str:
    pieces = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    for start, end in pieces:
        if site and name_key(title[end:]) == site:
            return title[:start]
        if site and name_key(title[:start]) == site:
            return title[end:]
    if pieces and not site:
        start, end = pieces[-1]
        return title[:start] if len(name_key(title[:start]).split()) > 1 else title[end:]
    return title
