from pathlib import Path

import rawi

# Bytes as they were saved: Rawi finds out the encoding itself.
html = Path("demo/pages/khartoum-sanabek.html").read_bytes()
article = rawi.page(html)
print(article.title, article.outlet, article.published)

for claim in rawi.read(article).claims:
    voices = " ← ".join(link.quote.text for link in claim.sources) or "the outlet itself"
    print(claim.event, claim.trigger.text, claim.status, claim.commitment, voices, sep=" | ")
