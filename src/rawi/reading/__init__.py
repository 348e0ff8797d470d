"""Reading an article: stages from text to attributed claims, one small module each; reader.py runs them."""
