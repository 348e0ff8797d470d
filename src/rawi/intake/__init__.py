"""From what a newsroom puts out (pages, texts, article records) to articles."""
