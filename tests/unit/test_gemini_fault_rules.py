"""When the loopback Gemini fails."""

import time
from typing import Any

import pytest
from google import genai
from google.genai import types
from google.genai.errors import APIError

from frontdesk.testing.gemini import Call, FakeGemini, Fault
from frontdesk.testing.gemini_fault_rules import Rule, at_calls, at_random, at_step, first_of
from frontdesk.testing.gemini_faults import TRANSIENT

LIST = {"title": "QuestionList", "type": "object", "properties": {}}


def call(prompt: str = "Hello", number: int = 1, schema: dict[str, Any] | None = None) -> Call:
    return Call("gemini-2.5-flash", False, {}, time.monotonic(), number, prompt, schema)


def kinds(rule: Rule, prompts: list[str]) -> list[str | None]:
    return [fault.kind if (fault := rule(call(prompt))) else None for prompt in prompts]


PROMPTS = [f"prompt {number}" for number in range(1000)]


def test_a_share_of_the_calls_fails_in_all_the_ways_that_were_chosen() -> None:
    met = kinds(at_random(0.3, seed=1), PROMPTS)

    failed = [kind for kind in met if kind]
    assert 250 < len(failed) < 350
    assert set(failed) == set(TRANSIENT)
    assert all(failed.count(kind) > 15 for kind in TRANSIENT)


def test_with_a_seed_a_prompt_fares_alike_in_whatever_order_it_comes() -> None:
    forwards = kinds(at_random(0.3, seed=1), PROMPTS)
    backwards = kinds(at_random(0.3, seed=1), PROMPTS[::-1])
    otherwise = kinds(at_random(0.3, seed=2), PROMPTS)

    assert forwards == backwards[::-1]
    assert forwards != otherwise


def test_the_same_prompt_may_fare_better_when_it_comes_again() -> None:
    met = kinds(at_random(0.3, seed=1), ["the same"] * 1000)

    assert 250 < len([kind for kind in met if kind]) < 350


def test_a_prompt_meets_no_more_faults_than_it_may() -> None:
    met = kinds(at_random(1, seed=1, at_most=2), ["one", "one", "two", "one", "two", "two"])

    assert [kind is not None for kind in met] == [True, True, True, False, True, False]


def test_two_rules_with_one_seed_choose_for_themselves() -> None:
    often = at_random(0.3, seed=1)
    rarely = at_random(0.3, ["empty"], seed=1)

    both = kinds(first_of([often, rarely]), PROMPTS)

    assert both.count("empty") > 150


def test_the_faults_themselves_may_be_chosen_and_the_pause_be_set() -> None:
    slow = Fault("slow", seconds=3)

    met = [at_random(1, [kind], retry_after=0.1)(call()) for kind in (slow, "rate_limited")]

    assert met == [slow, Fault("rate_limited", retry_after=0.1)]


def test_a_text_call_meets_only_what_can_happen_to_it() -> None:
    rule = at_random(1, ["wrong_enum", "unavailable"], seed=1)

    assert set(kinds(rule, PROMPTS[:50])) == {"unavailable"}
    assert {fault.kind for p in PROMPTS if (fault := rule(call(p, schema=LIST)))} == {
        "wrong_enum",
        "unavailable",
    }


def test_a_rate_beyond_all_calls_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rate 1.5 is not a number from 0 to 1"):
        at_random(1.5)


def test_calls_fail_by_their_number() -> None:
    rule = at_calls([2, 4], "internal")

    assert [rule(call(number=n)) for n in (1, 2, 3, 4)] == [
        None,
        Fault("internal"),
        None,
        Fault("internal"),
    ]


def test_the_first_calls_of_a_step_fail() -> None:
    rule = at_step("QuestionList", "null", first=2)

    met = [rule(call(schema=schema)) for schema in (LIST, None, LIST, None, LIST)]

    assert met == [Fault("null"), None, Fault("null"), None, None]


def test_all_calls_of_a_step_fail_and_it_may_be_a_predicate() -> None:
    by_title = at_step("", Fault("empty"))
    by_words = at_step(lambda call: "warranty" in call.prompt, "empty")

    assert [by_title(call()), by_title(call(schema=LIST))] == [Fault("empty"), None]
    assert [by_words(call("Is there a warranty?")), by_words(call())] == [Fault("empty"), None]


def test_rules_come_before_the_script_which_keeps_its_answers_for_the_calls_that_succeed() -> None:
    rules = [at_calls([1], "unavailable"), at_calls([1, 3], "deadline")]
    with FakeGemini(["first", "second", "third"], faults=rules) as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        heard: list[str | int | None] = []
        for _ in range(4):
            try:
                heard.append(
                    client.models.generate_content(model="gemini-2.5-flash", contents="Hi").text
                )
            except APIError as error:
                heard.append(error.code)
        client.close()

    assert heard == [503, "first", 504, "second"]
    assert [call.number for call in gemini.calls] == [1, 2, 3, 4]
    assert [call.status for call in gemini.calls] == [503, 200, 504, 200]


def test_a_bad_answer_by_a_rule_is_made_from_the_scripts() -> None:
    with FakeGemini(["one two three"], faults=at_calls([1], "truncated")) as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        answer = client.models.generate_content(model="gemini-2.5-flash", contents="Hi")
        client.close()

    assert answer.text == "one tw"


def test_a_call_tells_what_it_asks_for() -> None:
    assert call(schema=LIST).asks_for == "QuestionList"
    assert call().asks_for == ""
