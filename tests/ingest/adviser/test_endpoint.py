"""What is asked of an endpoint, and what becomes of every way in which it fails."""

import logging
import threading

import pytest

from ingest.adviser.endpoint import Endpoint, EndpointOptions
from ingest.adviser.question import Question, answer_schema
from ingest.errors import AnswerMissing, AnswerRefused, EndpointShut

QUESTION = Question("list what it says", "Проектът е на фондация „Надеж“.", answer_schema())


def missing(endpoint: Endpoint) -> AnswerMissing:
    with pytest.raises(AnswerMissing) as caught:
        endpoint.answer(QUESTION)
    return caught.value


def test_question_is_asked_with_model_schema_and_key_in_the_header(stand_in):
    stand_in.says({"things": []})

    assert stand_in.endpoint().answer(QUESTION) == '{"things": []}'
    headers, body = stand_in.asked[0]
    assert (headers["path"], headers["Authorization"]) == ("/v1/chat/completions", "Bearer sk-very-secret-0815")
    assert body["model"] == "stand-in:1b" and body["response_format"]["json_schema"]["strict"] is True


def test_no_key_sends_no_header(stand_in):
    stand_in.says("{}")

    stand_in.endpoint(key=None).answer(QUESTION)

    assert "Authorization" not in stand_in.asked[0][0]


def test_whole_path_may_be_given(stand_in):
    stand_in.says("{}")

    stand_in.endpoint(url=stand_in.url + "/chat/completions").answer(QUESTION)

    assert stand_in.asked[0][0]["path"] == "/v1/chat/completions"


def test_server_that_knows_no_schema_is_asked_without_from_then_on(stand_in):
    stand_in.sends(400, b"unknown field response_format")
    stand_in.says("{}")
    endpoint = stand_in.endpoint()

    endpoint.answer(QUESTION)
    endpoint.answer(QUESTION)

    assert ["response_format" in body for _, body in stand_in.asked] == [True, False, False]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_busy_server_is_asked_again_after_growing_waits(stand_in, status: int):
    stand_in.sends(status)
    stand_in.sends(status)
    stand_in.says("{}")

    assert stand_in.endpoint().answer(QUESTION) == "{}"
    assert stand_in.waits == [1.0, 2.0]


def test_server_may_ask_for_a_longer_wait_but_not_for_ever(stand_in):
    stand_in.sends(429, Retry_After="7")
    stand_in.sends(429, Retry_After="86400")
    stand_in.says("{}")

    stand_in.endpoint().answer(QUESTION)

    assert stand_in.waits == [7.0, 30.0]


def test_server_that_stays_busy_is_left_for_later(stand_in):
    stand_in.sends(503)

    assert type(missing(stand_in.endpoint())) is AnswerMissing
    assert len(stand_in.asked) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 301, 307])
def test_endpoint_that_is_shut_or_redirects_is_asked_once(stand_in, status: int):
    stand_in.sends(status, Location=stand_in.url + "/elsewhere")

    assert isinstance(missing(stand_in.endpoint()), EndpointShut)
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"content": "{}", "reason": "content_filter"}, "refuses"),
        ({"content": None, "refusal": "I cannot"}, "refuses"),
        ({"content": '{"things": [', "reason": "length"}, "cut short"),
        ({"content": "  "}, "empty"),
        ({"content": None}, "empty"),
    ],
)
def test_refusal_in_the_answer_is_for_good(stand_in, told: dict, reason: str):
    stand_in.says(**told)

    failure = missing(stand_in.endpoint())

    assert reason in failure.reason and isinstance(failure, AnswerRefused)


def test_content_filter_by_status_is_for_good(stand_in):
    stand_in.sends(400, b'{"error": {"code": "content_filter"}}')

    assert isinstance(missing(stand_in.endpoint()), AnswerRefused)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>portal</html>", b"{}", b'{"choices": []}', b'{"choices": [{"message": "hi"}]}', b"[1]", b"null",
        b'{"choices": [null]}', b"[" * 100_000, b'{"choices": [{"message": {"content": "\xff\xfe"}}]}',
    ],
)  # fmt: skip
def test_what_is_not_the_protocol_is_left_for_later(stand_in, body: bytes):
    stand_in.sends(200, body)

    assert type(missing(stand_in.endpoint())) is AnswerMissing


def test_answer_without_end_is_cut_off(stand_in):
    stand_in.sends(200, b"x" * 2_000_000)

    assert "too large" in missing(stand_in.endpoint()).reason


def test_compressed_answer_is_not_unpacked(stand_in):
    stand_in.sends(200, b"\x1f\x8b", Content_Encoding="gzip")

    assert isinstance(missing(stand_in.endpoint()), EndpointShut)


def test_slow_drip_ends_at_the_time_limit(stand_in):
    over = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not over.wait(0.02):
            handler.wfile.write(b" ")

    stand_in.replies.append(drip)
    failure = missing(stand_in.endpoint(timeout_s=0.3, attempts=1))
    over.set()

    assert "0.3 s" in failure.reason and type(failure) is AnswerMissing


def test_silent_server_ends_at_the_time_limit(stand_in):
    over = threading.Event()
    stand_in.replies.append(lambda _: over.wait(10))

    failure = missing(stand_in.endpoint(timeout_s=0.2, attempts=1))
    over.set()

    assert "0.2 s" in failure.reason


def test_answer_with_half_a_letter_can_be_written_down(stand_in):
    stand_in.says("{\ud800}")

    assert stand_in.endpoint().answer(QUESTION).encode()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://nowhere.invalid/v1", "ftp://127.0.0.1/v1"])
def test_neither_key_nor_address_is_in_any_failure(url: str, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    options = EndpointOptions(url=url, model="m", key="sk-very-secret-0815", timeout_s=3.0)
    endpoint = Endpoint(options, wait=lambda _: None)

    failure = missing(endpoint)

    told = f"{failure!r} {failure} {options} {caplog.text}"
    assert "secret" not in told and url not in f"{failure!r} {failure}"
