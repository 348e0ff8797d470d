rawi read demo/pages/silo-madiq.html
rawi read demo/pages --format html --out report.html
rawi read demo/pages --format jsonl --out claims.jsonl
