import subprocess
from pathlib import Path

from rawi.store.query import Query
from rawi.store.search import search_claims
from rawi.store.timeline import timeline
from rawi.store.workspace import Workspace

for command in ("init desk", "collect -w desk demo/pages", "read --new -w desk"):
    subprocess.run(["rawi", *command.split()], check=True, capture_output=True)

with Workspace.open(Path("desk")) as space:
    page = search_claims(space.store, Query(words="قصف"), limit=50)
    weeks = timeline(space.store, Query(event=("shell", "airstrike")), "week")

print(len(page.hits), "claims", len(weeks.periods), "weeks")
