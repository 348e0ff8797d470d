rawi copies docs/examples/copies.jsonl                                                    # pairs, to read
rawi copies docs/examples/copies.jsonl --format jsonl                                     # everything, one pair a line
rawi compare docs/examples/copies.jsonl:paper docs/examples/copies.jsonl:site             # word by word
rawi compare docs/examples/copies.jsonl:paper docs/examples/copies.jsonl:site --out comparison.html
