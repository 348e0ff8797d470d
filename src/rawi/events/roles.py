"""Whether an article reports an event, or only mentions it: as background of a newer one, or in passing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rawi.events.evidence import WINDOW_DAYS

if TYPE_CHECKING:
    from rawi.events.accounts import Account


def only_mentions(account: Account, accounts: Sequence[Account]) -> bool:
    """Whether an account, of all accounts of its article, only mentions its event.

    An account is background where its day lies before the window of a report, or before publication while the article
    tells of something newer of the same kind. It is a mention in passing where it is a single claim without a count,
    and another account of the same kind in the article says more.
    """
    return _older(account, accounts) or _thin(account, accounts)


def _older(account: Account, beside: Sequence[Account]) -> bool:
    if account.days is None or not account.days.stated or account.published is None:
        return False
    late = account.published - account.days.last
    if late > WINDOW_DAYS + 1:
        return True
    return late >= 1 and any(
        other.family == account.family
        and other.real
        and other.days is not None
        and (other.days.first > account.days.last or not other.days.stated)
        for other in beside
    )


def _thin(account: Account, beside: Sequence[Account]) -> bool:
    return not _says_much(account) and any(
        other.family == account.family and other.real and _says_much(other) for other in beside
    )


def _says_much(account: Account) -> bool:
    return bool(account.counts) or len(account.refs) > 1
