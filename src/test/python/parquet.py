"""Reads src/test/resources/export/table.parquet with pyarrow and compares it with what DataTableTest put in.

Run by hand from the project's folder: python src/test/python/parquet.py
"""
import math
import pyarrow.parquet as pq

path = "src/test/resources/export/table.parquet"
table = pq.read_table(path)
assert table.num_rows == 300
types = {field.name: str(field.type) for field in table.schema}
assert types == {"name": "string", "text": "string", "whole": "int64", "late": "double", "truth": "bool", "gaps": "bool",
                 "nothing": "double", "mixed": "double", "large": "double"}, types
for i, row in enumerate(table.to_pylist()):
    assert row == {
        "name": f"row {i}",
        "text": None if i % 7 == 0 else f'é,"{i}',
        "whole": i ** 4 * 1000,
        "late": None if i < 200 else i / 8,
        "truth": i % 3 == 0,
        "gaps": None if i % 2 == 0 else i % 5 == 0,
        "nothing": None,
        "mixed": 3.0 if i % 2 == 0 else 0.5,
        "large": None if i == 17 else -i * 1e300,
    }, (i, row)
print("300 rows agree; written by", pq.ParquetFile(path).metadata.created_by)
