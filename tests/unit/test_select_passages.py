"""Which passages a question's calls are shown."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from frontdesk.documents.passages import split_documents
from frontdesk.documents.select import cost, select_passages, spread_passages
from state.faq import Source

BUDGET = 6_000
RATES = [
    f"In room {number} of the house at the lake a night costs {number * 3} euros and breakfast is "
    f"served until {number % 12} o'clock."
    for number in range(1, 1_001)
]
LARGE: list[Source] = [
    {"title": "Rooms", "content": "\n\n".join(RATES)},
    {"title": "Boats", "content": "# Boats\n\nThe rowing boats lie at the pier. They are painted."},
]


def test_small_documents_are_taken_as_they_are() -> None:
    small: list[Source] = [LARGE[1], {"title": "Tea", "content": "Tea is at four."}]

    selected = select_passages(small, ["What about boats?", "Zzz?"], BUDGET)

    assert selected == [split_documents(small)] * 2


def test_of_large_documents_the_passages_that_matter_are_taken_in_reading_order() -> None:
    questions = ["What does a night in room 777 cost?", "Where do the rowing boats lie?"]

    for question, word, passages in zip(
        questions, ["room 777 ", "pier"], select_passages(LARGE, questions, BUDGET), strict=True
    ):
        places = [(passage["source"] == "Boats", passage["start"]) for passage in passages]
        assert sum(map(cost, passages)) <= BUDGET, question
        assert places == sorted(places)
        assert word in " ".join(passage["text"] for passage in passages)


@pytest.mark.parametrize(
    ("question", "content", "found"),
    [
        ("美术馆几点关门?", "门票是免费的。" * 900 + "美术馆下午五点关门。", "五点关门"),
        ("店は何時に閉まりますか?", "切符は無料です。" * 900 + "店は六時に閉まります。", "六時に"),
        ("ร้านปิดกี่โมง", "ตั๋วฟรี " * 900 + "ร้านปิดหกโมงเย็น", "ร้านปิดหกโมง"),
        ("متى يغلق المتحف؟", "الدخول مجاني. " * 900 + "يغلق المتحف يوم الاثنين.", "المتحف"),
        ("संग्रहालय कब बंद है?", "टिकट मुफ़्त है। " * 900 + "संग्रहालय सोमवार को बंद है।", "सोमवार"),
        ("Wann schließt das Museum?", "Eintritt frei. " * 900 + "Es schliesst um fünf.", "fünf"),
    ],
    ids=["Chinese", "Japanese", "Thai", "Arabic", "Hindi", "German"],
)
def test_passages_are_found_in_any_script(question: str, content: str, found: str) -> None:
    [passages] = select_passages([{"title": "x", "content": content}], [question], 1_500)

    assert found in " ".join(passage["text"] for passage in passages)
    assert sum(map(cost, passages)) <= 1_500


def test_a_question_in_other_words_is_shown_passages_from_all_over_the_documents() -> None:
    [passages] = select_passages(LARGE, ["Zzz?"], BUDGET)

    starts = [passage["start"] for passage in passages if passage["source"] == "Rooms"]
    assert BUDGET / 2 < sum(map(cost, passages)) <= BUDGET
    assert max(starts) > len(LARGE[0]["content"]) / 2


def test_questions_at_the_same_time_get_the_same_passages() -> None:
    questions = [f"What does a night in room {number} cost?" for number in range(1, 9)]
    expected = select_passages(LARGE, questions, BUDGET)

    with ThreadPoolExecutor(8) as pool:
        selected = [*pool.map(lambda asked: select_passages(LARGE, [asked], BUDGET)[0], questions)]

    assert selected == expected


def test_a_large_document_is_indexed_once_for_all_its_questions() -> None:
    sources: list[Source] = [{"title": "Rooms", "content": "\n\n".join(RATES * 8)}]
    started = time.perf_counter()
    select_passages(sources, ["How much is room 7?"], BUDGET)
    first = time.perf_counter() - started

    started = time.perf_counter()
    select_passages([{**sources[0]}], ["When is breakfast in room 9?"], BUDGET)

    assert time.perf_counter() - started < first / 3


def test_documents_that_fit_are_one_part_and_others_are_spread_over_several() -> None:
    [whole] = spread_passages([LARGE[1]], parts=5, budget=BUDGET)
    parts = spread_passages(LARGE, parts=4, budget=BUDGET)

    assert whole == split_documents([LARGE[1]])
    assert len(parts) == 4
    assert all(BUDGET / 2 < sum(map(cost, part)) <= BUDGET for part in parts)
    assert [part[0]["start"] for part in parts] == sorted(part[0]["start"] for part in parts)
    assert parts[-1][-1]["source"] == "Boats"


def test_another_turn_stands_for_the_documents_with_other_passages() -> None:
    first, second = (spread_passages(LARGE, 1, BUDGET, turn)[0] for turn in (0, 1))

    both = {passage["start"] for passage in first} & {passage["start"] for passage in second}
    assert len(both) < len(first) / 4
