"""The text layer: folding with a map back, tokens, sentences, clitics. Knows nothing of claims."""
