"""The vocabulary and the gazetteer: compiled from the files in ``data``, looked up when reading."""
