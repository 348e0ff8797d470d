import rawi

article = rawi.Article(
    text="سقطت ثلاث قذائف على قرية مزرعة الياسمين فجر الأحد دون وقوع إصابات.", published="2020-06-16"
)

for gazetteers in ((), ("docs/examples/places.jsonl",)):
    for claim in rawi.read(article, gazetteers=gazetteers).claims:
        for place in claim.places:
            print(gazetteers, place.quote.text, place.lat, place.lon)
