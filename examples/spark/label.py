"""Labels a table of any size: a labelwright rule pack votes on Spark's executors, the label model is fitted once.

    spark-submit --archives bundle.tar.gz#labelwright label.py DATA OUT [--codes] [--confidences] [--faults abstain]

DATA is a folder of Parquet files. OUT, which the driver and the executors must be able to write, gets votes/ (DATA with
a column for each labeling function), patterns.arrow, model.json, and labels/ (votes/ with label, confidence, covered,
and the probability p_<label> of each label). Options go to labelwright stream.
"""

import collections
import ctypes
import itertools
import json
import os
import pathlib
import subprocess
import sys
import threading

import pyarrow as pa
from pyarrow import feather
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StructType


def labelwright(*arguments):
    """A command line of the labelwright in the bundle, wherever Spark unpacked it. "PACK" stands for the rule pack."""
    places = [SparkFiles.get("labelwright"), os.path.abspath("labelwright"), os.environ.get("LABELWRIGHT_BUNDLE", "")]
    folders = [place for place in places if os.path.exists(f"{place}/bundle.json")]
    if not folders:
        raise RuntimeError("no bundle: submit the job with --archives bundle.tar.gz#labelwright")
    folder, bundle = folders[0], json.loads(pathlib.Path(folders[0], "bundle.json").read_text())
    paths = [f"{folder}/{path}" for path in bundle["command"]]
    return paths + [f"{folder}/{bundle['pack']}" if each == "PACK" else each for each in arguments]


def die_with_parent():
    """Lets the kernel end the child with the task, even where the task is killed without a chance to clean up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def voter(columns, options):
    """What DataFrame.mapInArrow maps: the batches of a partition, through one Node process, to batches with votes."""

    def vote(batches):
        first = next((batch for batch in batches if batch.num_rows > 0), None)
        if first is None:
            return  # no process for an empty partition
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        child = subprocess.Popen(labelwright("stream", "PACK", *options), preexec_fn=die_with_parent, **pipes)
        fed, failures, said = collections.deque(), [], collections.deque(maxlen=20)

        def feed():
            try:
                with child.stdin, pa.ipc.new_stream(child.stdin, first.select(columns).schema) as writer:
                    for batch in itertools.chain([first], batches):
                        fed.append(batch)
                        writer.write_batch(batch.select(columns))
            except BrokenPipeError:
                pass  # the child has ended; its exit code tells why
            except Exception as error:
                failures.append(error)
                child.kill()

        def listen():
            said.extend(line.decode(errors="replace").rstrip() for line in child.stderr)

        feeder, listener = (threading.Thread(target=work, daemon=True) for work in (feed, listen))
        feeder.start()
        listener.start()
        try:
            try:
                for votes in pa.ipc.open_stream(child.stdout):
                    batch = fed.popleft()
                    names = batch.schema.names + votes.schema.names
                    yield pa.RecordBatch.from_arrays(batch.columns + votes.columns, names=names)
            except pa.ArrowInvalid as error:
                failures.append(error)  # votes that are cut short
            code = child.wait()
            (listener if code != 0 else feeder).join()
            if code != 0 or failures:
                cause = failures[0] if failures else None
                raise RuntimeError("\n".join([f"labelwright stream ended with exit code {code}", *said])) from cause
        finally:  # also where Spark wants no more rows, and closes this generator
            child.kill()
            child.wait()

    return vote


def run(*arguments, **options):
    done = subprocess.run(labelwright(*arguments), capture_output=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"labelwright {arguments[0]} ended with {done.returncode}\n{done.stderr.decode()}")
    return done


def describe(schema, options):
    """What the pack says of itself, and the schema of its votes: the answer to a stream without rows."""
    empty = pa.BufferOutputStream()
    pa.ipc.new_stream(empty, schema).close()
    done = run("stream", "PACK", *options, input=empty.getvalue().to_pybytes())
    events = [json.loads(line) for line in done.stderr.splitlines()]
    return next(each for each in events if each["event"] == "start"), pa.ipc.open_stream(done.stdout).schema


def fit(patterns, pack, out):
    """Fits the label model on the merged vote patterns: the labels of each, in the same order."""
    labels = pa.array(pack["labels"])
    for name in pack["functions"]:
        at = patterns.schema.get_field_index(name)
        if pa.types.is_integer(patterns.schema.field(at).type):  # --codes
            patterns = patterns.set_column(at, name, labels.take(patterns[name].combine_chunks()))
    feather.write_feather(patterns, f"{out}/patterns.arrow")
    order = ",".join('"' + label.replace('"', '""') + '"' for label in pack["labels"])
    files = [f"{out}/patterns.arrow", "--patterns"]
    run("fit", *files, "--labels", order, "--out", f"{out}/model.json")
    run("predict", *files, "--model", f"{out}/model.json", "--out", f"{out}/pattern-labels.arrow")
    table = feather.read_table(f"{out}/pattern-labels.arrow")
    return table.drop_columns(["id", "label"]).add_column(0, "label", table["label"].cast(pa.string()))


def main(data, out, options):
    spark = SparkSession.builder.appName("labelwright").getOrCreate()
    rows = spark.read.parquet(data)
    pack, schema = describe(rows.limit(0).toArrow().schema, options)
    types = {"string": "string", "int8": "byte", "int16": "short", "float": "float"}
    voted = StructType([*rows.schema.fields])
    for vote in schema:
        voted.add(vote.name, types[str(vote.type)])
    rows.mapInArrow(voter(pack["columns"], options), voted).write.parquet(f"{out}/votes")

    votes = spark.read.parquet(f"{out}/votes")
    columns = [F.col(f"`{name}`") for name in schema.names]
    patterns = votes.groupBy(*columns).count().toArrow().sort_by([(name, "ascending") for name in schema.names])
    labels = fit(patterns, pack, out)
    keys = [f"_{i}" for i in range(len(columns))]
    known = patterns.drop_columns(["count"]).rename_columns(keys)
    known = spark.createDataFrame(pa.table([*known.columns, *labels.columns], names=keys + labels.column_names))
    same = [vote.eqNullSafe(F.col(key)) for vote, key in zip(columns, keys)]
    votes.join(F.broadcast(known), same, "left").drop(*keys).write.parquet(f"{out}/labels")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
