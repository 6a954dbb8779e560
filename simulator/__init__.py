"""A stand-in for Meta's WhatsApp Cloud API, with a phone in the browser. It imports nothing of the product."""
