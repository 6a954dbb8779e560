"""Names and texts of customers, made harmless to the eye."""

import pytest

from app.dashboard.plain import LONGEST_NAME, Piece, body, line, name, pieces


def test_direction_overrides_are_taken_out_of_names() -> None:
    assert name("Bob\u202egpj.exe") == "Bobgpj.exe"
    assert name("\u2066\u2067Eva\u2069") == "Eva"


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert name("Eva\nNewline\tTab\r\x00") == "Eva Newline Tab"
    assert len(name("A" * 500) or "") == LONGEST_NAME


def test_piled_up_marks_are_cut_from_names_and_texts() -> None:
    assert name("e" + "\u0301" * 50) == "e" + "\u0301" * 4
    assert body("x" + "\u0300" * 50 + "y") == "x" + "\u0300" * 4 + "y"
    assert body("x" + "\u0489\u200d\u0301" * 50).count("\u0489") == 2  # without a class of their own, and joined
    assert name("हिन्दी สวัสดี") == "हिन्दी สวัสดี"


@pytest.mark.parametrize("given", [None, "", "   ", "\u202e", "\u200b\n", "\u200d"])
def test_a_name_of_nothing_visible_is_none(given: str | None) -> None:
    assert name(given) is None


def test_joined_emoji_stay_joined() -> None:
    assert name("👩‍👩‍👧 Familie") == "👩‍👩‍👧 Familie"


def test_a_preview_is_one_line_and_ends_in_an_ellipsis() -> None:
    assert line("Guten Tag,\n\nwo  bleibt\tes?") == "Guten Tag, wo bleibt es?"
    assert line("x" * 500, 10) == "x" * 9 + "…"
    assert line(None) == ""


def test_a_texts_lines_stay_and_its_overrides_go() -> None:
    assert body("eins\n\n\u202ezwei\u202c") == "eins\n\nzwei"


def test_web_addresses_become_links_without_the_sentence_around_them() -> None:
    assert pieces("siehe https://example.com/a?b=1&c=2. Danke") == [
        Piece("siehe "),
        Piece("https://example.com/a?b=1&c=2", "https://example.com/a?b=1&c=2"),
        Piece(". Danke"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "http://good.example@evil.example/",
        "https://exämple.de/",
        "https://аpple.com/",
        "https://[::1",
        "https:///nowhere",
        "ftp://example.com",
    ],
)
def test_what_could_deceive_stays_text(text: str) -> None:
    assert pieces(text) == [Piece(text)]


def test_nothing_is_lost_or_added_when_a_text_is_cut_up() -> None:
    text = "a https://x.example/ b http://u@h/ c\nhttp://y.example:8080/z) d 😀"
    assert "".join(piece.text for piece in pieces(text)) == text


IBAN = "DE89 3704 0044 0532 0130 00"


def test_an_iban_is_all_but_hidden_wherever_a_text_is_shown() -> None:
    assert line(f"bitte auf {IBAN}, danke") == "bitte auf DE** … 3000, danke"
    assert body(f"bitte auf\n{IBAN}") == "bitte auf\nDE** … 3000"


def test_in_a_bubble_an_iban_can_be_shown_whole() -> None:
    assert pieces(f"auf {IBAN} https://example.com oder {IBAN}!") == [
        Piece("auf "),
        Piece("DE** … 3000", secret=IBAN),
        Piece(" "),
        Piece("https://example.com", "https://example.com"),
        Piece(" oder "),
        Piece("DE** … 3000", secret=IBAN),
        Piece("!"),
    ]
