"""Reading the YAML files that people write for trends: a schema, and one clear line for whatever breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from rawi.errors import InputError

DATA = Path(__file__).parent / "data"
_T = TypeVar("_T")


def read_yaml(path: Path, kind: type[_T]) -> _T:
    """The file as a ``kind``. Raises InputError that names the line or the entry at fault."""
    # Imported only here: nothing but trends reads YAML when Rawi runs.
    import yaml

    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", subject=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", subject=str(path), advice="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}: " if mark else ""
        problem = error.problem or "is no YAML"
        raise InputError(f"{place}{problem}", subject=str(path), advice="see docs/trends.md") from None
    except yaml.YAMLError:
        raise InputError("holds characters that YAML does not allow", subject=str(path)) from None
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        raise InputError(str(error), subject=str(path), advice="see docs/trends.md for the fields") from None
