"""Opening: foreign, newer, damaged, read-only and locked files, a full disk, migrations."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ledger.synthetic import delivery, numbered, read

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, connection

ADDER = Path(__file__).with_name("adder.py")


def filled(path: Path, count: int = 3) -> Path:
    with Ledger(path) as ledger:
        for number in range(count):
            one = numbered(number)
            ledger.add(one, read(one.report))
    return path


def ids(path: Path) -> set[str]:
    with Ledger(path) as ledger:
        assert ledger.check() == []
        return {row.id for row in ledger.reports()}


def refusal(path: Path, *, read_only: bool = False) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        Ledger(path, read_only=read_only)
    assert caught.value.origin == str(path)
    assert caught.value.remedy
    return caught.value


def test_a_text_file_is_no_ledger_and_stays_as_it_was(path: Path) -> None:
    path.write_text("Notizen zur Lage, keine Datenbank. " * 50)
    assert "not a ledger" in refusal(path).reason
    assert path.read_text().startswith("Notizen")


def test_another_programs_database_is_refused_and_stays_as_it_was(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE report (id TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    assert "not a ledger" in refusal(path).reason
    assert path.read_bytes() == before


def test_a_newer_layout_is_refused(path: Path) -> None:
    filled(path)
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 999")
    other.close()
    assert "newer" in refusal(path).reason


def test_a_damaged_file_says_so(path: Path) -> None:
    filled(path, 10)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 2 * 4096))
    with pytest.raises(LedgerError, match="damaged") as caught, Ledger(path) as ledger:
        ledger.search("Abzug")
    assert caught.value.remedy


def test_reading_only_needs_a_ledger(path: Path) -> None:
    assert "no ledger" in refusal(path, read_only=True).reason
    assert not path.exists()


@pytest.mark.parametrize("place", ["missing/story.db", "."])
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, place: str) -> None:
    assert "cannot be opened" in refusal(tmp_path / place).reason


def test_a_path_with_marks_of_an_address_is_taken_as_it_stands(tmp_path: Path) -> None:
    odd = tmp_path / "Lage? 100%#1 &mode=ro.db"
    filled(odd)
    assert [entry.name for entry in tmp_path.iterdir()] == [odd.name]


def test_opened_for_reading_it_answers_but_takes_nothing(path: Path) -> None:
    filled(path)
    one = delivery()
    with Ledger(path, read_only=True) as ledger:
        assert ledger.count_reports() == 3
        assert ledger.search("Nordhafen")
        assert ledger.check() == []
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(one, read(one.report))
    assert ids(path) == {"n0", "n1", "n2"}


def as_nobody(task: Callable[[], object]) -> str:
    """What ``task`` returns or refuses, run as a user to whom file permissions apply (root is above them)."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            answer = str(task())
        except LedgerError as error:
            answer = f"{error.reason} | {error.remedy}"
        except BaseException as error:
            answer = repr(error)
        os.write(said, answer.encode())
        os._exit(0)
    os.close(said)
    os.waitpid(child, 0)
    with os.fdopen(heard) as pipe:
        return pipe.read()


def try_to_add(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(numbered(9), read(numbered(9).report))


def look(path: Path) -> tuple[int, bool]:
    with Ledger(path, read_only=True) as ledger:
        return ledger.count_reports(), bool(ledger.search("Nordhafen"))


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


def test_a_read_only_file_gives_a_clear_error_and_stays_as_it_was(open_folder: Path) -> None:
    path = filled(open_folder / "story.db")
    path.chmod(0o444)
    open_folder.chmod(0o777)
    said = as_nobody(lambda: try_to_add(path))
    assert "read-only" in said
    assert "permissions" in said
    assert ids(path) == {"n0", "n1", "n2"}


def test_a_read_only_folder_gives_a_clear_error_but_can_be_looked_at(open_folder: Path) -> None:
    path = filled(open_folder / "story.db")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    said = as_nobody(lambda: try_to_add(path))
    assert "read-only" in said or "cannot be opened" in said
    assert "permissions" in said or "written to" in said
    assert as_nobody(lambda: look(path)) == "(3, True)"
    open_folder.chmod(0o755)
    assert ids(path) == {"n0", "n1", "n2"}


def test_a_full_disk_gives_a_clear_error_and_keeps_what_was_added(path: Path) -> None:
    filled(path)
    room = path.stat().st_size + 200_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, str(ADDER), str(path), "0", "400"],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "free space" in done.stdout
    assert "Traceback" not in done.stderr
    kept = ids(path)
    assert {"n0", "n1", "n2"} < kept
    assert len(kept) < 400
    with Ledger(path) as ledger:
        assert all(ledger.reading(name) == read(numbered(int(name[1:])).report) for name in kept)


def test_no_room_left_for_pages_leaves_the_ledger_as_it_was(path: Path) -> None:
    filled(path)
    one = delivery(text="Das ist neu. " * 5000)
    with Ledger(path) as ledger:
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="full"):
            ledger.add(one, read(one.report))
        assert ledger.count_reports() == 3
    assert ids(path) == {"n0", "n1", "n2"}


def test_a_writer_that_does_not_finish_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one = delivery()
    with Ledger(path) as ledger, pytest.raises(LedgerError, match="in use"):
        ledger.add(one, read(one.report))
    with Ledger(path) as ledger:
        assert ledger.count_reports() == 3
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_layout_is_brought_up_to_date_with_its_content(
    path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    filled(path)
    steps = [*connection.migrations(), "ALTER TABLE story ADD COLUMN note TEXT;\nUPDATE story SET note = 'neu; neu';"]
    monkeypatch.setattr(connection, "migrations", lambda: steps)
    with Ledger(path, read_only=read_only) as ledger:
        assert ledger._connection.execute("SELECT note FROM story").fetchone()[0] == "neu; neu"
        assert ledger._connection.execute("PRAGMA user_version").fetchone()[0] == len(steps)
    assert ids(path) == {"n0", "n1", "n2"}


def test_a_step_that_fails_leaves_the_layout_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    first = connection.migrations()
    broken = "ALTER TABLE story ADD COLUMN note TEXT;\nINSERT INTO nowhere VALUES (1);"
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations", lambda: [*first, broken])
        refusal(path)
    assert ids(path) == {"n0", "n1", "n2"}


def test_the_oldest_layout_still_opens(path: Path) -> None:
    """Step 1 is what the first ledgers were made with: later versions must go on from exactly that."""
    old = sqlite3.connect(path, isolation_level=None)
    for statement in connection._statements(connection.migrations()[0]):
        old.execute(statement)
    old.execute(f"PRAGMA application_id = {connection.APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.close()
    filled(path)
    assert ids(path) == {"n0", "n1", "n2"}
