"""From the question to the words of the source, in a real browser, over the sample collection."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from service.app import create_app
from service.pages.examples import examples
from service.settings import Settings
from service.wiring import workshop

CHROMIUM = shutil.which("chromium")
SAMPLE = Path(__file__).parents[2] / "sample"
# Nothing but the page itself may use the network, and a container has neither a sandbox nor a graphics card.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = [1280, 390]
ABORTED = "net::ERR_ABORTED"
# How long the service may take to answer for the first time.
START_S = 60


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over a release of the sample, on a port of its own."""
    settings = Settings(data=tmp_path_factory.mktemp("browser") / "data", contact="help@example.org")
    with workshop(settings) as shop:
        shop.read([str(SAMPLE)])
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    found = f"http://127.0.0.1:{listener.getsockname()[1]}"
    # The socket listens already: the first request waits until the release is open.
    httpx.get(f"{found}/health/ready", timeout=START_S).raise_for_status()
    yield found
    server.should_exit = True
    thread.join(timeout=START_S)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a path in a fresh window; the test fails on anything that the browser complains about."""
    complaints: list[str] = []
    contexts = []

    def open_(path: str = "/", *, width: int = 1280, locale: str = "en-GB", javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 850},
            locale=locale,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        # A request is aborted when the test goes on to the next page before it is answered.
        page.on("requestfailed", lambda request: complaints.append(request.url) if request.failure != ABORTED else None)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("searchbox").fill(question)
    page.get_by_role("searchbox").press("Enter")


def test_question_leads_to_the_words_of_a_source(open_page):
    page = open_page()
    ask(page, "Roma mediators in Latvia")
    expect(page.get_by_role("heading", level=1)).to_contain_text("result")

    page.get_by_role("article").first.get_by_role("heading").get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()


def test_bulgarian_reader_without_javascript_finds_latvian_pages(open_page):
    page = open_page(locale="bg-BG", javascript=False)
    ask(page, "ромски медиатори в Латвия")

    expect(page.locator("html")).to_have_attribute("lang", "bg")
    expect(page.locator("blockquote[lang=lv]").first).to_be_visible()
    expect(page.get_by_text("латвийски").first).to_be_visible()


def test_language_switcher_keeps_the_question(open_page):
    page = open_page("/search?q=mediatori")

    page.get_by_role("navigation", name="Language").get_by_role("link", name="Latviešu").click()

    expect(page.locator("html")).to_have_attribute("lang", "lv")
    expect(page.get_by_role("searchbox")).to_have_value("mediatori")


def test_facet_narrows_the_results_down_and_is_given_up_again(open_page):
    page = open_page("/search")
    everything = page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("complementary").get_by_role("link", name="Projects").click()
    narrowed = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Remove: Projects").click()

    assert narrowed != everything
    expect(page.get_by_role("heading", level=1)).to_have_text(everything)


def test_first_press_of_tab_offers_to_skip_to_the_content(open_page):
    page = open_page("/search?q=mediatori")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(open_page, width):
    page = open_page("/", width=width)
    paths = ["/", "/search", "/search?q=zzzz&from=1901&to=1902", "/about", "/concept/themes/school-mediation"]
    page.goto("/search")
    paths += [str(link.get_attribute("href")) for link in page.locator(".hit h2 a").all()[:5]]
    paths += [str(link.get_attribute("href")) for link in page.locator(".origin > a").all()[:2]]

    wide = []
    for path in dict.fromkeys(paths):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []


def test_dark_scheme_is_dark(chromium, address):
    context = chromium.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    page.goto("/")

    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    context.close()

    assert red + green + blue < 150


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.text)
def test_every_example_has_an_answer(address, example):
    answer = httpx.get(f"{address}/api/v1/search", params={"q": example.text}, timeout=30)

    assert answer.json()["total"] > 0
