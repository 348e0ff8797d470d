import rawi

text = "وأعلن المتحدث باسم «فرقة الجبل» أن مُقاتليها دخلوا مستشفى البلدة فجرًا."
for quote in (
    "مُقاتليها دخلوا",  # as it stands
    "مقاتليها دخلوا مستشفي البلده",  # folded
    "باسم فرقة الجبل أن",  # without the quotation marks
    "أعلن المتحدث",  # without the first particle
    "مقاتليها غادروا مستشفى البلدة",  # one word is another
):
    found = rawi.ground(text, quote)
    if found is None:
        print("not there:", quote)
    else:
        assert text[found.start : found.end] == found.text
        print(found.grade, found.start, found.end, found.text)
