from pathlib import Path

import rawi
from rawi.export.jsonl import jsonl_lines

reader = rawi.Reader()  # holds the vocabularies: make one and keep it
articles = (rawi.page(path.read_bytes()) for path in sorted(Path("demo/pages").glob("silo-*.html")))

# One line an article; an article that cannot be read gives a Failure in its place, and the rest goes on.
for line in jsonl_lines(reader.read_many(articles)):
    print(line[:100])
