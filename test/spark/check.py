"""Runs the example job under one master, and checks that it gives what one machine gives, whatever dies meanwhile.

    spark-submit --master MASTER --archives bundle.tar.gz#labelwright --py-files label.py check.py WORK

WORK holds data/ and slow/ (see data.py), and what `labelwright apply`, `fit` and `predict` made of data: votes.arrow and
labels.arrow.
"""

import concurrent.futures
import os
import pathlib
import shutil
import signal
import sys
import time
import warnings

import label
import pyarrow as pa
from pyarrow import csv, feather, parquet
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from processes import executor_of, voters, wait_until

warnings.simplefilter("ignore")
work = sys.argv[1]
spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
on_cluster = not spark.sparkContext.master.startswith("local[")
background = concurrent.futures.ThreadPoolExecutor(1)
votes_of = ["fragile", "liked", "money", "money.confidence", "thanks", "quoted.text"]


began = time.monotonic()


def passed(what):
    print(f"ok, {time.monotonic() - began:.0f} s: {what}", flush=True)


def plain(table):
    """Text in place of dictionaries."""
    texts = [each.cast(pa.string()) if pa.types.is_dictionary(each.type) else each for each in table.columns]
    return pa.table(texts, names=table.column_names)


def spread(frame, options=()):
    """The rows of a frame with votes."""
    pack, schema = label.describe(frame.limit(0).toArrow().schema, list(options))
    types = {"string": "string", "float": "float", "int8": "byte"}
    fields = label.StructType([*frame.schema.fields])
    for vote in schema:
        fields.add(vote.name, types[str(vote.type)])
    return frame.mapInArrow(label.voter(pack["columns"], list(options)), fields)


def votes_in(table):
    return table.sort_by("id").select(["id", *votes_of]).combine_chunks()


def patterns_of(votes):
    order = [(name, "ascending") for name in votes_of]
    counted = votes.select(votes_of).append_column("count", pa.repeat(1, votes.num_rows).cast(pa.int64()))
    grouped = counted.group_by(votes_of).aggregate([("count", "sum")]).rename_columns([*votes_of, "count"])
    return grouped.sort_by(order).combine_chunks()


def csv_of(table):
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink)
    return sink.getvalue().to_pybytes()


def check_job(options):
    """The whole job, against votes, patterns, labels of one machine."""
    out = f"{work}/out"
    shutil.rmtree(out, ignore_errors=True)
    label.main(f"{work}/data", out, options)
    alone = votes_in(plain(feather.read_table(f"{work}/votes.arrow")))
    if not options:
        assert votes_in(parquet.read_table(f"{out}/votes")).equals(alone), "other votes than labelwright apply"
    merged = feather.read_table(f"{out}/patterns.arrow").combine_chunks()
    assert csv_of(merged) == csv_of(patterns_of(alone)), "other vote patterns than those of labelwright apply"
    wanted = plain(feather.read_table(f"{work}/labels.arrow")).sort_by("id")
    got = parquet.read_table(f"{out}/labels").sort_by("id")
    assert got["id"].equals(wanted["id"]) and got["seen"].num_chunks > 0
    assert got["label"].to_pylist() == wanted["label"].to_pylist(), "other labels than labelwright predict"
    for name in (name for name in wanted.column_names if name.startswith("p_")):
        far = max(abs(a - b) for a, b in zip(got[name].to_pylist(), wanted[name].to_pylist()))
        assert far < 1e-9, f"{name} differs by {far}"
    passed(f"votes, merged patterns and labels of {got.num_rows} rows equal those of one machine {' '.join(options)}")


def kill_in_mid_run(whom, pid_of):
    """Kills one process while the slow rows are voted on. Spark must try again, and come to the same votes."""
    table = background.submit(slow.toArrow)
    pid = pid_of(wait_until(voters)[0])
    os.kill(pid, signal.SIGKILL)
    assert votes_in(table.result()).equals(slow_votes), f"other votes after the death of {whom}"
    passed(f"{whom} killed in mid-run: Spark tries again, and the votes are the same")


def check_empty_partitions():
    trace = pathlib.Path(f"{work}/trace")
    trace.write_text("")
    rows = spark.range(0, 3, 1, 8).select(F.lit("cash").alias("text"), F.col("id").alias("likes"), F.col("id"))
    assert spread(rows).toArrow().num_rows == 3
    started = len(trace.read_text().split())
    assert started == 3, f"{started} processes for 3 partitions with rows and 5 without"
    passed("no process for an empty partition")


def check_error():
    rows = spark.createDataFrame([("fine", 1), ("a #boom here", 2)], "text string, likes long")
    try:
        spread(rows).toArrow()
    except Exception as error:
        said = str(error)
        for part in ["labelwright stream ended with exit code 1", '"code":"function_failed"', "what #boom does"]:
            assert part in said, f"{part!r} is not in the exception: {said}"
    else:
        raise AssertionError("a failing pack gave votes")
    assert spread(rows, ["--faults", "abstain"]).toArrow().num_rows == 2
    passed("the exception holds the exit code and what the child said last")


def check_ending():
    assert len(slow.take(1)) == 1
    wait_until(lambda: not voters())
    passed("no process is left when Spark wants no more rows")
    running = background.submit(slow.toArrow)
    wait_until(voters)
    spark.sparkContext.cancelAllJobs()
    assert running.exception() is not None
    wait_until(lambda: not voters())
    passed("no process is left when a job is canceled")


check_job([])
if not on_cluster:
    check_job(["--codes"])
slow = spread(spark.read.parquet(f"{work}/slow"))
slow_votes = votes_in(slow.toArrow())
kill_in_mid_run("a Node process", lambda pid: pid)
if on_cluster:
    kill_in_mid_run("an executor", executor_of)
check_empty_partitions()
check_error()
check_ending()
spark.stop()
