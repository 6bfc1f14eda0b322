"""Which encoding a file is in, and what becomes of the bytes in it that cannot be read."""

import pytest

from pipeline.documents.decoding import DAMAGED, decoded

LINES = [f"{number}\t窓口で相談を受けた。\t福祉課\t100%" for number in range(1, 41)]
# Bytes that cannot be read, as long as a character: a half of one, a surrogate without its partner, a control.
DAMAGES = {
    "utf-8": [b"\xe7\xaa", b"\xff", b"\xed\xa0\x80", b"\x00", b"\x07", b"\xc0\x80", b"\xf5\x90\x80\x80"],
    "utf-8-sig": [b"\xe7\xaa", b"\x00"],
    "cp932": [b"\xff", b"\x00", b"\x80", b"\xa0"],
    "utf-16": [b"\x00\xd8", b"\x00\xdc\x00\xdc", b"\x07\x00"],
    "utf-16-le": [b"\x00\xd8", b"\x07\x00"],
    "utf-16-be": [b"\xd8\x00", b"\x00\x07"],
}
ONE_BY_ONE = [(codec, damage) for codec, damages in DAMAGES.items() for damage in damages]


def damaged_file(codec: str, damage: bytes, lines: int) -> bytes:
    """Encode the table with a mark in its first `lines` lines, and put `damage` in its place."""
    text = "\n".join(line.replace("を受", "★") if at < lines else line for at, line in enumerate(LINES)) + "\n"
    mark = "★".encode(codec.removesuffix("-sig") if codec != "utf-16" else "utf-16-le")
    assert text.encode(codec).count(mark) == lines
    return text.encode(codec).replace(mark, damage)


@pytest.mark.parametrize("codec", DAMAGES)
def test_a_whole_file_is_read_as_it_is(codec: str) -> None:
    text = "\n".join(LINES)
    assert decoded(text.encode(codec)) == (text, "utf-16" if codec.startswith("utf-16") else codec)


@pytest.mark.parametrize(("codec", "damage"), ONE_BY_ONE)
@pytest.mark.parametrize("lines", [1, 2])
def test_damage_in_a_few_lines_leaves_all_others_whole(codec: str, damage: bytes, lines: int) -> None:
    found = decoded(damaged_file(codec, damage, lines))
    assert found is not None
    text, encoding = found
    assert encoding == ("utf-16" if codec.startswith("utf-16") else codec)
    read = text.splitlines()
    assert len(read) == len(LINES)
    assert [DAMAGED in line for line in read] == [at < lines for at in range(len(LINES))]
    assert read[lines:] == LINES[lines:]


@pytest.mark.parametrize(("codec", "damage"), ONE_BY_ONE)
def test_damage_in_many_lines_is_no_text(codec: str, damage: bytes) -> None:
    assert decoded(damaged_file(codec, damage, 10)) is None


def test_a_file_cut_off_within_a_character_is_damaged_at_its_end() -> None:
    for codec in DAMAGES:
        found = decoded("\n".join(LINES).replace("100%", "了").encode(codec)[:-1])
        assert found is not None, codec
        assert [DAMAGED in line for line in found[0].splitlines()] == [False] * 39 + [True], codec


def test_a_table_of_another_encoding_is_not_taken_for_a_damaged_one() -> None:
    assert decoded("\n".join(LINES).encode("utf-32")) is None
    assert decoded("\n".join(["題名", *LINES]).encode("utf-8") + b"\xff" * 1000) is not None
    assert decoded(bytes(range(256)) * 10) is None


def test_damage_of_other_programs_stays_as_it_is() -> None:
    text = "\n".join(line.replace("窓口", DAMAGED) for line in LINES)
    assert decoded(text.encode()) == (text, "utf-8")
