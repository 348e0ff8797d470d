"""Which addresses may be fetched from: public ones alone, checked where the connection is made.

The name is resolved once and the connection goes to the very address that was checked, so an answer of the name
service that changes between check and use gains nothing, and neither does any spelling of an address.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import typing
from collections.abc import Callable, Iterable

import httpcore

from rawi.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# The special-purpose registries of IANA (RFC 6890 and later), with what clouds keep for their metadata. Written out,
# since `is_global` of the standard library changes between versions of Python.
_REFUSED: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this host"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a shared network of a provider"),
    ("127.0.0.0/8", "this computer (loopback)"),
    ("168.63.129.16/32", "a service of a cloud for its own machines"),
    ("169.254.0.0/16", "link-local, as the metadata of clouds are"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "reserved for documentation"),
    ("192.31.196.0/24", "reserved"),
    ("192.52.193.0/24", "reserved"),
    ("192.88.99.0/24", "reserved"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "reserved"),
    ("198.18.0.0/15", "reserved for measurements"),
    ("198.51.100.0/24", "reserved for documentation"),
    ("203.0.113.0/24", "reserved for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "this host"),
    ("::1/128", "this computer (loopback)"),
    ("::ffff:0:0/96", "an IPv4 address in the dress of IPv6"),
    ("64:ff9b::/96", "an IPv4 address behind a translator (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address behind a translator (NAT64)"),
    ("2001::/23", "reserved"),
    ("2001:db8::/32", "reserved for documentation"),
    ("2002::/16", "an IPv4 address in a tunnel (6to4)"),
    ("2620:4f:8000::/48", "reserved"),
    ("3fff::/20", "reserved for documentation"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "link-local, as the metadata of clouds are"),
    ("fec0::/10", "a private network"),
    ("ff00::/8", "multicast"),
)
_NETWORKS = tuple((ipaddress.ip_network(network), why) for network, why in _REFUSED)
# All that was ever given out for the public Internet.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")


class RefusedAddressError(InputError):
    """A name leads to an address that is not of the public Internet."""


def refusal(address: Address) -> str | None:
    """Why nothing may be fetched from an address, or None where it is public."""
    for network, why in _NETWORKS:
        if address.version == network.version and address in network:
            return why
    if address.version == 6 and address not in _GIVEN_OUT:
        return "reserved"
    return None


def addresses(host: str, port: int) -> list[str]:
    """What a name leads to now, in the order of the name service. Raises OSError where it leads nowhere."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


Resolver = Callable[[str, int], list[str]]


def checked(host: str, port: int, resolve: Resolver = addresses) -> list[str]:
    """The addresses of a name, all of them public.

    Raises RefusedAddressError if one is not: a name that leads to both is as suspicious as one that leads there only.
    Raises OSError where the name leads nowhere.
    """
    found = resolve(host, port)
    for text in found:
        # An address of IPv6 may come with the interface it is reached by (fe80::1%eth0).
        why = refusal(ipaddress.ip_address(text.partition("%")[0]))
        if why is not None:
            told = host if host == text else f"{host} ({text})"
            raise RefusedAddressError(
                f"the address {told} is refused: {why}",
                advice="if this is meant, allow the host by its name (--allow-host, or allow_hosts in the file)",
            )
    return found


class Deadline:
    """By when the answer must be there: whole seconds or none help against a server that sends a byte now and then."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """Begin to count."""
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """The smaller of a timeout and what is left. Raises httpcore.ReadTimeout where nothing is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Makes connections to public addresses only, and to hosts that are allowed by name."""

    def __init__(self, allowed: Iterable[str] = (), resolve: Resolver = addresses) -> None:
        self.deadline = Deadline()
        self._allowed = frozenset(host.lower().rstrip(".") for host in allowed)
        self._resolve = resolve
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the checked addresses that answers."""
        try:
            if host.lower().rstrip(".") in self._allowed:
                found = self._resolve(host, port)
            else:
                found = checked(host, port, self._resolve)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise httpcore.ConnectError(f"the name {host} leads nowhere ({reason})") from error
        last: Exception = httpcore.ConnectError(f"the name {host} leads nowhere")
        for address in found:
            try:
                inner = self._inner.connect_tcp(
                    address, port, self.deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Stream(inner, self.deadline)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[typing.Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: nothing on this computer is fetched from."""
        raise RefusedAddressError("sockets of this computer are refused", subject=path)

    def sleep(self, seconds: float) -> None:
        """Wait between the attempts of a connection pool."""
        self._inner.sleep(seconds)
