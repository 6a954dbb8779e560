"""Privacy: what is gone and why, and the audit log's lines about it."""

TEXTS = {
    "removed.age": "Older than messages are kept. Its content is deleted.",
    "removed.right": "Erased at the person's wish.",
    "media.aged": "{kind}: older than files are kept, and deleted.",
    "audit.contact_erased": "Contact erased by right",
    "audit.contact_exported": "A contact's data downloaded",
    "audit.contact_opted_in": "Opt-out of a contact lifted",
    "audit.contact_opted_out": "Contact opted out",
    "audit.too_old_removed": "Removed in the night what is older than it may be kept",
}
