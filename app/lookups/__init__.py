"""Asking the business's own system for what an answer says: where an order is, when an appointment is free."""
