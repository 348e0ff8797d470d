import rawi
from rawi.events.copies import copied_spans, copy_groups, find_copies
from rawi.intake.files import articles

read = articles(["docs/examples/copies.jsonl"])  # articles, and what could not be read
pairs = find_copies(item for item in read if isinstance(item, rawi.Article))  # the same in any order
for pair in pairs:
    print(pair.a, pair.direction, pair.b, [item.kind for item in pair.evidence])
print(copy_groups(pairs))  # the group of each article that is a copy as a whole
print(copied_spans(pairs))  # the ranges of each article that stand in another one too
