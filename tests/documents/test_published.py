"""A published FAQ: only what was answered counts, and of many entries those that matter."""

import json
from pathlib import Path
from typing import Any

import pytest

from frontdesk.documents.published import MOST_ENTRIES, Entry, published_faq, select_entries
from frontdesk.errors import InputError
from frontdesk.exports.json import faq_json
from state.faq import Source

ROOT = Path(__file__).parents[2]
HOURS = Entry("When does the shop open?", "It opens at nine.", ("Hours",))


def faq(question: str, status: str = "answered", **more: Any) -> dict[str, Any]:
    return {"question": question, "answer": "Yes.", "sources": ["A"], "status": status, **more}


def test_the_sample_is_an_faq() -> None:
    entries = published_faq(str(ROOT / "samples" / "faq.json"))

    assert len(entries) >= 8
    assert all(entry.answer and entry.sources for entry in entries)


def test_only_answered_questions_are_published(tmp_path: Path) -> None:
    file = tmp_path / "faq.json"
    states = ("answered", "unsupported", "failed", "skipped")
    file.write_text(json.dumps({"faqs": [faq(f"{status}?", status) for status in states]}))

    assert published_faq(str(file)) == (Entry("answered?", "Yes.", ("A",)),)


def test_a_source_may_have_an_address(tmp_path: Path) -> None:
    file = tmp_path / "faq.json"
    source = {"title": "A", "url": "https://a.example/x"}
    file.write_text(json.dumps({"faqs": [faq("?", sources=[source, "B"])]}))

    [entry] = published_faq(str(file))

    assert (entry.sources, entry.addresses) == (("A", "B"), ("https://a.example/x",))


def test_an_faq_of_web_pages_names_their_addresses(tmp_path: Path) -> None:
    file = tmp_path / "faq.json"
    pages: list[Source] = [
        {"title": "A", "content": "Yes.", "url": "https://a.example/x"},
        {"title": "B", "content": "No.", "url": None},
    ]
    output: Any = {"faqs": [faq("?", sources=["A", "B"])], "shortfall": 0, "usage": {}}
    file.write_text(faq_json(output, pages))

    [entry] = published_faq(str(file))

    assert (entry.sources, entry.addresses) == (("A", "B"), ("https://a.example/x",))


@pytest.mark.parametrize("content", ["", "[]", '{"faqs": 1}', '{"faqs": [{"question": "?"}]}'])
def test_another_file_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content)

    with pytest.raises(InputError, match=r"^FRONTDESK_FAQ: .*other\.json is not an FAQ") as raised:
        published_faq(str(file))

    assert "\n" not in str(raised.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        published_faq(str(tmp_path))


def test_a_file_is_read_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "faq.json"
    file.write_text(json.dumps({"faqs": [faq("One?")]}))
    first = published_faq(str(file))

    assert published_faq(str(file)) is first
    file.write_text(json.dumps({"faqs": [faq("Another?")]}))
    assert published_faq(str(file))[0].question == "Another?"


def test_a_small_faq_is_used_whole_whatever_the_language() -> None:
    entries = [HOURS._replace(question=f"Question {number}") for number in range(MOST_ENTRIES)]

    assert select_entries(entries, "Wann öffnet der Laden?") == tuple(entries)


def test_of_a_large_faq_the_entries_that_matter_come_first() -> None:
    others = [Entry(f"Is item {number} ours?", "It is in the shop.", ()) for number in range(200)]

    chosen = select_entries([*others, HOURS], "On which days is the shop opened?")

    assert chosen[0] == HOURS
    assert len(chosen) <= MOST_ENTRIES


def test_a_large_faq_that_has_none_of_the_words_gives_nothing() -> None:
    entries = [HOURS._replace(question=f"Question {number}") for number in range(200)]

    assert select_entries(entries, "zzz") == ()
