"""Which addresses are refused, in whatever spelling, and that the address that was checked is the one connected to."""

from __future__ import annotations

import ipaddress
import socket

import httpcore
import pytest

from rawi.intake.address import GuardedBackend, RefusedAddressError, addresses, checked, refusal


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "this computer (loopback)"),
        ("127.9.9.9", "this computer (loopback)"),
        ("0.0.0.0", "this host"),
        ("10.1.2.3", "a private network"),
        ("172.16.0.1", "a private network"),
        ("172.31.255.255", "a private network"),
        ("192.168.1.1", "a private network"),
        ("100.64.0.1", "a shared network of a provider"),
        ("100.100.100.200", "a shared network of a provider"),
        ("169.254.169.254", "link-local, as the metadata of clouds are"),
        ("168.63.129.16", "a service of a cloud for its own machines"),
        ("192.0.0.192", "reserved"),
        ("198.18.0.1", "reserved for measurements"),
        ("203.0.113.7", "reserved for documentation"),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "this host"),
        ("::1", "this computer (loopback)"),
        ("::ffff:127.0.0.1", "an IPv4 address in the dress of IPv6"),
        ("::ffff:93.184.216.34", "an IPv4 address in the dress of IPv6"),
        ("::127.0.0.1", "reserved"),
        ("64:ff9b::7f00:1", "an IPv4 address behind a translator (NAT64)"),
        ("64:ff9b:1::a00:1", "an IPv4 address behind a translator (NAT64)"),
        ("2002:7f00:1::", "an IPv4 address in a tunnel (6to4)"),
        ("2001:0:4136:e378::1", "reserved"),
        ("2001:db8::1", "reserved for documentation"),
        ("fd00:ec2::254", "a private network"),
        ("fe80::1", "link-local, as the metadata of clouds are"),
        ("ff02::1", "multicast"),
        ("4000::1", "reserved"),
    ],
)
def test_what_is_not_public_is_refused(address: str, why: str) -> None:
    assert refusal(ipaddress.ip_address(address)) == why


@pytest.mark.parametrize("address", ["8.8.8.8", "172.15.255.255", "172.32.0.0", "100.63.255.255", "2a00:1450::1"])
def test_public_addresses_are_not(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost", "::1"])
def test_every_spelling_of_this_computer_is_refused(host: str) -> None:
    with pytest.raises(RefusedAddressError, match=r"is refused: this (computer \(loopback\)|host)"):
        checked(host, 80)


def test_one_private_answer_spoils_the_name() -> None:
    with pytest.raises(RefusedAddressError) as caught:
        checked("news.example", 80, lambda host, port: ["93.184.216.34", "10.0.0.5"])
    assert caught.value.what == "the address news.example (10.0.0.5) is refused: a private network"
    assert "--allow-host" in caught.value.advice


def test_an_address_with_its_interface_is_refused() -> None:
    with pytest.raises(RefusedAddressError, match="link-local"):
        checked("news.example", 80, lambda host, port: ["fe80::1%eth0"])


def test_the_name_is_resolved_once_and_the_checked_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name service that answers otherwise at the second question is never asked a second time."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    connected: list[object] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> None:
        connected.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "create_connection", connect)
    backend = GuardedBackend(resolve=lambda host, port: next(answers))
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("rebinding.example", 80)
    assert connected == [("93.184.216.34", 80)]
    assert next(answers) == ["127.0.0.1"]


def test_an_allowed_name_is_not_checked() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        port = listener.getsockname()[1]
        GuardedBackend(["LocalHost."]).connect_tcp("localhost", port, timeout=2.0).close()
        with pytest.raises(RefusedAddressError):
            GuardedBackend(["localhost"]).connect_tcp("127.0.0.1", port, timeout=2.0)
    finally:
        listener.close()


def test_sockets_of_this_computer_are_refused() -> None:
    with pytest.raises(RefusedAddressError, match="sockets of this computer are refused"):
        GuardedBackend(["localhost"]).connect_unix_socket("/var/run/docker.sock")


def test_names_resolve_to_every_address_once() -> None:
    assert addresses("127.0.0.1", 80) == ["127.0.0.1"]
