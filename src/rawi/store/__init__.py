"""The evidence store: what was captured, what was read from it, what people decided, and the log that proves it.

``rawi.store.workspace`` opens it, ``rawi.store.store`` is what everything else speaks to. SQL stands in ``tables``
(what there is), ``captures``, ``readings``, ``work``, ``sources``, ``decisions`` and ``custody``.
"""
