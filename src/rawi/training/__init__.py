"""Learning the reader's weights from annotated articles. Needs the ``train`` extra; never imported when reading."""
