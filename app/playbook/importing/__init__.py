"""Examples from elsewhere: files of other systems, and chats as WhatsApp exports them."""
