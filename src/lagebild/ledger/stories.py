"""Stories: a ledger holds several, a report can be in more than one, and one is always the current one."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from lagebild.errors import LedgerError
from lagebild.ledger.records import StoryRow

MOST_CHARACTERS = 200


def current_story(connection: sqlite3.Connection) -> str:
    """The name of the current story."""
    return str(connection.execute("SELECT value FROM setting WHERE name = 'story'").fetchone()["value"])


def story_number(connection: sqlite3.Connection, name: str | None) -> int:
    """The number of the story ``name``, or of the current one; raises :class:`LedgerError` if there is none."""
    wanted = current_story(connection) if name is None else name
    row = connection.execute("SELECT number FROM story WHERE name = ?", (wanted,)).fetchone()
    if row is None:
        remedy = "lagebild stories lists them; 'stories new NAME' starts one"
        raise LedgerError(f"there is no story {wanted!r}", remedy=remedy)
    return int(row["number"])


def report_numbers(connection: sqlite3.Connection, name: str | None, most: int | None = None) -> list[int]:
    """The numbers of the reports in a story, all versions, in the order they were added; of ``most`` the latest."""
    rows = connection.execute(
        """SELECT report.number FROM story_report JOIN report ON report.number = story_report.report
           WHERE story_report.story = ? ORDER BY report.published DESC, report.id DESC LIMIT ?""",
        (story_number(connection, name), -1 if most is None else most),
    )
    return sorted(row["number"] for row in rows)


def create_story(connection: sqlite3.Connection, name: str) -> None:
    """Start a story; to be called inside a transaction."""
    _check_name(connection, name)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO story (name, created) VALUES (?, ?)", (name, created))


def _check_name(connection: sqlite3.Connection, name: str) -> None:
    if not name or name != name.strip() or len(name) > MOST_CHARACTERS or not name.isprintable():
        remedy = "use 1 to 200 printable characters without spaces around them"
        raise LedgerError(f"{name[:60]!r} cannot be the name of a story", remedy=remedy)
    if connection.execute("SELECT 1 FROM story WHERE name = ?", (name,)).fetchone():
        raise LedgerError(f"there is a story {name!r} already", remedy=f"lagebild stories use {name}")


def use_story(connection: sqlite3.Connection, name: str) -> None:
    """Make ``name`` the current story; to be called inside a transaction."""
    story_number(connection, name)
    connection.execute("UPDATE setting SET value = ? WHERE name = 'story'", (name,))


def rename_story(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give a story another name; to be called inside a transaction."""
    number, current = story_number(connection, old), current_story(connection)
    if new == old:
        return
    _check_name(connection, new)
    connection.execute("UPDATE story SET name = ? WHERE number = ?", (new, number))
    if current == old:
        use_story(connection, new)


def delete_story(connection: sqlite3.Connection, name: str) -> None:
    """Drop a story; its reports stay in the ledger. To be called inside a transaction."""
    number = story_number(connection, name)
    if current_story(connection) == name:
        raise LedgerError(
            f"{name!r} is the current story", remedy="choose another one first: lagebild stories use NAME"
        )
    connection.execute("DELETE FROM story WHERE number = ?", (number,))


def put_report(connection: sqlite3.Connection, story: int, report_id: str) -> None:
    """Put a report into a story; to be called inside a transaction."""
    connection.execute(
        "INSERT OR IGNORE INTO story_report (story, report) SELECT ?, number FROM report WHERE id = ?",
        (story, report_id),
    )


def take_report(connection: sqlite3.Connection, story: int, report_id: str) -> None:
    """Take a report out of a story; it stays in the ledger. To be called inside a transaction."""
    connection.execute(
        "DELETE FROM story_report WHERE story = ? AND report = (SELECT number FROM report WHERE id = ?)",
        (story, report_id),
    )


def list_stories(connection: sqlite3.Connection) -> list[StoryRow]:
    """All stories by name."""
    current = current_story(connection)
    rows = connection.execute(
        """SELECT story.name, count(story_report.report) AS reports FROM story
           LEFT JOIN story_report ON story_report.story = story.number GROUP BY story.number ORDER BY story.name"""
    )
    return [StoryRow(row["name"], row["reports"], row["name"] == current) for row in rows]
