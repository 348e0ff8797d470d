"""Reads a stream of articles, in this process or in several, and gives the results in the order of the articles."""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rawi.errors import RawiError
from rawi.intake.files import InputFailure
from rawi.model.article import Article
from rawi.model.reading import Failure, Reading

if TYPE_CHECKING:
    from concurrent.futures import Future

    from rawi.reading.reader import Reader

# Articles handed over at a time: enough that handing over costs little, few enough that memory stays small.
CHUNK = 8
# Chunks under way for each process, so that none waits while the results before its own are written.
AHEAD = 3

Item = Article | InputFailure
Result = Reading | Failure
Made = TypeVar("Made")


class Setup(NamedTuple):
    """What a reader is made of: files with more places, and the folder of other weights, if any."""

    gazetteers: tuple[str, ...] = ()
    weights: str | None = None


PLAIN = Setup()


def setup_of(gazetteers: Iterable[Path] | None, weights: Path | None) -> Setup:
    """What options of a command ask for."""
    return Setup(tuple(str(path) for path in gazetteers or ()), None if weights is None else str(weights))


def results(items: Iterable[Item], *, jobs: int, setup: Setup = PLAIN) -> Iterator[Result]:
    """A reading or a failure for each item, in order and the same whatever ``jobs`` is.

    Raises RawiError where the reader cannot be made, or where a reading process dies.
    """
    return made_of(items, _as_it_is, jobs=jobs, setup=setup)


def made_of(
    items: Iterable[Item], then: Callable[[Result], Made], *, jobs: int, setup: Setup = PLAIN
) -> Iterator[Made]:
    """What ``then`` makes of each result of ``results``, in the process that read it. Raises what ``results`` does."""
    return map(then, _here(items, setup)) if jobs == 1 else _spread(items, then, jobs, setup)


def _as_it_is(result: Result) -> Result:
    return result


def attempt(reader: Reader, article: Article) -> Result:
    """Read one article; an article that cannot be read gives a failure."""
    try:
        return reader.read(article)
    except RawiError as error:
        return Failure(article=article.id, reason=error.what, advice=error.advice)
    except Exception as error:  # a fault of the reader in one article must not cost the others
        kind = type(error).__name__
        return Failure(
            article=article.id,
            reason=f"the reader stumbled over it ({kind}: {error})",
            advice="this is a fault of Rawi: please report it with the article",
        )


def failure_of(failed: InputFailure) -> Failure:
    """What could not be taken in, as a failure: the article is named by its file and line."""
    place = failed.path if failed.line is None else f"{failed.path}:{failed.line}"
    return Failure(article=place, reason=failed.reason, advice=failed.advice)


def _here(items: Iterable[Item], setup: Setup) -> Iterator[Result]:
    for item in items:
        yield failure_of(item) if isinstance(item, InputFailure) else attempt(_own_reader(setup), item)


_readers: dict[Setup, Reader] = {}


def _own_reader(setup: Setup) -> Reader:
    """The reader of this process, made when the first article comes."""
    if setup not in _readers:
        from rawi.reading.reader import Reader

        _readers[setup] = Reader(gazetteers=setup.gazetteers, weights=setup.weights)
    return _readers[setup]


def _chunk(items: list[Item], then: Callable[[Result], Made], setup: Setup) -> list[Made]:
    return list(map(then, _here(items, setup)))


def _deaf() -> None:
    """Ctrl-C is for the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started within do not hear Ctrl-C even while they start."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _spread(items: Iterable[Item], then: Callable[[Result], Made], jobs: int, setup: Setup) -> Iterator[Made]:
    # Most runs read in one process and need none of this.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    source = iter(items)
    waiting: deque[Future[list[Made]]] = deque()
    # Spawned, not forked: the same on every system, and safe beside the thread that draws the progress.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_deaf)
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (chunk := list(islice(source, CHUNK))):
                with _deaf_children():
                    waiting.append(pool.submit(_chunk, chunk, then, setup))
            if not waiting:
                return
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise RawiError(
            "a reading process died, killed or out of memory",
            advice="run again with --jobs 1; the results before it are whole",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
