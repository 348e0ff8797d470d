import msgspec

import rawi
from rawi.export.jsonl import jsonl_lines

article = rawi.Article(text="اعتقلت الشرطة العسكرية ثلاثة أشخاص في مدينة عفرين صباح اليوم.", published="2021-03-02")
[line] = jsonl_lines([rawi.read(article)])

# Quotes are held against the text again while the line is read: a file that was tampered with raises an error.
reading = msgspec.json.decode(line, type=rawi.Reading)
print(len(reading.claims), "claims in", reading.article.id)
