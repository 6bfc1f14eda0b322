"""`shinchoku review` as its page: what it shows, what it writes and takes back, and whom it refuses."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.review.items import KINDS, Item, Kind
from pipeline.review.page import application
from pipeline.review.session import Session
from pipeline.seeds import writing
from pipeline.seeds.judgement import read_judgement
from pipeline.seeds.writing import ADJUDICATION_COLUMNS, ADJUDICATIONS, COLUMNS_OF, locked
from pipeline.settings import Settings
from tests.review_builders import HOSTILE, every_kind

TOKEN, PORT = "token-of-the-test", 8790
ORIGIN = f"http://127.0.0.1:{PORT}"
HEADING = ",".join(ADJUDICATION_COLUMNS)
ROW_BY_HAND = f"012345_jisatsu_2023,99,1,{'c' * 64},status,2023,,原本を確認,福祉課,2026-12-01"
OF_FORM = {"reason": "元の資料を確認", "decided_by": "健康推進課"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return every_kind(tmp_path_factory.mktemp("review"))


@pytest.fixture
def session(small: Settings, tmp_path: Path) -> Session:
    """A sitting over a copy of the seeds."""
    seeds = Path(shutil.copytree(small.seeds, tmp_path / "seeds"))
    return Session(Settings(seeds, small.output), lambda: "2026-12-01")


@pytest.fixture
def client(session: Session) -> Iterator[TestClient]:
    with TestClient(application(session, TOKEN, PORT), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield client


def first(session: Session, kind: Kind = "cell") -> Item:
    return session.awaiting(kind)[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but for locks, which hold nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def decide(client: TestClient, item: Item, choice: str, **form: str) -> str:
    """Send a decision as the page does, and return the page that follows."""
    sent = client.post(f"/{TOKEN}/decide", data={"item": item.key, "choice": choice, **OF_FORM, **form})
    assert sent.status_code == 200, sent.text
    return sent.text


def rows(session: Session, name: str = ADJUDICATIONS) -> list[str]:
    path = session.settings.seeds / name
    return path.read_text("utf-8-sig").splitlines()[1:] if path.exists() else []


def test_something_of_every_kind_awaits_most_consequential_first(session: Session) -> None:
    items = session.awaiting()
    assert {item.kind for item in items} == set(KINDS)
    weights = [(-item.rating_count, -item.fact_count) for item in items]
    assert weights == sorted(weights) and len(set(weights)) > 2


def test_looking_at_everything_decides_nothing(client: TestClient, session: Session) -> None:
    before = contents(session.settings.seeds)
    for kind in (None, *KINDS):
        for item in session.awaiting(kind):
            page = client.get(f"/{TOKEN}/", params={"item": item.key, "kind": kind or ""})
            assert page.status_code == 200 and item.key in page.text
    assert contents(session.settings.seeds) == before
    assert session.written == []


def test_a_page_shows_what_a_decision_needs(client: TestClient, session: Session) -> None:
    item = next(item for item in session.awaiting("cell") if item.text == "けやき" and item.line_no == 7)
    page = client.get(f"/{TOKEN}/", params={"item": item.key}).text
    assert f"{item.line_no}行目 {item.cell_no}番目のセル" in page and "研修の実施" in page
    # The places with their probabilities, what stands beside it, and the other edition's line.
    assert re.search(r'<span class="chance">.*?\d+%', page) and "研修の実施を年8回実施する。" in page
    assert "令和6年度版" in page and "余分な記載（使わない）" in page and "判断できない" in page


def test_the_measure_that_may_be_the_same_is_shown_with_its_years(client: TestClient, session: Session) -> None:
    page = client.get(f"/{TOKEN}/", params={"item": first(session, "link").key}).text
    assert "若者の居場所づくりを年11回実施する。" in page and "若者居場所事業を年11回実施する。" in page


def test_texts_of_the_source_are_never_markup(client: TestClient, session: Session) -> None:
    item = next(item for item in session.awaiting("value") if item.text == HOSTILE)
    page = client.get(f"/{TOKEN}/", params={"item": item.key}).text
    assert HOSTILE not in page and "<b onclick" not in page
    assert "&lt;script&gt;document.title=" in page
    assert page.count("<script") == 1
    told = decide(client, item, "text", text=f"{HOSTILE}。", reason="<i>理由</i>", decided_by='"><s>課</s>')
    assert "<i>" not in told and "<s>" not in told and "&lt;s&gt;課" in told


CHOICES: dict[Kind, tuple[str, str]] = {
    "cell": ("place:status:2023", "adjudications.csv"),
    "value": ("accept:0", "accepted_findings.csv"),
    "link": ("relation:same", "measure_links.csv"),
    "heading": ("field:attribute", "headings.csv"),
    "scale": ("order:listed", "rating_scales.csv"),
    "finding": ("accept", "accepted_findings.csv"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_is_written_read_by_refresh_and_taken_back(client: TestClient, session: Session, kind: Kind) -> None:
    choice, name = CHOICES[kind]
    before, item = contents(session.settings.seeds), first(session, kind)
    page = decide(client, item, choice)
    assert "記録しました" in page and name in page
    assert "shinchoku refresh</code> で反映されます" in page
    assert contents(session.settings.seeds).keys() - before.keys() == {name}
    assert all("健康推進課" in row for row in rows(session, name)) and rows(session, name)
    read_judgement(session.settings.seeds)
    assert item.key not in {one.key for one in session.awaiting()}
    # A sitting that begins anew knows it, too.
    again = Session(session.settings, lambda: "2026-12-02")
    assert item.key not in {one.key for one in again.awaiting()}
    assert "取り消しました" in client.post(f"/{TOKEN}/undo", data={"item": item.key}).text
    assert rows(session, name) == []
    assert item.key in {one.key for one in session.awaiting()}
    assert contents(session.settings.seeds).items() - {
        (name, f"{','.join(COLUMNS_OF[name])}\n".encode("utf-8-sig"))
    } == (before.items())


def test_the_reason_that_was_typed_goes_before_the_one_that_was_chosen(client: TestClient, session: Session) -> None:
    decide(client, first(session), "place:status:2023", reason_text="電話で確認")
    assert rows(session)[0].endswith(",電話で確認,健康推進課,2026-12-01")
    page = client.get(f"/{TOKEN}/", params={"item": first(session).key}).text
    assert "<option selected>電話で確認</option>" in page and 'value="健康推進課"' in page


@pytest.mark.parametrize("kind", ["value", "scale", "finding"])
def test_what_nobody_can_see_on_the_page_is_no_reason_by_default(
    client: TestClient, session: Session, kind: Kind
) -> None:
    item = first(session, kind)
    page = client.get(f"/{TOKEN}/", params={"item": item.key}).text
    assert re.search(r'<select id="reason" name="reason">\s*<option value=""', page)
    choice = {"value": "text", "scale": "order:listed", "finding": "accept"}[kind]
    told = decide(client, item, choice, reason="", text="直した記載", reason_text="")
    assert "理由" in told and 'role="alert"' in told and session.written == []
    # What was typed is there to be mended, once.
    if kind == "value":
        assert ">直した記載</textarea>" in told
        assert "直した記載" not in client.get(f"/{TOKEN}/", params={"item": item.key}).text


def test_another_field_than_the_candidates_can_be_chosen(client: TestClient, session: Session) -> None:
    decide(client, first(session), "place", field="direction", fiscal_year="2023")
    assert ",direction,2023,," in rows(session)[0]
    assert "年度が要ります" in decide(client, first(session), "place", field="direction")
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(f"{HEADING}\n{ROW_BY_HAND}\n", id="plain"),
        pytest.param(f"\ufeff{HEADING}\r\n{ROW_BY_HAND}\r\n", id="from-excel"),
        pytest.param(
            f"note,{HEADING.replace('guard,', '')},guard\nメモ,{ROW_BY_HAND.replace('c' * 64 + ',', '')},{'c' * 64}\n",
            id="other-order",
        ),
    ],
)
def test_undo_removes_exactly_the_rows_that_were_written(client: TestClient, session: Session, before: str) -> None:
    path = session.settings.seeds / ADJUDICATIONS
    path.write_bytes(before.encode())
    one, other = session.awaiting("cell")[:2]
    decide(client, one, "place:status:2023")
    after_one = path.read_bytes()
    decide(client, other, "place:surplus:")
    assert after_one.startswith(before.encode()) and path.read_bytes().startswith(after_one)
    client.post(f"/{TOKEN}/undo", data={})
    assert path.read_bytes() == after_one
    client.post(f"/{TOKEN}/undo", data={})
    assert path.read_bytes() == before.encode()
    assert "取り消せる判断はありません" in client.post(f"/{TOKEN}/undo", data={}).text


def test_rows_written_by_hand_meanwhile_stay(client: TestClient, session: Session) -> None:
    path = session.settings.seeds / ADJUDICATIONS
    one, other = session.awaiting("cell")[:2]
    decide(client, one, "place:status:2023")
    path.write_text(path.read_text("utf-8") + ROW_BY_HAND + "\n", "utf-8")
    decide(client, other, "place:surplus:")
    assert [row.split(",")[1] for row in rows(session)] == [str(one.line_no), "99", str(other.line_no)]
    client.post(f"/{TOKEN}/undo", data={})
    client.post(f"/{TOKEN}/undo", data={})
    assert rows(session) == [ROW_BY_HAND]


def test_a_row_that_was_changed_by_hand_is_not_taken_back(client: TestClient, session: Session) -> None:
    path = session.settings.seeds / ADJUDICATIONS
    decide(client, first(session), "place:status:2023")
    path.write_text(path.read_text("utf-8").replace("健康推進課", "福祉課"), "utf-8")
    changed = path.read_bytes()
    assert "取り消していません" in client.post(f"/{TOKEN}/undo", data={}).text
    assert path.read_bytes() == changed


def test_what_was_decided_by_hand_meanwhile_is_not_decided_again(client: TestClient, session: Session) -> None:
    item = first(session)
    path = session.settings.seeds / ADJUDICATIONS
    row = f"{item.document_id},{item.line_no},{item.cell_no},{item.guard},plan,2023,,原本,福祉課,2026-12-01"
    path.write_text(f"{HEADING}\n{row}\n", "utf-8")
    assert "画面を開いている間に" in decide(client, item, "place:status:2023")
    assert rows(session) == [row]


def test_a_line_that_has_changed_since_it_was_read_is_refused(client: TestClient, session: Session) -> None:
    item = first(session)
    other = next(one for one in session.awaiting("cell") if (one.document_id, one.line_no) == (item.document_id, 4))
    document = session.settings.seeds / "documents" / f"{item.document_id[-4:]}.tsv"
    lines = document.read_text("utf-8").split("\n")
    lines[item.line_no - 1] += "。"
    document.write_text("\n".join(lines), "utf-8")
    told = decide(client, item, "place:status:2023")
    assert f"{item.line_no}行目が、読み取った後に変わっています" in told and 'role="alert"' in told
    assert rows(session) == []
    # The other lines read as they did.
    assert item.line_no != 4 and "記録しました" in decide(client, other, "place:status:2023")


def test_a_file_that_another_command_keeps_is_told(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST_SECONDS", 0.05)
    with locked(session.settings.seeds / ADJUDICATIONS):
        assert "別のコマンドが書き込み中" in decide(client, first(session), "place:status:2023")
    assert rows(session) == []


def test_a_file_of_the_seeds_that_cannot_be_read_is_told(client: TestClient, session: Session) -> None:
    (session.settings.seeds / ADJUDICATIONS).write_text("a,b\n1,2\n", "utf-8")
    page = client.get(f"/{TOKEN}/")
    assert page.status_code == 500 and "見出し行に追加してください" in page.text


def test_an_item_of_an_earlier_release_is_refused(client: TestClient, session: Session) -> None:
    sent = client.post(f"/{TOKEN}/decide", data={"item": "0" * 16, "choice": "accept:0", **OF_FORM})
    assert "判断の対象ではなくなりました" in sent.text and session.written == []


def test_what_is_skipped_comes_last_and_is_not_recorded(client: TestClient, session: Session) -> None:
    before, order = contents(session.settings.seeds), [item.key for item in session.awaiting()]
    page = client.post(f"/{TOKEN}/skip", data={"item": order[0]}).text
    assert order[1] in page and [item.key for item in session.awaiting()] == [*order[1:], order[0]]
    assert contents(session.settings.seeds) == before


def attempts(client: TestClient, item: Item, path: str, **headers: str) -> int:
    data = {"item": item.key, "choice": "place:status:2023", **OF_FORM}
    return client.post(path, data=data, headers=headers, follow_redirects=False).status_code


@pytest.mark.parametrize(
    "path", ["/", "/decide", "/wrong/decide", f"/{TOKEN}x/decide", f"/{TOKEN[:-1]}/decide", "//decide"]
)
def test_without_the_token_nothing_is_shown_or_decided(client: TestClient, session: Session, path: str) -> None:
    assert attempts(client, first(session), path) == 404
    assert client.get(path).status_code == 404
    assert rows(session) == []


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_host_is_refused(client: TestClient, session: Session, host: str) -> None:
    assert attempts(client, first(session), f"/{TOKEN}/decide", host=host) == 421
    assert client.get(f"/{TOKEN}/", headers={"host": host}).status_code == 421
    assert rows(session) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": f"http://localhost:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("action", ["decide", "undo", "skip"])
def test_a_page_elsewhere_decides_nothing(
    client: TestClient, session: Session, headers: dict[str, str], action: str
) -> None:
    decide(client, session.awaiting("cell")[1], "place:status:2023")
    before = contents(session.settings.seeds)
    assert attempts(client, first(session), f"/{TOKEN}/{action}", **headers) == 403
    assert contents(session.settings.seeds) == before


def test_a_request_that_does_not_tell_its_origin_is_refused(session: Session) -> None:
    with TestClient(application(session, TOKEN, PORT), base_url=ORIGIN) as client:
        assert attempts(client, first(session), f"/{TOKEN}/decide") == 403


@pytest.mark.parametrize("action", ["decide", "undo", "skip"])
def test_decisions_are_not_made_by_links(client: TestClient, session: Session, action: str) -> None:
    data = {"item": first(session).key, "choice": "place:status:2023", **OF_FORM}
    assert client.get(f"/{TOKEN}/{action}", params=data).status_code == 405
    assert rows(session) == []


def test_what_is_too_long_or_no_form_is_refused(client: TestClient, session: Session) -> None:
    long = decide_raw(client, b"item=" + b"a" * 200_000)
    assert (long, decide_raw(client, b"\xff\xfe"), rows(session)) == (413, 303, [])


def decide_raw(client: TestClient, body: bytes) -> int:
    return client.post(f"/{TOKEN}/decide", content=body, follow_redirects=False).status_code


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/review.css", f"/{TOKEN}/review.js", "/", f"/{TOKEN}/x"])
def test_nothing_from_elsewhere_may_be_loaded_and_nothing_is_kept(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "same-origin"


def test_the_page_has_no_style_or_script_of_its_own(client: TestClient, session: Session) -> None:
    for kind in KINDS:
        page = client.get(f"/{TOKEN}/", params={"item": first(session, kind).key}).text
        tags = re.sub(r'="[^"]*"', "=", page)
        assert not re.search(r"<style|<[a-z]+[^>]*\s(?:style|on[a-z]+)=|javascript:|https?://", tags), kind


def test_every_field_has_a_label(client: TestClient, session: Session) -> None:
    for kind in KINDS:
        page = client.get(f"/{TOKEN}/", params={"item": first(session, kind).key}).text
        for name, attributes in re.findall(r"<(input|select|textarea)\b([^>]*)>", page):
            known = re.search(r'\bid="([^"]+)"', attributes)
            is_within = re.search(rf"<label>[^<]*<{name}{re.escape(attributes)}>", page)
            is_named = known is not None and f'<label for="{known[1]}"' in page
            assert 'type="hidden"' in attributes or is_within or is_named, (kind, attributes)
