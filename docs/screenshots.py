"""Make the pictures of the README anew from the bundled story: ``python docs/screenshots.py``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "images"
# Name, address, and what is chosen in the page before it is taken.
PICTURES = (
    ("reader", "/reports/r1-meridian?lang=en", "Bis September 2025 solle der Einsatz"),
    ("timeline", "/timeline?lang=en", None),
    ("compare", "/compare?a=r5-meridian&b=r5-meridian-v2&lang=en", None),
)
_COLOURS = 64


def main() -> None:
    """Serve the bundled story and take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    program = [sys.executable, "-m", "lagebild"]
    with TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "demo.db")
        subprocess.run([*program, "demo", "--quiet", "--ledger", ledger], check=True, capture_output=True)
        serve = [*program, "serve", "--ledger", ledger, "--port", "0"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
            try:
                address = re.search(r"http://\S+?(?=/ )", server.stdout.readline() if server.stdout else "")
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1200, "height": 760})
                page.set_default_timeout(0)  # a busy machine takes its time
                for name, path, chosen in PICTURES:
                    page.goto(f"{address[0] if address else ''}{path}")
                    if chosen:
                        page.get_by_text(chosen).first.click()
                    keep(page.screenshot(), FOLDER / f"{name}.png")
                browser.close()
            finally:
                server.terminate()


def keep(picture: bytes, path: Path) -> None:
    """Write the picture with a palette: a few colours are all there are in it."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
