"""Who talks to whom: the business's numbers, the contacts, and the people who sign in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, LargeBinary, String, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, one_of

ALIASES = ("bsuid", "parent", "phone", "username", "group")
NAMES = "to_tsvector('simple', name)"
ROLES = ("agent", "supervisor", "admin")


class Inbox(Base):
    """A business phone number that Lotse serves."""

    __tablename__ = "inboxes"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    phone_number_id: Mapped[str] = mapped_column(String(64), unique=True)
    display_number: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), server_default="de")
    name: Mapped[str | None] = mapped_column(String(80))  # as people call it
    # of its own, encrypted; without them the environment's hold
    access_token: Mapped[bytes | None]
    app_secret: Mapped[bytes | None]
    # Meta lets nothing out of this number until a cause is mended: see app/channel.py
    stopped_at: Mapped[datetime | None]
    stopped_code: Mapped[int | None]
    stopped_cause: Mapped[str | None] = mapped_column(String(32))
    probe_at: Mapped[datetime | None]
    probes: Mapped[int] = mapped_column(server_default="0")
    resumed_at: Mapped[datetime | None]
    # the whole number sends nothing before this time
    paused_until: Mapped[datetime | None]
    slowdowns: Mapped[int] = mapped_column(server_default="0")
    probing: Mapped[bool] = mapped_column(server_default="false")  # after a pause one message goes, until one went out
    # messages a second, since Meta said that it was too fast: see app/pace.py
    pace: Mapped[float | None]
    paced_at: Mapped[datetime | None]  # when the pace was last changed
    spoken_for: Mapped[datetime | None]  # the time up to then belongs to messages that went before


class Contact(Base):
    """A person who wrote; known under one or several aliases."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(8))
    wants_offers: Mapped[bool | None]  # what they told WhatsApp about marketing; None: nothing
    opted_out_at: Mapped[datetime | None]  # they want nothing but answers to what they write
    stop_confirmed_at: Mapped[datetime | None]  # and were told that it is so
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    aliases: Mapped[list["ContactAlias"]] = relationship(order_by="ContactAlias.id")
    __table_args__ = (
        Index("ix_contacts_words", sql(NAMES), postgresql_using="gin", postgresql_where=sql("name IS NOT NULL")),
    )


class FormerContact(Base):
    """The id of a contact who turned out to be the same person as another: pages and bookmarks still name it."""

    __tablename__ = "former_contacts"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)


class ContactAlias(Base):
    """An id by which WhatsApp names a contact: phone number, business-scoped user id (BSUID), its parent, user name.

    `value` is the spelling that WhatsApp used last, and the one to answer to; `key` is the same for all spellings.
    A number or a user name can pass to somebody else: then `until` is the last moment at which it was this contact's.
    """

    __tablename__ = "contact_aliases"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(String(160))
    key: Mapped[str] = mapped_column(String(160))
    seen_at: Mapped[datetime]  # by WhatsApp's clock
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))  # which saw it last
    until: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_contact_aliases_current", "kind", "key", unique=True, postgresql_where=sql("until IS NULL")),
        Index("ix_contact_aliases_key", "kind", "key"),
        CheckConstraint(one_of("kind", ALIASES), name="kind"),
    )


class Person(Base):
    """An agent, supervisor or admin who signs in."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str | None] = mapped_column(String(80))  # as colleagues see it
    role: Mapped[str] = mapped_column(String(16))
    left_at: Mapped[datetime | None]  # since when they may not sign in any more
    password_hash: Mapped[str]
    session_key: Mapped[UUID] = mapped_column(default=uuid4)
    language: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime | None]  # when a page of theirs last asked for news
    is_machine: Mapped[bool] = mapped_column(server_default="false")  # a token of the JSON API acts under this name
    # the secret of their authenticator app, sealed; it holds from the first code on: see app/second_factor.py
    second_factor: Mapped[bytes | None]
    second_factor_at: Mapped[datetime | None]
    second_factor_step: Mapped[int | None]  # which code was taken last; none is taken twice
    recovery_codes: Mapped[list[bytes] | None] = mapped_column(
        ARRAY(LargeBinary)
    )  # hashes of those not used yet, and of the form
    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="role"),)
