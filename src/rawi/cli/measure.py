"""``rawi measure``: how well articles are read, against annotations made by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rawi.cli.gazetteer import Layers, tell_bad_rows
from rawi.cli.guard import FAILED, complain
from rawi.cli.options import JobsOption, WeightsOption

if TYPE_CHECKING:
    from rawi.measure.reliability import Reliability
    from rawi.measure.scorer import Scores

Row = dict[str, Any]
Base = dict[str, dict[str, Row]]


def measure(
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="Articles, as JSON Lines (id, text, …).")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Their annotations, in the format of the guidelines.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, which --compare reads again.")] = False,
    worst: Annotated[
        int, typer.Option(metavar="N", min=0, help="Name the N articles with most claims missed or invented.")
    ] = 5,
    compare: Annotated[
        Path | None, typer.Option(metavar="BASE.json", help="Show the change against an earlier --json.")
    ] = None,
    gazetteer: Layers = None,
    weights: WeightsOption = None,
    jobs: JobsOption = 1,
) -> int:
    """Read articles and score the claims against annotations: by field, by event type, and the worst articles.

    Confidences are measured too: the error is the mean distance between the confidence that the reader gives to a field
    and the share of such fields that is right.

    Exit status: 0 when all annotated articles were read, 1 when one was not (it then counts as read empty).
    """
    from rawi.cli.jobs import results, setup_of
    from rawi.errors import InputError
    from rawi.export.gold import gold_record
    from rawi.intake.files import articles
    from rawi.measure.annotations import read_rows
    from rawi.measure.reliability import reliability
    from rawi.measure.scorer import score
    from rawi.model.reading import Reading

    rows, annotated = read_rows(texts), read_rows(gold)
    lost = sorted(set(annotated) - set(rows))
    if lost:
        raise InputError(
            f"{len(lost)} annotated articles are not in {texts}, such as {lost[0]}",
            subject=str(gold),
            advice="give the texts that belong to the annotations",
        )
    base = _base(compare) if compare else None
    tell_bad_rows(gazetteer or ())
    read: dict[str, Row] = {}
    readings: list[Reading] = []
    status = 0
    for result in results(articles([texts]), jobs=jobs, setup=setup_of(gazetteer, weights)):
        if isinstance(result, Reading):
            read[result.article.id] = gold_record(result)
            readings.append(result)
        else:
            complain(result.article, result.reason, result.advice)
            status = FAILED
    scores = score(rows, annotated, read)
    believed = reliability(readings, annotated)
    if as_json:
        print(_json(scores, believed, worst, base))
    else:
        sys.stdout.writelines(line + "\n" for line in _lines(scores, believed, worst, base))
    return status


def _base(path: Path) -> Base:
    import msgspec

    from rawi.errors import InputError

    try:
        base = msgspec.json.decode(path.read_bytes())
        return {part: dict(base[part]) for part in ("scores", "by_type")}
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", subject=str(path)) from None
    except (msgspec.DecodeError, ValueError, KeyError, TypeError):
        raise InputError(
            "this is no earlier result", subject=str(path), advice="make one with rawi measure TEXTS GOLD --json"
        ) from None


def _json(scores: Scores, believed: Mapping[str, Reliability], worst: int, base: Base | None) -> str:
    import msgspec

    plain = msgspec.to_builtins(scores)
    result = {
        "scores": plain["scores"],
        "by_type": plain["by_type"],
        "reliability": msgspec.to_builtins(believed),
        "worst": msgspec.to_builtins(scores.worst(worst)),
    }
    if base is not None:
        result["change"] = {
            part: {name: _change(row, base[part].get(name)) for name, row in plain[part].items()} for part in base
        }
    return msgspec.json.encode(result).decode()


def _lines(scores: Scores, believed: Mapping[str, Reliability], worst: int, base: Base | None) -> Iterator[str]:
    import msgspec

    plain = msgspec.to_builtins(scores)
    for title, part in (("by field", "scores"), ("by event type", "by_type")):
        yield f"{title:24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'read':>8}" + ("  change" if base else "")
        for name, row in plain[part].items():
            yield f"  {name:22}" + _numbers(row) + (_change_words(row, base[part].get(name)) if base else "")
        yield ""
    yield f"{'confidence by field':24}{'error':>7}{'fields':>8}   share that was right"
    for name, row in believed.items():
        levels = ", ".join(f"{level} {right:.2f} of {count}" for level, (right, count) in row.levels.items())
        yield f"  {name:22}{row.error:7.3f}{row.n:8}   {levels}"
    yield ""
    if worst and scores.articles:
        yield f"{'worst articles':24}{'F1':>7}{'gold':>8}{'read':>8}{'missed':>8}{'invented':>10}"
        for article in scores.worst(worst):
            counts = f"{article.gold:8}{article.pred:8}{article.missed:8}{article.invented:10}"
            yield f"  {article.id:22}{article.f1:7.3f}{counts}"


def _numbers(row: Row) -> str:
    if "accuracy" in row:
        return f"{row['accuracy']:21.3f}{row['n']:8}{'':8}"
    return f"{row['p']:7.3f}{row['r']:7.3f}{row['f1']:7.3f}{row['gold']:8}{row['pred']:8}"


def _change(row: Row, before: Row | None) -> float | None:
    """What F1 or accuracy gained or lost; None for a field that was not measured before."""
    key = "accuracy" if "accuracy" in row else "f1"
    if before is None or key not in before:
        return None
    return float(round(row[key] - before[key], 3))


def _change_words(row: Row, before: Row | None) -> str:
    change = _change(row, before)
    if change is None:
        return f"{'new':>8}"
    return f"{change:+8.3f}" if change else f"{'=':>8}"
