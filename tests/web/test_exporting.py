"""Taking the story away from the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from lagebild.cli.app import cli
from lagebild.export.formats import FORMATS
from lagebild.web.app import create_app


@pytest.fixture
def client(read_demo: Path) -> TestClient:
    return TestClient(create_app(read_demo))


def test_the_page_names_every_format(client: TestClient) -> None:
    page = client.get("/export?lang=de").text
    for name in (*FORMATS, "html"):
        assert f'href="/export/{name}?lang=de" download' in page


@pytest.mark.parametrize("name", [*FORMATS, "html"])
def test_a_file_is_what_the_command_line_writes(client: TestClient, read_demo: Path, name: str) -> None:
    answer = client.get(f"/export/{name}")
    command = ["export", "--format", name, "--ledger", str(read_demo)]
    written = CliRunner().invoke(cli, command, standalone_mode=False).stdout_bytes
    assert answer.content.rstrip() == written.rstrip() != b""
    assert answer.headers["content-disposition"].startswith('attachment; filename="lagebild.')
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_other_formats_are_not_there(client: TestClient) -> None:
    assert client.get("/export/docx").status_code == 404
