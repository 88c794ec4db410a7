"""A language model outside drom, asked what a page says; only what it quotes word for word is kept. Off by default."""
