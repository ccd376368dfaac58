"""What the offline model lists as a request that is no task, word for word."""

import time

import pytest

from frontdesk.models.offline.planning.unhandled import find_unhandled


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Please cancel my order A-12402.", ["Please cancel my order A-12402"]),
        ("Can I exchange the apron for a larger one?", ["exchange the apron"]),
        ("Please change my delivery address.", ["change my delivery address"]),
        ("Where is my refund?", ["Where is my refund"]),
        ("I must complain about your rude driver.", ["I must complain"]),
        ("Can I speak to a manager?", ["speak to a manager"]),
        ("Is the lamp dimmable?", ["Is the lamp dimmable"]),
        ("Please cancel my order and change my address.", ["cancel my order", "change my address"]),
    ],
)
def test_a_request_that_no_worker_handles_is_found_in_the_customers_words(
    message: str, found: list[str]
) -> None:
    requests = find_unhandled(message)

    assert len(requests) == len(found)
    for request, words in zip(requests, found, strict=True):
        assert words in request
        assert request in message


@pytest.mark.parametrize(
    ("message", "found"),
    [
        pytest.param(
            "do u gift wrap the small ones too", "do u gift wrap the small ones too", id="question"
        ),
        pytest.param(
            "Turn off the weekly mails to this address.",
            "Turn off the weekly mails to this address",
            id="demand",
        ),
        pytest.param(
            "We would be grateful if the fitter wore overshoes.",
            "We would be grateful if the fitter wore overshoes",
            id="wish",
        ),
        pytest.param(
            "If you could engrave a name on the lid, that would be lovely.",
            "If you could engrave a name on the lid",
            id="condition",
        ),
        pytest.param(
            "A paper manual for the sewing machine please!",
            "A paper manual for the sewing machine please",
            id="no verb",
        ),
        pytest.param(
            "Your driver should leave the crates behind the shed.",
            "Your driver should leave the crates behind the shed",
            id="a driver's duty",
        ),
        pytest.param(
            "Please do not ring the bell, the twins sleep until three.",
            "Please do not ring the bell, the twins sleep until three",
            id="prohibition",
        ),
        pytest.param(
            "For our insurance we need a certificate of the safe's class.",
            "For our insurance we need a certificate of the safe's class",
            id="behind its purpose",
        ),
        pytest.param(
            "My uncle told me to ask whether the swing carries an adult.",
            "My uncle told me to ask whether the swing carries an adult",
            id="asked for someone else",
        ),
        pytest.param(
            "The spring broke and I'm returning the mat; could your men fetch it from the attic?",
            "The spring broke and I'm returning the mat; could your men fetch it from the attic?",
            id="collection of what is returned",
        ),
    ],
)
def test_a_request_is_known_by_its_form_and_not_by_what_it_asks_for(
    message: str, found: str
) -> None:
    [request] = find_unhandled(message)

    assert request in found
    assert len(request) > len(found) / 3


@pytest.mark.parametrize(
    "message",
    [
        "Hello, thank you!",
        "Where is my order A-12345?",
        "I want to return it and get a refund.",
        "There is a wrong charge on invoice INV-7890.",
        "The oars are warped, how do I get them back to you, and who pays the postage?",
        "Why did you add a pallet fee to INV-3107? Was it put there by mistake?",
        "Would somebody kindly find out which day the piano, order A-20718, reaches us?",
        "INV-5150 lists two kettles, I bought one. Please put that right and let me know.",
        "I am writing about invoice INV-7311. Its total is too high.",
        "I'm after some info on order A-83301, which was due on Friday.",
        "We need help with order A-94402, it has been weeks.",
        "Also please send the tracking for order A-29001.",
        "Please where is my order A-16602, is late 5 days.",
    ],
)
def test_what_a_worker_handles_and_what_asks_for_nothing_is_not_listed(message: str) -> None:
    assert find_unhandled(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "How are you? I hope this finds you well. Any help is much appreciated, please advise.",
        "Where is A-1777? How hard can it be to deliver a stool? Please look into it.",
        'The label says "please keep upright". Where is parcel A-1777?',
        "Where is A-1777?\n\nOn Monday you wrote:\n> Could you send us a photo of the box?",
        "I opened the lid, checked the filter and put the jug back together myself.",
        "I am returning the vest because I want a warmer one.",
    ],
    ids=["courtesy", "rhetorical", "quoted", "an earlier mail", "own work", "a reason"],
)
def test_words_that_only_look_like_a_request_are_not_listed(message: str) -> None:
    assert find_unhandled(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "Don't cancel my order.",
        "My order was cancelled.",
        "Please don't cancel my order, but where is A-12345?",
        "No need to swap the rug. Where is A-12345?",
        "Please cancel the swing. Forget that, we keep it.",
    ],
)
def test_what_is_not_wanted_or_has_happened_is_no_request(message: str) -> None:
    assert find_unhandled(message) == []


def test_only_the_clause_that_asks_is_quoted() -> None:
    requests = find_unhandled("Please change my delivery address, and where is A-12345?")

    assert requests == ["Please change my delivery address"]


def test_a_request_that_points_back_is_quoted_with_what_it_points_to() -> None:
    message = "The zip came without its slider, please post one. Where is A-12345?"

    assert find_unhandled(message) == ["The zip came without its slider, please post one"]


def test_a_copy_of_an_invoice_is_no_question_about_it() -> None:
    requests = find_unhandled("INV-4410 shows 90 euros twice, why? And please resend INV-4409.")

    assert requests == ["please resend INV-4409"]


def test_a_wish_about_a_delivery_is_no_question_about_it() -> None:
    requests = find_unhandled("When does A-8818 arrive? Can it be left with the baker next door?")

    assert requests == ["Can it be left with the baker next door?"]


def test_the_reason_of_a_return_is_no_request_of_its_own() -> None:
    requests = find_unhandled("I would like to return it because I want a different size.")

    assert "I want a different size" not in requests


def test_the_same_words_are_listed_once() -> None:
    requests = find_unhandled("Please cancel A-12402. Please cancel A-12402.")

    assert requests == ["Please cancel A-12402"]


def test_a_long_sentence_is_cut_down_to_the_request() -> None:
    [request] = find_unhandled(f"Can you {'really ' * 60}cancel my order A-12402?")

    assert request.startswith("cancel my order A-12402")


def test_a_request_has_at_most_160_characters_and_whole_words() -> None:
    message = f"Please engrave {'every brass plate and ' * 20}the gate."

    [request] = find_unhandled(message)

    assert len(request) <= 160
    assert f"{request} " in message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        " ",
        "\0\ud800?",
        "please",
        "> ",
        "(" * 3000,
        "if you " * 1400,
        "can you, and " * 750,
    ],
)
def test_odd_texts_list_nothing_and_take_no_time(text: str) -> None:
    begun = time.perf_counter()

    assert find_unhandled(text) == []
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "message",
    [
        "Still waiting for ORD-5512, could you give me a date?",
        "I'd like to return the vase, it is chipped. Please send the form. Have a lovely day, Ann",
        "I'd like to use the trial period and return the bed, it is too soft.",
    ],
)
def test_what_belongs_to_a_task_is_not_listed(message: str) -> None:
    assert find_unhandled(message) == []
