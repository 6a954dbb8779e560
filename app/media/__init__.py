"""Pictures, recordings and files: fetched from Meta, kept, shown, and sent."""
