import rawi

article = rawi.Article(text="زعم متحدث باسم الفصيل أن مقاتليه أسقطوا طائرة مسيرة قرب مدينة تعز.")
for claim in rawi.Reader(explain=True).read(article).claims:
    print(claim.event, claim.trigger.text, claim.confidence)
    for trace in claim.trace:
        print("  ", trace.field, trace.rule, trace.entry, trace.weight)
