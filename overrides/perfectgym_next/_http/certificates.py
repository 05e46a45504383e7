"""The SSL contexts of a client's connections: which certificates they trust, and the client's own certificate.

No function here raises an error for what it was given, because its local variables may hold a password. It returns the
problem as text, empty if there is none.
"""

from __future__ import annotations

import os
import re
import ssl
from typing import Any

import httpx

from perfectgym_next._http.backends import openssl_gate

__all__ = ["create_contexts", "load_default_certificates"]

_HASHED_NAME = re.compile(r"[0-9a-f]{8}\.[0-9]+")
"""Name of a certificate in a directory, by which OpenSSL finds it."""


class _NoPasswordError(Exception):
    """A private key is encrypted, and no password was given. Without it, OpenSSL would ask on the terminal."""


def load_default_certificates() -> tuple[ssl.SSLContext | None, str]:
    """Return an SSL context with the certificates that the environment names, or else with those of `certifi`."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        path = os.environ.get(name)
        if path:
            context, problem = _load_authorities(path)
            return context, problem and f"invalid {name}: {problem}"
    with openssl_gate.lock:
        return httpx.create_ssl_context(trust_env=False), ""


def create_contexts(verify: Any, cert: Any) -> tuple[ssl.SSLContext | None, ssl.SSLContext | None, str]:
    """Return the SSL contexts for the service and for a proxy, each None for the default one.

    Args:
        verify: An SSL context, the path of a file or directory with certificates, or None.
        cert: Path of the client's certificate, or a tuple of certificate, private key and optional password, or None.
            It is never shown to a proxy.
    """
    if cert is not None and verify is not None and not isinstance(verify, str | os.PathLike):
        problem = "cert= needs a path as verify=, or none: load the certificate into your SSL context (load_cert_chain)"
        return None, None, problem
    authorities, problem = (None, "") if verify is None else _read_verify(verify)
    if problem:
        return None, None, f"invalid verify: {problem}"
    if cert is None:
        return authorities, authorities, ""
    context, problem = load_default_certificates() if verify is None else _read_verify(verify)
    if context is None:
        return None, None, problem
    problem = _load_own_certificate(context, cert)
    return context, authorities, problem and f"invalid cert: {problem}"


def _read_verify(verify: Any) -> tuple[ssl.SSLContext | None, str]:
    if isinstance(verify, str | os.PathLike):
        return _load_authorities(verify)
    if isinstance(verify, bool):
        return None, (
            f"expected an ssl.SSLContext or a path, not {verify}: certificates are always checked; leave verify= out "
            "for the default ones"
        )
    if isinstance(verify, type) or not callable(getattr(verify, "wrap_bio", None)):
        kind = verify.__name__ if isinstance(verify, type) else type(verify).__name__
        what = f"the class {kind}" if isinstance(verify, type) else kind
        return None, f"expected an ssl.SSLContext, or the path of a file or directory with certificates, not {what}"
    if getattr(verify, "protocol", None) == ssl.PROTOCOL_TLS_SERVER:
        return None, "this SSL context is for servers: create one with ssl.create_default_context()"
    return verify, ""


def _load_authorities(path: str | os.PathLike[str]) -> tuple[ssl.SSLContext | None, str]:
    if not os.fspath(path):  # which ssl takes for the default certificates
        return None, "the path is empty"
    try:
        is_directory = os.path.isdir(path)
        if is_directory and not any(map(_HASHED_NAME.fullmatch, os.listdir(path))):
            return (
                None,
                f"{_show(path)} holds no certificate that OpenSSL can find by its name: run `openssl rehash` on it",
            )
        with openssl_gate.lock:
            if is_directory:
                return ssl.create_default_context(capath=path), ""
            return ssl.create_default_context(cafile=path), ""
    except ssl.SSLError:
        return None, f"{_show(path)} holds no certificate in PEM format"
    except (OSError, ValueError) as error:
        return None, _explain(path, error)


def _load_own_certificate(context: ssl.SSLContext, cert: Any) -> str:
    files = cert if isinstance(cert, tuple) else (cert,)
    password = files[2] if len(files) == 3 else None
    paths = [path for path in files[:2] if isinstance(path, str | os.PathLike)]
    if not 1 <= len(files) <= 3 or len(paths) != len(files[:2]) or not isinstance(password, str | None):
        return "expected the path of a PEM file, or a tuple of the paths of certificate and private key, and a password"
    for path in paths:
        try:
            with open(path, "rb"):
                pass
        except (OSError, ValueError) as error:
            return _explain(path, error)
    try:
        with openssl_gate.lock:
            context.load_cert_chain(paths[0], paths[-1], _refuse_to_ask if password is None else password)
    except _NoPasswordError:
        return "the private key is encrypted: give its password, cert=(certificate, private key, password)"
    except (ssl.SSLError, ValueError) as error:
        shown = " and ".join(map(_show, paths))
        if getattr(error, "reason", None) == "KEY_VALUES_MISMATCH":
            return f"{shown}: the private key does not belong to the certificate"
        return f"{shown}: no certificate with its private key in PEM format" + (
            ", or a wrong password" if password is not None else ""
        )
    return ""


def _refuse_to_ask() -> str:
    raise _NoPasswordError


def _explain(path: str | os.PathLike[str], error: OSError | ValueError) -> str:
    return f"{_show(path)}: {getattr(error, 'strerror', None) or 'not a path'}"


def _show(path: str | os.PathLike[str]) -> str:
    """Return a path as it is shown. A private key in its place is not."""
    text = os.fspath(path)
    if isinstance(text, str) and text.isprintable() and "-----BEGIN" not in text:
        return repr(text)
    return "the value (not shown, it may hold a private key)"
