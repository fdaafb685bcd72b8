"""Rows per second of Spark in local mode beside `labelwright apply`, and what each hop costs.

    spark-submit --master 'local[2]' ... measure.py WORK REPOSITORY [FILE.json]

Medians of three rounds, in which the candidates take turns. WORK/data is voted on; nothing is kept. "Processor" is the
time that all processes together spend on processors, JVM, Python and Node: it hardly depends on what else the machine does.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import label
import pyarrow as pa
import pyspark
from processes import ancestors, read
from pyarrow import parquet
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

work, repository, *json_file = [each for each in sys.argv[1:] if each]
bin_path = f"{repository}/dist/bin.mjs"
pack_path = f"{repository}/test/spark/pack/pack.ts"
rounds = 3

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
frame = spark.read.parquet(f"{work}/data").drop("seen")
table = parquet.read_table(f"{work}/data").drop_columns(["seen"])
parquet.write_table(table, f"{work}/data.parquet")
with pa.ipc.new_stream(f"{work}/data.arrows", table.schema) as writer:
    writer.write_table(table, max_chunksize=10_000)

pack, votes = label.describe(frame.limit(0).toArrow().schema, [])
voted = StructType([*frame.schema.fields])
for vote in votes:
    voted.add(vote.name, {"string": "string", "float": "float"}[str(vote.type)])


def node(*arguments, **options):
    subprocess.run(["node", bin_path, *arguments], check=True, stderr=subprocess.DEVNULL, **options)


def stream():
    with open(f"{work}/data.arrows", "rb") as rows:
        node("stream", pack_path, stdin=rows, stdout=subprocess.DEVNULL)


def noop(spark_frame):
    spark_frame.write.format("noop").mode("overwrite").save()


def empty():
    subprocess.run(["node", bin_path, "stream", pack_path], check=False, stdin=subprocess.DEVNULL, capture_output=True)


def same(batches):
    yield from batches


def processor_seconds():
    """Of the JVM and all that it has started, with what ended since."""
    jvm = os.getppid()
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    stats = [read(pid, "stat").rpartition(")")[2].split() for pid in pids if pid == jvm or jvm in ancestors(pid)]
    return sum(int(ticks) for stat in stats for ticks in stat[11:15]) / os.sysconf("SC_CLK_TCK")


candidates = {
    "labelwright apply, one process": lambda: node(
        "apply", pack_path, f"{work}/data.parquet", "--out", f"{work}/votes.arrow", stdout=subprocess.DEVNULL
    ),
    "labelwright stream, one process": stream,
    "the start of such a process": empty,
    "Spark, reading the rows": lambda: noop(frame),
    "Spark, the rows to Python and back": lambda: noop(frame.mapInArrow(same, frame.schema)),
    "Spark, the rows voted on": lambda: noop(frame.mapInArrow(label.voter(pack["columns"], []), voted)),
}
seconds, processor = ({name: [] for name in candidates} for _ in range(2))
for turn in range(rounds + 1):
    for name, run in candidates.items():
        began, busy = time.perf_counter(), processor_seconds()
        run()
        if turn > 0:  # the first one warms up
            seconds[name].append(time.perf_counter() - began)
            processor[name].append(processor_seconds() - busy)

results = {
    "rows": table.num_rows,
    "bytesOfText": sum(len(text or "") for text in table["text"].to_pylist()),
    "functions": len(pack["functions"]),
    "cores": os.cpu_count(),
    "load": os.getloadavg()[0],
    "spark": pyspark.__version__,
    "pyarrow": pa.__version__,
    "master": spark.sparkContext.master,
    "seconds": {name: round(statistics.median(each), 3) for name, each in seconds.items()},
    "processorSeconds": {name: round(statistics.median(each), 3) for name, each in processor.items()},
}
print(f"{results['rows']:,} rows, {results['functions']} labeling functions, {results['master']}, Spark {results['spark']}")
print(f"{'':36}{'clock':>10}{'rows/s':>12}{'processor':>12}{'rows/s':>12}")
for name, clock in results["seconds"].items():
    busy = results["processorSeconds"][name]
    rates = ["", ""] if name.startswith("the start") else [f"{table.num_rows / each:,.0f}" for each in (clock, busy)]
    print(f"{name:36}{clock:8.2f} s{rates[0]:>12}{busy:10.2f} s{rates[1]:>12}")
if json_file:
    pathlib.Path(json_file[0]).write_text(json.dumps(results, indent=2) + "\n")
spark.stop()
