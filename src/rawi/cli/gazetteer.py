"""``rawi gazetteer``: make layers of places, list them, and tell why a name is taken for one place and not another."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rawi.cli.guard import FAILED, complain, guarded
from rawi.errors import InputError

if TYPE_CHECKING:
    from rawi.lexicon.gazetteer import GazetteerEntry
    from rawi.lexicon.gazetteer_layer import Layer
    from rawi.lexicon.gazetteer_rows import BadRow
    from rawi.reading.mentions.place_scores import Scored, Term

_SHOWN = 10  # rows told one by one for each reason; the rest is counted

app = typer.Typer(
    help="Layers of places: import them, list them, and see how a name is resolved.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Layers = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        help="More places: JSON Lines, or a layer made by rawi gazetteer import. May be given several times.",
    ),
]


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"


Form = Annotated[Format, typer.Option("--format", help="table: lines to read. json: everything, as JSON.")]


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A GeoNames dump, a table with p-codes (CSV, XLSX), GeoJSON, or JSON Lines."
        ),
    ],
    name: Annotated[
        str | None, typer.Option(metavar="LAYER", help="The name of the layer. [default: that of the file]")
    ] = None,
    licence: Annotated[str, typer.Option(metavar="TEXT", help="The licence of the places, kept in the layer.")] = "",
    priority: Annotated[
        int, typer.Option(metavar="N", help="Which layer wins where nothing else decides; the embedded one has 0.")
    ] = 10,
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the file comes from, kept in the layer.")] = "",
    into: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The layer to write. [default: LAYER.gazetteer, here]")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="The column of a field, where its name does not tell: name_ar, lat, lon, name_en, chain (several, "
            "joined by commas, nearest first), country, population, id, level, feature, date.",
        ),
    ] = None,
) -> int:
    """Make a layer of places from a file, for rawi read --gazetteer.

    Rows that are no places are told on standard error and left out. The layer holds the name, licence and source given,
    and the SHA-256 of the file; the same file gives the same bytes. Exit status: 0 when all rows were sound, 1 when
    some were not or nothing could be made, 2 for wrong usage.
    """
    from rawi.lexicon.gazetteer import Gazetteer
    from rawi.lexicon.gazetteer_files import places_in
    from rawi.lexicon.gazetteer_import import compile_layer, digest, layer_name, read_bytes
    from rawi.lexicon.gazetteer_layer import LayerInfo, encode

    given = dict(_pair(text) for text in columns or ())
    data = read_bytes(file)
    found = places_in(data, file, given)
    _tell(str(file), found.bad)
    print(f"rawi: {file}: {found.kind}" + (f": {found.columns}" if found.columns else ""), file=sys.stderr)
    if not found.rows:
        raise InputError("no row of it is a place", subject=str(file), advice="see what was said of its rows above")
    info = LayerInfo(
        layer_name(Path(f"{name}.x")) if name else layer_name(file),
        licence=licence,
        source=source or file.name,
        sha256=digest(data),
        priority=priority,
    )
    layer = compile_layer(info, found.rows, found.bad, Gazetteer.load().layers[0])
    target = into or Path(f"{info.name}.gazetteer")
    _write(target, encode(layer))
    print(
        f"{target}: {len(layer.entries):,} places under {len(layer.names):,} names, of {layer.info.rows:,} rows"
        + "".join(f"; {count:,} left out: {reason}" for reason, count in layer.info.left_out.items())
    )
    return FAILED if any(row.fault for row in found.bad) else 0


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help='A name, or a phrase: "بلدة الدانا بريف إدلب".')],
    gazetteer: Layers = None,
    country: Annotated[
        str | None, typer.Option(metavar="XX", help="The country the text is about (two-letter code).")
    ] = None,
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON", help="A place the text names for certain, in degrees.")
    ] = None,
    form: Form = Format.TABLE,
) -> int:
    """Tell which places a name may stand for, best first, and every point for and against each.

    Exit status: 0 when the name is known, 1 when it is not, 2 for wrong usage.
    """
    from rawi.lexicon.gazetteer import Gazetteer
    from rawi.reading.mentions.places import Places

    position = _position(near)
    stack = Gazetteer.load()
    for path in gazetteer or ():
        stack = stack.with_layer(path)
    tell_bad_rows(gazetteer or ())
    rule, found = Places(stack).explained(name, country=country.upper() if country else None, near=position)
    if found and rule != "gazetteer":
        complain(name, rule)
    if form is Format.JSON:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode([_record(*pair) for pair in found]), indent=2).decode())
    else:
        for number, (scored, terms) in enumerate(found, 1):
            print("\n".join(_lines(number, scored, terms)))
    if not found:
        complain(name, "no layer has a place of that name", "try another spelling, or import a layer that has it")
        return FAILED
    return 0


def layers(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Layers besides the embedded one.")] = None,
    form: Form = Format.TABLE,
) -> int:
    """List the embedded places and the layers in files: how many, under which licence, from where."""
    from rawi.lexicon.gazetteer import Gazetteer

    stack = Gazetteer.load()
    for path in files or ():
        stack = stack.with_layer(path)
    tell_bad_rows(files or ())
    records = [_layer_record(layer) for layer in stack.layers]
    if form is Format.JSON:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(records), indent=2).decode())
        return 0
    for record in records:
        print(record.pop("name"))
        for key, value in record.items():
            if isinstance(value, dict):
                value = "; ".join(f"{part}: {count:,}" for part, count in value.items())
            elif isinstance(value, int):
                value = f"{value:,}"
            if value:
                print(f"  {key.replace('_', ' '):<10} {value}")
    return 0


for command, called in ((import_, "import"), (find, "find"), (layers, "layers")):
    app.command(called)(guarded(command))


def tell_bad_rows(paths: Iterable[Path]) -> None:
    """Tell on standard error which rows of JSON Lines files are no places. They are left out when the file is used."""
    for path in paths:
        from rawi.lexicon.gazetteer_import import json_line_rows, read_bytes
        from rawi.lexicon.gazetteer_layer import is_compiled

        if not is_compiled(path):
            _tell(str(path), json_line_rows(read_bytes(path), str(path))[1])


def _tell(subject: str, bad: Sequence[BadRow]) -> None:
    counts: Counter[str] = Counter()
    for row in bad:
        counts[row.reason] += 1
        if counts[row.reason] <= _SHOWN:
            complain(subject, str(row), "left out")
    for reason, count in counts.items():
        if count > _SHOWN:
            complain(subject, f"{count - _SHOWN:,} rows more: {reason}", "left out")


def _pair(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not sign or not column:
        raise typer.BadParameter(f"{text!r} is not FIELD=COLUMN", param_hint="--map")
    return field.strip(), column.strip()


def _position(near: str | None) -> tuple[float, float] | None:
    if near is None:
        return None
    try:
        lat, lon = map(float, near.split(","))
    except ValueError:
        raise typer.BadParameter(f"{near!r} is not LAT,LON", param_hint="--near") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter(f"{near!r} is no place on Earth", param_hint="--near")
    return lat, lon


def _write(target: Path, data: bytes) -> None:
    """A file that appears under its name only when it is whole."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise InputError(
            f"it cannot be written ({error.strerror})", subject=str(target), advice="give --into a file in a folder"
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _all_names(entry: GazetteerEntry) -> list[str]:
    return list(dict.fromkeys(n for n in (entry.name_ar, *entry.aliases, entry.name_en) if n))


def _record(scored: Scored, terms: Sequence[Term]) -> dict[str, Any]:
    entry = scored.entry
    return {
        "id": entry.id,
        "names": _all_names(entry),
        "level": entry.level,
        "feature": entry.feature,
        "country": entry.country,
        "admin": entry.admin,
        "lat": entry.lat,
        "lon": entry.lon,
        "precision_m": entry.precision_m,
        "population": entry.population,
        "layer": entry.layer,
        "score": round(scored.score, 2),
        "terms": [{"points": round(term.points, 2), "why": term.why} for term in terms],
    }


def _lines(number: int, scored: Scored, terms: Sequence[Term]) -> Iterator[str]:
    entry = scored.entry
    where = ", ".join(filter(None, (entry.feature or entry.level, *entry.admin, entry.country)))
    yield f"{number}. {' / '.join(_all_names(entry))}"
    yield f"   {where}  {entry.lat:.4f}, {entry.lon:.4f} ± {entry.precision_m / 1000:g} km"
    yield f"   layer {entry.layer}  id {entry.id}"
    yield f"   {scored.score:+6.2f}  in all"
    for term in terms:
        yield f"   {term.points:+6.2f}  {term.why}"


def _layer_record(layer: Layer) -> dict[str, Any]:
    import msgspec

    from rawi.lexicon.gazetteer_entry import GazetteerEntry

    info = layer.info
    entries = [msgspec.msgpack.decode(raw, type=GazetteerEntry) for raw in layer.entries]
    parts = Counter(entry.layer for entry in entries)
    return {
        "name": info.name,
        "places": len(entries),
        "names": len(layer.names),
        "countries": dict(Counter(entry.country or "none" for entry in entries).most_common(8)),
        "parts": dict(sorted(parts.items())) if len(parts) > 1 else None,
        "priority": info.priority,
        "licence": info.licence,
        "source": info.source,
        "sha256": info.sha256,
        "date": info.date,
        "rows": info.rows,
        "left_out": info.left_out or None,
    }
