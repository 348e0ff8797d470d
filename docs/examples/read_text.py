import rawi

article = rawi.Article(
    text="قالت مصادر محلية إن الطيران الحربي قصف أمس الثلاثاء بلدة كفرنبل، ما أدى إلى مقتل خمسة مدنيين.",
    published="2019-05-22",
)
for claim in rawi.read(article).claims:
    for field, quote in claim.quotes():
        # Every field stands on words of the article, at exactly this place.
        assert article.text[quote.start : quote.end] == quote.text
        print(field, quote.start, quote.end, quote.text)
    for time in claim.times:
        print("resolved:", time.quote.text, time.interval)
    for place in claim.places:
        print("resolved:", place.quote.text, place.lat, place.lon, place.precision_m)
