"""Many outlets, one event: copies, folding, independent origins, contradictions, and the ledger of event ids."""
