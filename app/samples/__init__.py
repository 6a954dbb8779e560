"""Sample conversations: made and removed by one button, kept in an inbox of their own that reaches nobody."""
