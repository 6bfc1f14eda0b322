"""New tables: what their row in the register would be, and what is refused with nothing changed."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import BusyError, InputError
from pipeline.intake import registering
from pipeline.intake.inbox import take_in, waiting
from pipeline.intake.registering import propose, register
from pipeline.seeds import writing
from pipeline.seeds.register import read_register
from tests.builders import HEADINGS, MEASURES, TABLE, SeedsFolder, tsv

NEXT_HEADINGS = tuple(heading.replace("R6", "R7").replace("令和5", "令和6") for heading in HEADINGS)
NEXT = (NEXT_HEADINGS, *MEASURES)
OTHER = (
    NEXT_HEADINGS,
    (
        "1 緑化",
        "花壇の整備をする",
        "花壇の苗を植え替える。",
        "公園課",
        "年2回",
        "2回行った。",
        "順調。",
        "100%",
        "継続",
    ),
)
GIVEN = {
    "municipality_code": "099999",
    "municipality_name": "別市",
    "plan_code": "midori",
    "plan_name": "緑の計画",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = SeedsFolder(tmp_path / "seeds")
    folder.add_document()
    return folder.path


def table(folder: Path, rows: object, name: str = "新しい表.tsv", title: str = "") -> Path:
    path = folder / name
    path.write_text((f"{title}\n" if title else "") + tsv(rows), "utf-8")  # type: ignore[arg-type]
    return path


def files(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_new_edition_is_recognised_by_its_measures_and_years(seeds: Path, tmp_path: Path) -> None:
    proposal = propose(seeds, table(tmp_path, NEXT), {})
    assert proposal.entry.document_id == "012345_jisatsu_2024"
    assert {name: value.source for name, value in proposal.values.items()} == {
        "municipality_code": "register",
        "municipality_name": "register",
        "plan_code": "register",
        "plan_name": "register",
        "edition_fiscal_year": "headings",
    }
    assert "最新の版（令和6年度版、登録は2件目）" in proposal.told[0]
    place = register(seeds, proposal)
    assert place == seeds / "documents" / "012345_jisatsu_2024.tsv"
    assert [entry.document_id for entry in read_register(seeds)] == ["012345_jisatsu_2023", "012345_jisatsu_2024"]


def test_a_plan_is_recognised_by_its_title(seeds: Path, tmp_path: Path) -> None:
    title = "試験市012345 自殺対策計画 進捗状況（令和6年度）"
    given = {"municipality_name": read_register(seeds)[0].municipality_name}
    proposal = propose(seeds, table(tmp_path, OTHER, title=title), given)
    assert proposal.entry.plan_id == "012345_jisatsu"


@pytest.fixture
def kiyose(tmp_path: Path) -> Path:
    folder = SeedsFolder(tmp_path / "seeds")
    folder.add_document(municipality_code="132217", municipality_name="清瀬市", plan_name="清瀬市自殺対策計画")
    return folder.path


@pytest.mark.parametrize(
    "title", ["清瀬市自殺対策計画進捗管理票", "第2次清瀬市自殺対策計画", "東京都清瀬市 自殺対策計画"]
)
def test_a_title_that_says_more_or_less_than_the_register_tells_the_plan(
    kiyose: Path, tmp_path: Path, title: str
) -> None:
    proposal = propose(kiyose, table(tmp_path, OTHER, title=f"令和6年度{title}"), {})
    assert (proposal.entry.plan_id, proposal.entry.plan_name) == ("132217_jisatsu", "清瀬市自殺対策計画")


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("東村山市自殺対策計画", "give --municipality-code --plan-code"),
        ("大津市自殺対策計画", "give --municipality-code --plan-code"),
        ("清瀬市健康増進計画", "give --plan-code"),
    ],
)
def test_a_title_of_another_city_or_plan_outweighs_equal_measures(
    kiyose: Path, tmp_path: Path, title: str, missing: str
) -> None:
    with pytest.raises(InputError, match=missing):
        propose(kiyose, table(tmp_path, NEXT, title=title), {})


def test_a_second_plan_of_a_registered_city_needs_its_code_alone(kiyose: Path, tmp_path: Path) -> None:
    proposal = propose(kiyose, table(tmp_path, OTHER, title="清瀬市健康増進計画"), {"plan_code": "kenko"})
    assert (proposal.entry.document_id, proposal.entry.plan_name) == ("132217_kenko_2024", "清瀬市健康増進計画")


def test_a_registered_plan_may_be_given_a_new_name(kiyose: Path, tmp_path: Path) -> None:
    given = {"plan_code": "jisatsu", "plan_name": "第2次清瀬市自殺対策計画"}
    proposal = propose(kiyose, table(tmp_path, NEXT), given)
    assert (proposal.entry.plan_id, proposal.entry.plan_name) == ("132217_jisatsu", given["plan_name"])
    assert proposal.values["plan_name"].source == "given"


def test_the_year_of_the_title_counts_where_no_heading_has_one(seeds: Path, tmp_path: Path) -> None:
    undated = (tuple(heading.replace("令和6年度 ", "").replace("R7", "") for heading in NEXT_HEADINGS), *MEASURES)
    proposal = propose(seeds, table(tmp_path, undated, title="進捗状況（令和7年度）"), GIVEN)
    assert (proposal.entry.edition_fiscal_year, proposal.values["edition_fiscal_year"].source) == (2025, "title")
    with pytest.raises(InputError, match="give --edition"):
        propose(seeds, table(tmp_path, undated, title="進捗状況（令和5～9年度）"), GIVEN)


def test_what_was_given_wins(seeds: Path, tmp_path: Path) -> None:
    proposal = propose(seeds, table(tmp_path, NEXT), GIVEN | {"edition_fiscal_year": "令和7年度", "note": "試し"})
    assert (proposal.entry.document_id, proposal.entry.note) == ("099999_midori_2025", "試し")
    assert "新しい計画「別市 緑の計画」の最初の進捗状況表" in proposal.told[0]


def test_another_city_must_be_told(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--municipality-code --municipality-name --plan-code --plan-name"):
        propose(seeds, table(tmp_path, OTHER), {})


def test_the_first_document_of_an_empty_folder_can_be_added(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    register(tmp_path / "seeds", propose(tmp_path / "seeds", table(tmp_path, OTHER), GIVEN))
    assert [entry.document_id for entry in read_register(tmp_path / "seeds")] == ["099999_midori_2024"]


@pytest.mark.parametrize("place", ["documents/r6.tsv", "r6.tsv", "documents/令和6,年度.tsv"])
def test_a_file_in_the_folder_is_registered_where_it_stands(seeds: Path, place: str) -> None:
    path = table(seeds, NEXT, place)
    before = files(seeds).keys()
    assert register(seeds, propose(seeds, path, {})) == path
    assert (read_register(seeds)[-1].path, files(seeds).keys()) == (place, before)


REFUSED = {
    "same file": (TABLE, {}, "registered as 012345_jisatsu_2023"),
    "same edition": ((*TABLE, MEASURES[0]), {}, "registered with another file"),
    "no table": ((("a", "b"), ("c", "d")), GIVEN, "no known heading"),
    "no year": (NEXT, GIVEN | {"edition_fiscal_year": "先年"}, "--edition .* '先年' must be one fiscal year"),
    "several years": (NEXT, {"edition_fiscal_year": "令和5～6年度"}, "--edition .* must be one fiscal year"),
    "year long ago": (NEXT, {"edition_fiscal_year": "0024"}, "--edition .* must be one fiscal year"),
    "blank name": (OTHER, GIVEN | {"plan_name": " \t"}, "give --plan-name"),
    "no code": (NEXT, GIVEN | {"plan_code": "緑"}, "--plan-code .* must be letters"),
}


@pytest.mark.parametrize(("rows", "given", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_changes_nothing(
    seeds: Path, tmp_path: Path, rows: object, given: dict[str, str], words: str
) -> None:
    before = files(seeds)
    with pytest.raises(InputError, match=words):
        propose(seeds, table(tmp_path, rows), given)
    assert files(seeds) == before


def test_a_missing_file_is_told(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file that can be opened"):
        propose(seeds, tmp_path / "nothing.tsv", {})


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check --seeds"):
        propose(tmp_path / "sedes", table(tmp_path, OTHER), GIVEN)
    assert not (tmp_path / "sedes").exists()


def test_a_link_stands_for_its_file(seeds: Path, tmp_path: Path) -> None:
    path = table(tmp_path, NEXT)
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "r6.tsv").symlink_to(path)
    place = register(seeds, propose(seeds, tmp_path / "links" / "r6.tsv", {}))
    assert (place.read_bytes(), place.is_symlink()) == (path.read_bytes(), False)


def test_the_register_keeps_its_bytes_and_gets_one_line(seeds: Path, tmp_path: Path) -> None:
    path = seeds / "documents.csv"
    before = b"\xef\xbb\xbf" + path.read_bytes().rstrip()
    path.write_bytes(before)
    register(seeds, propose(seeds, table(tmp_path, NEXT), {"note": '一行目,\n"二"行目\t'}))
    added = path.read_bytes().removeprefix(before)
    assert added.startswith(b"\r\n012345,") and added.endswith(b"\r\n") and added.count(b"\n") == 2
    assert read_register(seeds)[-1].note == '一行目, "二"行目'


def test_a_file_that_changed_since_it_was_shown_is_not_registered(seeds: Path, tmp_path: Path) -> None:
    path = table(tmp_path, NEXT)
    proposal, before = propose(seeds, path, {}), files(seeds)
    table(tmp_path, (*NEXT, MEASURES[0]))
    with pytest.raises(InputError, match="has changed since"):
        register(seeds, proposal)
    assert files(seeds) == before


def test_what_another_person_registered_meanwhile_is_not_registered_again(seeds: Path, tmp_path: Path) -> None:
    proposals = [propose(seeds, table(tmp_path, NEXT), {}) for _ in range(2)]
    register(seeds, proposals[0])
    before = files(seeds)
    with pytest.raises(InputError, match="the same file is registered"):
        register(seeds, proposals[1])
    assert files(seeds) == before


def test_a_register_that_cannot_be_written_leaves_no_copy(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise InputError("空き容量がありません。", "no space left")

    proposal, before = propose(seeds, table(tmp_path, NEXT), {}), files(seeds)
    monkeypatch.setattr(registering, "append_rows", full)
    with pytest.raises(InputError, match="no space left"):
        register(seeds, proposal)
    assert files(seeds) == before


def test_a_copy_left_by_an_interrupted_run_is_used_and_another_file_is_not_touched(seeds: Path, tmp_path: Path) -> None:
    path = table(tmp_path, NEXT)
    left = seeds / "documents" / "012345_jisatsu_2024.tsv"
    left.write_text("another file", "utf-8")
    proposal, before = propose(seeds, path, {}), files(seeds)
    with pytest.raises(InputError, match="another file of that name"):
        register(seeds, proposal)
    assert files(seeds) == before
    left.write_bytes(path.read_bytes())
    assert register(seeds, proposal) == left
    assert read_register(seeds)[-1].path == "documents/012345_jisatsu_2024.tsv"


def test_two_that_register_at_once_both_keep_their_row(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: Path, content: bytes, write: Callable[[Path, bytes], None] = writing.write_whole) -> None:
        time.sleep(0.2)
        write(path, content)

    proposals = [propose(seeds, table(tmp_path, NEXT), {}), propose(seeds, table(tmp_path, OTHER, "緑.tsv"), GIVEN)]
    monkeypatch.setattr(writing, "write_whole", slow)
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda proposal: register(seeds, proposal), proposals))
    assert len(read_register(seeds)) == 3


def test_a_register_that_stays_locked_is_told_and_the_inbox_keeps_the_file(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST_SECONDS", 0.1)
    proposal = propose(seeds, table(tmp_path, NEXT), {})
    (seeds / "inbox").mkdir()
    waits = table(seeds / "inbox", NEXT)
    with writing.locked(seeds / "documents.csv"):
        before = files(seeds)
        with pytest.raises(BusyError, match="another command"):
            register(seeds, proposal)
        assert take_in(seeds, seeds / "inbox", [waits.name]) == []
        assert files(seeds) == before


def test_the_inbox_takes_in_what_it_can_and_moves_the_rest_aside(seeds: Path) -> None:
    inbox = seeds / "inbox"
    inbox.mkdir()
    table(inbox, NEXT, "012345_jisatsu_2025.tsv")
    table(inbox, OTHER, "緑.tsv")
    table(inbox, (("a", "b"),), "壊れた表.tsv")
    (inbox / "inbox.csv").write_text(
        "file,municipality_code,municipality_name,plan_code,plan_name,edition_fiscal_year,source_url,licence,note\n"
        "緑.tsv,099999,別市,midori,緑の計画,令和6年度,,,\n",
        "utf-8",
    )
    names = list(waiting(inbox))
    assert len(names) == 3
    taken = take_in(seeds, inbox, names)
    assert {one.path.name: one.entry and one.entry.document_id for one in taken} == {
        "012345_jisatsu_2025.tsv": "012345_jisatsu_2025",
        "緑.tsv": "099999_midori_2024",
        "壊れた表.tsv": None,
    }
    assert waiting(inbox) == {}
    assert "no known heading" in (inbox / "refused" / "壊れた表.tsv.txt").read_text("utf-8")
    assert (inbox / "refused" / "壊れた表.tsv").exists()


def test_the_inbox_follows_no_link_out_of_it(seeds: Path, tmp_path: Path) -> None:
    inbox = seeds / "inbox"
    inbox.mkdir()
    (inbox / "link.tsv").symlink_to(table(tmp_path, NEXT))
    (told,) = take_in(seeds, inbox, ["link.tsv"])
    assert (told.entry, "put the file itself there" in told.told) == (None, True)
    assert len(read_register(seeds)) == 1
