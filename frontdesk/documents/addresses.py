"""Which web addresses may be fetched."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from frontdesk.documents.document import UnreadableError

if TYPE_CHECKING:
    from yarl import URL

_FIRST_UNPRIVILEGED_PORT = 1024
_WEB_PORTS = (80, 443)
# IPv6 that reaches an IPv4 address: the well-known prefix of NAT64 (RFC 6052, section 2.1) and
# addresses "compatible" with IPv4 (RFC 4291, section 2.5.5.1), which nothing should use any more.
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
# All that is given out for unicast (RFC 4291, section 2.4).
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def is_address(name: str) -> bool:
    """Return whether `name` is meant as a web address and not as a path."""
    return "://" in name and name.partition("://")[0].isalnum()


def checked_address(address: "str | URL", *, allow_private: bool = False) -> "URL":
    """Return the web address, parsed, if it may be fetched as far as itself tells.

    It has to be http or https, without a user's name or password, on port 80, 443 or one that any
    program may open (1024 and up). A host that is written as an IP address, in whatever form, has
    to be a public one unless `allow_private`; what a host's name stands for is checked when it
    is looked up. Raises UnreadableError.
    """
    from yarl import URL

    try:
        url = URL(address)
        host, port = url.raw_host, url.port
    except ValueError as error:
        raise UnreadableError("is no web address") from error
    if url.scheme not in ("http", "https"):
        raise UnreadableError("cannot be fetched: only http and https addresses can")
    if not host:
        raise UnreadableError("is no web address")
    if url.raw_user is not None or url.raw_password is not None:
        raise UnreadableError("cannot be fetched: an address may not hold a name or password")
    if port not in _WEB_PORTS and (port or 0) < _FIRST_UNPRIVILEGED_PORT:
        raise UnreadableError(f"cannot be fetched: port {port} is not one of the web's")
    ip = _literal_ip(host)
    if ip and not (allow_private or is_public(ip)):
        raise UnreadableError(f"cannot be fetched: {ip} is not a public address")
    return url


def is_public(ip: str) -> bool:
    """Return whether an IP address is one of the public internet.

    Loopback, private, shared, link-local, multicast, reserved, documentation and unspecified
    addresses are not (the registries that Python's `ipaddress` names), nor IPv6 addresses that
    hold such an IPv4 address.
    """
    address = ip_address(ip.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _ipv4_within(address)
        if inner is None and address not in _GLOBAL_UNICAST:
            return False
        if inner is not None:
            return "%" not in ip and _is_public(inner)
    return "%" not in ip and _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _ipv4_within(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo  # the server's address, and the client's
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _literal_ip(host: str) -> str:
    """Return the IP address that `host` is, also in forms such as 0x7f.1 and 2130706433."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return ""
