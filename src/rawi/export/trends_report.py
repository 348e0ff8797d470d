"""Trends as one HTML file in the look of the report: charts, what stands out, the trend claims, and all numbers.

The file asks nothing of the network, and its content security policy lets nothing but its own style and script run.
"""

from __future__ import annotations

from string import Template

from rawi.events.trend_claims import TrendClaim
from rawi.events.trends_found import SeriesFound, Trends
from rawi.events.trends_statistics import Burst, ChangePoint, Level
from rawi.events.trends_verdict import Finding
from rawi.export import trends_labels as label
from rawi.export.chart import bounds, chart_of, chart_svg
from rawi.export.labels import Label
from rawi.export.page_parts import asset, policy, shared_style
from rawi.export.report_html import both, code, escape, words
from rawi.export.trends_labels import Names
from rawi.export.trends_table import burst_words, change_words

MOST_CHARTS = 12  # the series with the most events; the table has all
_COUNTING = Label(
    "الحدث الواحد يُعد مرة واحدة مهما كثرت المقالات عنه. الحد الأدنى ما يقع يقينا في الأسبوع وله مصدر مسمى، "
    "والحد الأعلى ما قد يقع فيه.",
    "An event counts once, however many articles report it. The lower bound counts what surely lies in the week and "
    "goes back to a source known by name, the upper one what may lie in it.",
)
_RULE = Label(
    "تُقارن أحداث 28 يوما حتى النشر بما قبلها من 56 يوما، دون المقال نفسه ونسخه. يؤيد الأرشيف الزعم إن ثبت حتى "
    "بالحدود التي تعارضه، ولا يؤيده إن لم يثبت حتى بالحدود التي توافقه.",
    "The 28 days up to publication are held against the 56 before, without the article itself and its copies. A "
    "claim is supported if even the bounds against it show it, not supported if even the bounds for it do not.",
)


def render_trends(trends: Trends, names: Names) -> str:
    """One self-contained HTML document, the same bytes for the same input."""
    style, script = shared_style() + asset("trends.css"), asset("event.js")
    numbers = ((label.SERIES, len(trends.found)), (label.CLAIMS, len(trends.claims)), (label.UNDATED, trends.undated))
    return Template(asset("trends.html")).substitute(
        title=escape(f"راوي: {label.TITLE.ar}"),
        policy=policy(style, script),
        style=style,
        script=script,
        heading=both(label.TITLE),
        counts="".join(f'<span class="count">{both(name)} <b>{number}</b></span>' for name, number in numbers),
        body=_charts(trends, names) + _claims(trends) + _numbers(trends, names),
    )


def _charts(trends: Trends, names: Names) -> str:
    panels = "".join(_panel(item, names(item.series.key)) for item in trends.found[:MOST_CHARTS])
    left = len(trends.found) - MOST_CHARTS
    more = f'<p class="hint">{both(label.MORE)}: {code(str(left))}</p>' if left > 0 else ""
    keys = "".join(
        f'<span><i class="{css}"></i>{both(name)}</span>'
        for css, name in (
            ("sure", label.SURE), ("may", label.MAY), ("burst", label.BURST), ("change", label.CHANGE),
            ("empty", label.NO_ARTICLE),
        )
    )  # fmt: skip
    return (
        f"<section><h2>{both(label.WEEKLY)} {both(label.GROUPING_LABELS[trends.by])}</h2>"
        f'<p class="hint">{both(_COUNTING)}</p><div class="keys">{keys}</div>'
        f"{panels or _none(label.NO_SERIES)}{more}</section>"
    )


def _panel(item: SeriesFound, name: Label) -> str:
    finds = [_find(label.BURST, _burst(burst)) for burst in item.bursts]
    finds += [_find(label.CHANGE, _change(change)) for change in item.changes]
    return (
        f'<div class="panel"><header><h3>{both(name)}</h3>'
        f"<span>{both(label.TOTAL)} {code(bounds(item.series.low, len(item.series.events)))}</span></header>"
        f'<div class="plot" tabindex="0">{chart_svg(chart_of(item, name))}</div>'
        f"{_list(finds)}</div>"
    )


def _list(finds: list[str]) -> str:
    return f'<ul class="finds">{"".join(finds)}</ul>' if finds else ""


def _find(name: Label, told: Label) -> str:
    # The blank keeps the last letter of the name from joining the first one after it.
    return f"<li><b>{both(name)}</b> {both(told)}</li>"


def _burst(burst: Burst) -> Label:
    return Label(
        f"الأسبوع {_ltr(burst.week)}: {burst.low} على الأقل، وأعلى ما في الأسابيع قبله "
        f"{_ltr(', '.join(map(str, burst.before)))}، والمتوقع {_ltr(f'{burst.expected:.1f}')} على الأكثر، "
        f"والاحتمال {_ltr(f'{burst.p:.1g}')}",
        burst_words(burst),
    )


def _change(change: ChangePoint) -> Label:
    return Label(
        f"{label.DIRECTION_LABELS[change.direction].ar} منذ الأسبوع {_ltr(change.week)}: من {_mean(change.before)} إلى "
        f"{_mean(change.after)} في الأسبوع؛ الكسب {_ltr(f'{change.gain:.1f}')} والعتبة "
        f"{_ltr(f'{change.penalty:.1f}')}",
        change_words(change),
    )


def _ltr(text: str) -> str:
    """Numbers within Arabic words, isolated: a range or a week would be turned round by what stands beside it."""
    return f"\u2066{text}\u2069"


def _mean(level: Level) -> str:
    return _ltr(bounds(round(level.low, 1), round(level.high, 1)))


def _claims(trends: Trends) -> str:
    found = "".join(_claim(claim) for claim in trends.claims)
    return (
        f'<section id="claims"><h2>{both(label.CLAIMS)}</h2><p class="hint">{both(_RULE)}</p>'
        f"{found or _none(label.NO_CLAIMS)}</section>"
    )


def _claim(claim: TrendClaim) -> str:
    finding = claim.finding
    outlet = words(claim.words.outlet) if claim.words.outlet else both(label.OUTLET)
    numbers = "".join(
        f"<span>{both(name)}: <b>{code(bounds(window.low, window.high))}</b></span>"
        for name, window in ((label.RECENT, finding.recent), (label.BEFORE, finding.before))
        if window is not None
    )
    return (
        f'<article class="claim v-{finding.verdict}"><header>'
        f'<span class="verdict">{both(label.VERDICT_LABELS[finding.verdict])}</span>'
        f"<b>{both(label.DIRECTION_LABELS[claim.direction])}</b>"
        f"<span>{both(label.claimed(claim.event, claim.party))}</span></header>"
        f'<blockquote lang="ar" dir="rtl">{_marked(claim)}</blockquote>'
        f"<footer><span>{outlet} {code((claim.words.published or '')[:10])}</span>{numbers}"
        f"<span>{both(Label(_why(finding), finding.why))}</span></footer></article>"
    )


def _marked(claim: TrendClaim) -> str:
    """The sentence with the words of the assertion marked."""
    quote = " ".join(claim.words.quote.text.split())
    before, found, after = claim.sentence.partition(quote)
    return f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}" if found else f"<mark>{escape(quote)}</mark>"


def _why(finding: Finding) -> str:
    """The reason in Arabic; the numbers stand beside it."""
    if finding.p is not None:
        how = {
            "supported": "يثبت حتى بالحدود المعارضة",
            "not_supported": "لا يثبت حتى بالحدود الموافقة",
            "too_little_data": "الحدود تترك الأمر مفتوحا",
        }[finding.verdict]
        return f"{how}، والاحتمال {_ltr(f'{finding.p:.2g}')}"
    if finding.recent is None or finding.before is None:
        return "تاريخ النشر غير معروف"
    return f"أحداث أو مقالات قليلة: {finding.recent.covered} من 4 أسابيع و{finding.before.covered} من 8 فيها مقالات"


def _numbers(trends: Trends, names: Names) -> str:
    if not trends.found:
        return ""
    weeks = trends.found[0].series.weeks
    # The newest week first: it is what a reader looks for.
    head = "".join(f'<th scope="col">{code(week.week)}</th>' for week in reversed(weeks))
    rows = "".join(_row(item, names(item.series.key)) for item in trends.found)
    return (
        f'<section><h2>{both(label.TABLE)}</h2><div class="scroll" tabindex="0"><table class="numbers">'
        f'<thead><tr><th scope="col">{both(label.WEEK)}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        "</section>"
    )


def _row(item: SeriesFound, name: Label) -> str:
    bursts = {burst.week for burst in item.bursts}
    cells = "".join(
        f'<td class="{"burst" if week.week in bursts else "none" if not week.high else ""}'
        f'{"" if week.covered else " out"}">{code(bounds(week.low, week.high))}</td>'
        for week in reversed(item.series.weeks)
    )
    return f'<tr><th scope="row">{both(name)}</th>{cells}</tr>'


def _none(told: Label) -> str:
    return f'<p class="none">{both(told)}</p>'
