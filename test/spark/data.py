"""Rows to vote on, the same on every machine: python data.py FOLDER ROWS [MARK]. Four Parquet files."""

import os
import sys

import pyarrow as pa
from pyarrow import parquet

words = ["cash", "thanks", "a song", "great", 'he said "hello"', "prize", "nothing", "über", "😀", "of the week", "win"]


def text_of(row, mark):
    if row % 17 == 3:
        return None
    spread = row * 2654435761 % 4294967296  # neighbours differ
    picked = [words[(spread >> shift) % len(words)] for shift in range(0, 4 * (1 + spread % 5), 4)]
    return " ".join([mark, *picked]).strip()


def table_of(rows, mark):
    columns = {
        "id": pa.array([f"row-{row:08d}" for row in rows]),
        "text": pa.array([text_of(row, mark) for row in rows], pa.string()),
        "likes": pa.array([None if row % 7 == 5 else row * 7919 % 11 for row in rows], pa.int64()),
        # Of no concern to the pack: passed by, whatever its type.
        "seen": pa.array([{"day": row % 31, "by": [row % 3]} for row in rows]),
    }
    return pa.table(columns)


if __name__ == "__main__":
    folder, count, mark = sys.argv[1], int(sys.argv[2]), " ".join(sys.argv[3:])
    os.makedirs(folder)
    share = -(-count // 4)
    for part in range(4):
        rows = range(part * share, min(count, (part + 1) * share))
        parquet.write_table(table_of(rows, mark), f"{folder}/part-{part}.parquet")
