"""Imports follow the flow of data: the contracts in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import rawi

ROOT = Path(__file__).parents[2]
MOST_LINES = 420  # "about 400": past that a module has more than one idea


def test_import_contracts_are_kept():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout


def test_reading_starts_without_what_it_does_not_need():
    """A list of claims on standard output needs no YAML, no colours and no page extractor."""
    program = (
        "import sys; from rawi.cli.main import app; app(['read', '-'], standalone_mode=False); "
        "print(*sorted({'yaml', 'rich', 'trafilatura', 'lxml', 'hijridate'} & set(sys.modules)), file=sys.stderr)"
    )
    text = "قال مسؤول محلي إن القوات قصفت قرية الكسرة أمس."
    done = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_every_public_record_is_frozen():
    records = [thing for name in rawi.__all__ if hasattr(thing := getattr(rawi, name), "__struct_config__")]
    assert len(records) >= 15
    assert [record.__name__ for record in records if not record.__struct_config__.frozen] == []


def test_modules_stay_small():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}
