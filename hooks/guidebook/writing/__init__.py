"""How pages are written: their Markdown, their spelling, their words, their tidiness."""
