"""What WhatsApp's Cloud API says and accepts."""
