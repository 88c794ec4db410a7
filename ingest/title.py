"""The title of a page: the heading that its <title> and meta data speak of; not the name of the site or a section."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from graph.lemmas import name_key
from ingest.furniture import is_foreign, is_site_name
from ingest.head import Head
from ingest.lines import is_section
from ingest.markup import Element, elements, text_of

_FIRM = re.compile(r"\s+(?:[|–—·•»«›<>:/\\→-]|::|->)\s+|\s*\|\s*")
_SEPARATOR = re.compile(_FIRM.pattern + r"|(?<=\w): (?=\S)")
_TITLE_NAMES = re.compile(
    r"(?:entry|post|article|page|node|news|item|content)[-_]?title|headline|title[-_]?page", re.IGNORECASE
)
_HEADINGS = {"h1": 1.5, "h2": 0.75, "h3": 0.5, "h4": 0.25}
_LONGEST = 400  # characters
_HOME = re.compile(
    r"(?:https?://[^/?#\s]{1,200}/?|/|\./|/?(?:index|default|home)\.\w{2,5})(?:#.{0,20})?$", re.IGNORECASE
)
_CRUMB = re.compile(r"\s[>»›/→]\s")
_CRUMBS_CHARACTERS = 300
_HALF = 0.5
_SURE = 2.0  # a heading that nothing in the head confirms is no better than what the head says
_LEADING = 0.5  # for what stands in front of the first paragraph
_TEXT_CHARACTERS = 80  # of such a paragraph
_LINKS_SEEN = 200
_TITLE_WORDS = 3
_SECTION_WORDS = 4  # a longer name in a menu is that of a page


def title_of(tree: Element, head: Head) -> tuple[str | None, Element | None]:
    """The title, and the element that shows it where one does."""
    page = _Page(tree, head)
    best: tuple[float, str, Element] | None = None
    for element, text, leads in page.headings:
        score = page.score(element, text) + (_LEADING if leads else 0.0)
        if score > 0 and (best is None or score > best[0]):
            best = (score, text, element)
    declared = page.declared()
    line = page.line_below(best[2] if best else None)
    if line is not None:
        return text_of(line), line
    if best and (not declared or best[0] >= _SURE or name_key(declared) == name_key(best[1])):
        return best[1], best[2]
    return declared or head.page_title, page.shown(declared)


class _Page:
    """What the head and the frame of one page say of its title."""

    def __init__(self, tree: Element, head: Head) -> None:
        self._tree = tree
        self._title = head.page_title or ""
        self._key = name_key(self._title)
        self._sites = {name_key(name) for name in (*head.site_names, *_home_names(tree))} - {""}
        self.headings = list(_headings(tree))
        self._sites |= {name_key(text) for element, text, _ in self.headings if is_site_name(element)}
        self._sections = _section_names(tree)
        self._headlines = [own for headline in head.headlines if (own := self._without_site(headline))]
        self._pieces = [piece for piece in _pieces(self._title) if self._is_own(piece)]
        self._headline_keys = {name_key(headline) for headline in self._headlines}
        self._piece_keys = {name_key(piece) for piece in self._pieces}
        levels = Counter(element.tag for element, _, _ in self.headings)
        self._is_page_of_several = max(levels.values(), default=0) > 1

    def score(self, element: Element, text: str) -> float:
        key = name_key(text)
        score = _HEADINGS.get(element.tag, 0.0)
        score += (
            1.0 if element.get("itemprop") == "headline" or _TITLE_NAMES.search(element.get("class") or "") else 0.0
        )
        score += 3.0 if key in self._headline_keys else 0.0
        score += 1.5 if any(headline.startswith(key + " ") for headline in self._headline_keys) else 0.0
        score += self._part_of_title(text, key)
        score -= 4.0 if self._is_site(key) or _is_home(element) else 0.0
        score -= 3.0 if is_foreign(element) else 0.0
        return score - (1.0 if len(key.split()) < 2 else 0.0)

    def _part_of_title(self, text: str, key: str) -> float:
        """What <title> says: it is the heading, begins with it (then comes the site) or is mostly made of it."""
        if not key or not self._key:
            return 0.0
        if self._key == key:
            return 2.5
        share = len(key) / len(self._key)
        if key in self._piece_keys and share > _HALF:
            return 2.5
        if self._is_section(text) and not self._is_page_of_several:
            return 0.0
        if self._key.startswith(key + " "):
            return 2.0 + share
        if self._key.endswith(" " + key):
            return share - 0.5
        return 0.5 if f" {key} " in self._key else 0.0

    def declared(self) -> str | None:
        """The headline of the meta data, else what <title> says beside the names of the site and of sections."""
        if self._headlines:
            return self._headlines[0]
        return self._without_site(self._title, has_site=True) if self._pieces else None

    def shown(self, declared: str | None) -> Element | None:
        """The element of any kind that shows the declared title, where it shows nothing else."""
        if not declared:
            return None
        body, key = self._tree.find("body"), name_key(declared)
        for element in elements(body) if body is not None else ():
            if element.text and len(element.text) <= 2 * len(declared) + 20 and name_key(element.text) == key:
                return None if is_foreign(element) else element
        return None

    def line_below(self, best: Element | None) -> Element | None:
        """The bold line that heads the text below a banner: pages made by hand name only the site in <title>."""
        if not self._key or (best is not None and best.tag in _HEADINGS):
            return None
        lines = [element for element, text, leads in self.headings if leads and _is_title_line(element, text)]
        line = next((line for line in lines if name_key(text_of(line)) != self._key), None)
        return line if line is not None and self.shown(self._title) is not None else None

    def _is_own(self, piece: str) -> bool:
        key = name_key(piece)
        return bool(key) and not self._is_site(key) and not self._is_section(piece)

    def _is_section(self, name: str) -> bool:
        return name.strip().casefold() in self._sections or is_section(name)

    def _is_site(self, key: str) -> bool:
        """Whether this names the site, in full or in several words of its full name."""
        return key in self._sites or (" " in key and any(f" {key} " in f" {site} " for site in self._sites))

    def _without_site(self, title: str, *, has_site: bool = False) -> str | None:
        """The title without sites and sections at its ends; None when nothing is left.

        Where none is known but there must be one (`has_site`), the last piece is taken for it.
        """
        spans = _spans(title, _FIRM)
        own = [span for span in spans if self._is_own(title[slice(*span)])]
        if not own:
            return None
        first, last = own[0][0], own[-1][1]
        if has_site and len(own) == len(spans) > 1:
            behind = len(name_key(title[: spans[-2][1]]).split()) > 1
            first, last = (first, spans[-2][1]) if behind else (spans[-1][0], last)
        rest = title[first:last]
        soft = _spans(rest, _SEPARATOR)
        return rest[soft[1][0] :] if len(soft) > 1 and name_key(rest[slice(*soft[0])]) in self._sites else rest


def _is_title_line(element: Element, text: str) -> bool:
    return is_bold_line(element) and len(text.split()) >= _TITLE_WORDS and text[-1] not in ".,;:"


def _pieces(title: str) -> list[str]:
    return [title[slice(*span)] for span in _spans(title, _SEPARATOR)]


def _spans(title: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the pieces of a title stand."""
    cuts = [(0, 0), *(match.span() for match in separator.finditer(title)), (len(title), len(title))]
    spans = [(end, start) for (_, end), (start, _) in pairwise(cuts)]
    return [span for span in spans if name_key(title[slice(*span)])]


def _headings(tree: Element) -> Iterator[tuple[Element, str, bool]]:
    """What may be a title with its text, and whether it stands in front of the first paragraph."""
    body = tree.find("body")
    leads, is_any = True, False
    for element in elements(body) if body is not None else ():
        is_named = element.get("itemprop") == "headline" or _TITLE_NAMES.search(element.get("class") or "")
        if element.tag in _HEADINGS or is_named or is_bold_line(element):
            text = text_of(element)
            if 0 < len(text) <= _LONGEST and any(char.isalpha() for char in text):
                yield element, text, leads
                is_any = True
        elif is_any and leads and len((element.text or "").strip()) >= _TEXT_CHARACTERS:
            leads = False


def is_bold_line(element: Element) -> bool:
    """A paragraph or cell all of whose text is bold: what serves as a heading on pages made by hand."""
    if element.tag not in ("p", "td", "div", "center") or (element.text or "").strip() or len(element) == 0:
        return False
    inner = [child for child in element if text_of(child) or (child.tail or "").strip()]
    if len(inner) != 1 or inner[0].tag not in ("b", "strong", "font", "u") or (inner[0].tail or "").strip():
        return False
    return len(text_of(inner[0])) <= _LONGEST


def _is_home(element: Element) -> bool:
    """Whether the heading leads to the front page, as names of sites do."""
    links = [*element.iter("a"), *element.iterancestors("a")]
    return any(link.get("href") is not None and _HOME.match(link.get("href").strip()) for link in links)


def _home_names(tree: Element) -> Iterator[str]:
    """What the links to the front page say, in words or pictures, and the first picture of the page."""
    for link in islice(tree.iter("a"), _LINKS_SEEN):
        if "home" in (link.get("rel") or "") or _HOME.match((link.get("href") or "").strip()):
            yield text_of(link)[:_LONGEST]
            yield from (image.get("alt") or "" for image in link.iter("img"))
    yield from (image.get("alt") or "" for image in islice(tree.iter("img"), 1))


def _section_names(tree: Element) -> frozenset[str]:
    """Short names in menus and in the path to the page."""
    body = tree.find("body")
    names = [text_of(link) for link in islice(tree.iter("a"), _LINKS_SEEN)]
    for element in elements(body) if body is not None else ():
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        if len(own) <= _CRUMBS_CHARACTERS and _CRUMB.search(own):
            names += _CRUMB.split(text_of(element))
    return frozenset(name.casefold() for name in names if 0 < len(name.split()) <= _SECTION_WORDS)
