"""The claims of an article as cards: what, who, where, when, how many, and through whose mouth."""

from __future__ import annotations

from collections.abc import Iterable

from rawi.export.labels import (
    COMMITMENT_LABELS,
    CONFIDENCE_LABELS,
    EVENT_LABELS,
    FIELD_LABELS,
    GRAIN_LABELS,
    GROUP_OF,
    PLACE_LEVEL_LABELS,
    QUANTITY_LABELS,
    REASON_LABELS,
    SOURCE_KIND_LABELS,
    STATUS_LABELS,
    Label,
)
from rawi.export.report_html import both, code, escape, words
from rawi.model.claim import ActorMention, Claim, FieldName, Trace
from rawi.model.place import PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Reading
from rawi.model.span import Quote
from rawi.model.time import TimeMention
from rawi.reading.confidence import level

_ARROW = '<span class="arrow" aria-hidden="true"></span>'
_DOT = '<i class="dot"></i>'
_OUTLET = Label("الناشر نفسه", "the outlet itself")
_ABSENT = Label("لم يُذكر", "not stated")
_UNPLACED = Label("لا موضع معروف", "no known position")
_UNDATED = Label("لا يُعرف يومه", "day not known")
_CLASH = Label("اسم اليوم لا يوافق تاريخ النشر", "weekday contradicts the date of publication")
_OTHERS = Label("مواضع أخرى محتملة", "other candidates")
_WHY = Label("لماذا؟", "why?")
_NO_BOUND = Label("بلا رقم", "no number")
_APPROX = Label("تقريبًا", "roughly")
# The reporting word stands with its source; the rest of the rows show the fields in this order.
_CORE = ("actor", "place", "time")


def card_html(reading: Reading, article: int, number: int) -> str:
    """One claim as a card. article, number: positions in the report, from 0."""
    claim = reading.claims[number]
    rows = [
        _parties(claim, number),
        _row("place", number, claim, claim.places),
        _row("origin", number, claim, claim.origins),
        _row("destination", number, claim, claim.destinations),
        _times(number, claim),
        _quantities(number, claim),
        _chain(number, claim, reading.article.outlet),
        _absent(claim),
    ]
    group = GROUP_OF[claim.event]
    label = EVENT_LABELS[claim.event]
    return (
        f'<article class="card g-{group}" id="a{article}c{number}" data-c="{number}" data-e="{claim.event}" '
        f'data-s="{claim.status}" aria-labelledby="a{article}h{number}">'
        f'<button type="button" class="head" id="a{article}h{number}" aria-pressed="false">'
        f'<span class="no">{number + 1}</span>'
        f'<span class="event two">{both(label)}</span>'
        f'<span class="trigger">{words(claim.trigger.text)}</span>'
        f'<span class="badges"><span class="badge s-{claim.status}">{both(STATUS_LABELS[claim.status])}</span>'
        f'<span class="badge c-{claim.commitment}">{both(COMMITMENT_LABELS[claim.commitment])}</span>'
        f'<span class="sure">{both(CONFIDENCE_LABELS[level(claim.confidence)])} {_meter(claim.confidence)}</span>'
        "</span></button>"
        f"<dl>{''.join(rows)}</dl>{_why(claim.trace)}</article>"
    )


def _line(field: FieldName, values: str, claim: Claim) -> str:
    sure = claim.confidences.get(field)
    meter = "" if sure is None else f" {_meter(sure)}"
    return f'<div class="row"><dt>{both(FIELD_LABELS[field])}{meter}</dt><dd>{values}</dd></div>'


def _meter(confidence: float) -> str:
    """Three bars, filled as far as the field can be believed; the measured share behind them in its title."""
    name = level(confidence)
    label = CONFIDENCE_LABELS[name]
    title = f"{label.ar} · {label.en}: {confidence:.0%}"
    return f'<span class="meter {name}" role="img" title="{title}" aria-label="{title}"></span>'


def _value(field: str, number: int, position: int, quote: Quote, after: str = "") -> str:
    """A phrase that leads to its words in the text, and what it was resolved to."""
    name = f"{number}.{field}.{position}"
    return (
        f'<span class="item"><button type="button" class="v f-{field}" data-k="{name}">{words(quote.text)}</button>'
        f"{after}</span>"
    )


def _note(content: str) -> str:
    return f'<span class="sub">{content}</span>' if content else ""


def _parties(claim: Claim, number: int) -> str:
    actors = "".join(_value("actor", number, i, m.quote, _party(m)) for i, m in enumerate(claim.actors))
    targets = "".join(_value("target", number, i, m.quote, _party(m)) for i, m in enumerate(claim.targets))
    if actors and targets:
        return _line("actor", f'{actors}<span class="onto">{_ARROW}</span>{targets}', claim)
    if actors:
        return _line("actor", actors, claim)
    return _line("target", targets, claim) if targets else ""


def _party(mention: ActorMention) -> str:
    name = mention.name if mention.name and mention.name != mention.quote.text else ""
    shown = f"= {words(name)}" if name else ""
    labels = "".join(f'<span class="loaded">{words(label.text)}</span>' for label in mention.labels)
    return _note(shown) + labels


def _row(field: FieldName, number: int, claim: Claim, places: Iterable[PlaceMention]) -> str:
    found = "".join(_value(field, number, i, place.quote, _place(place)) for i, place in enumerate(places))
    return _line(field, found, claim) if found else ""


def _place(place: PlaceMention) -> str:
    if place.lat is None or place.lon is None:
        return f'<span class="sub gap">{both(_UNPLACED)}</span>'
    known: list[str] = []
    if place.candidates:
        best = place.candidates[0]
        abroad = ", ".join(word for word in (best.name_en, best.country) if word and word != best.name)
        known.append(f"{words(best.name)} {code(abroad)}" if abroad else words(best.name))
    if place.level:
        known.append(both(PLACE_LEVEL_LABELS[place.level]))
    radius = f" {_radius(place.precision_m)}" if place.precision_m else ""
    where = [code(f"{place.lat:.4f}, {place.lon:.4f}{radius}")]
    where += [code(f"UCDP {place.ucdp_precision}")] if place.ucdp_precision else []
    where += [code(f"ACLED {place.acled_precision}")] if place.acled_precision else []
    return _note(_DOT.join(known)) + f'<span class="sub line">{_DOT.join(where)}</span>' + _others(place)


def _radius(metres: int) -> str:
    return (
        f"±{metres} m" if metres < 1000 else f"±{metres / 1000:.3g} km" if metres < 100_000 else f"±{metres // 1000} km"
    )


def _others(place: PlaceMention) -> str:
    others = place.candidates[1:]
    if not others:
        return ""
    lines = "".join(
        f"<li>{words(c.name)} {code(c.name_en)} {code(c.country or '')} {code(f'{c.lat:.3f}, {c.lon:.3f}')} "
        f"{code(f'{c.score:.2f}')}</li>"
        for c in others
    )
    return (
        f'<details class="more"><summary>{both(_OTHERS)} {code(str(len(others)))}</summary><ul>{lines}</ul></details>'
    )


def _times(number: int, claim: Claim) -> str:
    found = "".join(_value("time", number, i, time.quote, _time(time)) for i, time in enumerate(claim.times))
    return _line("time", found, claim) if found else ""


def _time(time: TimeMention) -> str:
    if time.interval is None:
        return f'<span class="sub gap">{both(_UNDATED)}</span>'
    first, last = time.interval.first.isoformat(), time.interval.last.isoformat()
    span = code(first) if first == last else f"{code(first)} – {code(last)}"
    told = f"{span}{_DOT}{both(GRAIN_LABELS[time.interval.grain])}"
    if time.part_of_day:
        told += f"{_DOT}{words(time.part_of_day)}"
    conflict = f'<span class="sub gap">{both(_CLASH)}</span>' if time.weekday_conflict else ""
    return _note(told) + conflict


def _quantities(number: int, claim: Claim) -> str:
    found = "".join(_value("quantity", number, i, q.quote, _quantity(q)) for i, q in enumerate(claim.quantities))
    return _line("quantity", found, claim) if found else ""


def _quantity(quantity: QuantityMention) -> str:
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        bounds = f'<span class="gap">{both(_NO_BOUND)}</span>'
    elif low == high:
        bounds = code(_number(low))
    elif high is None:
        bounds = code(f"≥ {_number(low)}")
    elif low is None:
        bounds = code(f"≤ {_number(high)}")
    else:
        bounds = code(f"{_number(low)}–{_number(high)}")
    rough = f" {both(_APPROX)}" if quantity.approx else ""
    return _note(f"{both(QUANTITY_LABELS[quantity.of])} {bounds}{rough}")


def _number(value: float | None) -> str:
    return f"{value:,.12g}" if value is not None else ""


def _chain(number: int, claim: Claim, outlet: str | None) -> str:
    """The chain of who says it, nearest the event first, down to the outlet."""
    end = f'<span class="outlet">{words(outlet) if outlet else both(_OUTLET)}</span>'
    parts: list[str] = []
    sources = claim.sources
    verbs = 0
    for position, link in enumerate(sources):
        verb = ""
        if link.verb is not None:
            # A verb that governs several links is shown once, with the link nearest the event.
            if all(link.verb != before.verb for before in sources[:position]):
                verb = _value("verb", number, verbs, link.verb)
            verbs += 1
        kind = f'<span class="sub kind">{both(SOURCE_KIND_LABELS[link.kind])}</span>'
        parts.append(f'<span class="link">{_value("source", number, position, link.quote, kind)}{verb}</span>')
    return _line("source", f'<span class="chain">{_ARROW.join([*parts, end])}</span>', claim)


def _absent(claim: Claim) -> str:
    """Which of the core fields the text does not give, so that a gap is seen as one."""
    has = {
        "actor": bool(claim.actors),
        "place": bool(claim.places or claim.origins or claim.destinations),
        "time": bool(claim.times),
    }
    missing = "".join(f"<span>{both(FIELD_LABELS[field])}</span>" for field in _CORE if not has[field])
    return f'<div class="row absent"><dt>{both(_ABSENT)}</dt><dd>{missing}</dd></div>' if missing else ""


def _why(trace: tuple[Trace, ...]) -> str:
    if not trace:
        return ""
    lines = "".join(
        f"<li><b>{both(FIELD_LABELS[item.field])}</b><span>{words(item.rule)} {words(item.entry)}</span>"
        f"{code(f'{item.weight:.3g}') if item.weight is not None else ''}</li>"
        for item in trace
    )
    return f'<details class="why"><summary>{both(_WHY)}</summary><ul>{lines}</ul></details>'


def unknown_html(reading: Reading) -> str:
    """The phrases that could not be resolved, as rows of a table."""
    return "".join(
        f"<tr><td>{both(FIELD_LABELS.get(item.field, Label(item.field, item.field)))}</td>"
        f'<td><button type="button" class="v" data-w="u{number}">{words(item.quote.text)}</button></td>'
        f"<td>{_reason(item.reason)}</td></tr>"
        for number, item in enumerate(reading.unknown)
    )


def _reason(reason: str) -> str:
    known = REASON_LABELS.get(reason)
    return both(known) if known else f"<bdi>{escape(reason)}</bdi>"
