"""What comes with a message of any kind: forwarded, an advertisement, a product, earlier texts. Pure."""

from dataclasses import dataclass
from datetime import datetime

from app.whatsapp.lenient import obj, objs, word

MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class Referral:
    """The advertisement or post that the customer came from."""

    code: str  # ad, post or other
    headline: str | None
    body: str | None
    welcome: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Product:
    id: str | None
    catalog: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier text of an edited message."""

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Context:
    forwarded: str | None  # once or often
    referral: Referral | None
    product: Product | None


def context(content: object) -> Context:
    fields = obj(content)
    forwarded = fields.get("forwarded")
    known = forwarded if isinstance(forwarded, str) and forwarded in {"once", "often"} else None
    return Context(known, _referral(fields.get("referral")), _product(fields.get("product")))


def _referral(given: object) -> Referral | None:
    fields = obj(given)
    if not fields:
        return None
    source = word(fields, "source_type", 16)
    return Referral(
        source if source in {"ad", "post"} else "other",
        word(fields, "headline", 200),
        word(fields, "body", 1000),
        word(fields, "welcome", 1000),
        word(fields, "source_url", 2048),
    )


def _product(given: object) -> Product | None:
    fields = obj(given)
    product = Product(word(fields, "product_retailer_id", 120), word(fields, "catalog_id", 120))
    return product if product.id or product.catalog else None


def earlier(versions: object) -> tuple[Earlier, ...]:
    """The texts before the last edit, oldest first; one without words is left out."""
    return tuple(
        Earlier(text, _moment(version.get("at")))
        for version in objs(versions)[:MOST_VERSIONS]
        if (text := word(version, "text", 4096))
    )


def _moment(given: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo and 2000 < found.year < 2100 else None
