#!/usr/bin/env bash
# The Spark example (examples/spark) under `local[2,4]` and `local-cluster[2,1,1024]`, against one machine. Needs Python 3.10
# or newer and Java 17 or newer, and installs pyspark into a cache folder outside this tree.
# With --measure: rows per second instead, beside `labelwright apply`; --measure FILE writes them as JSON.
# Exit: 0 ok, 1 failed, 77 cannot run on this machine (the last line says why).
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
cache=${XDG_CACHE_HOME:-$HOME/.cache}/labelwright/spark

leave_out() {
  echo "spark: left out: $1"
  exit 77
}

[ "$(uname)" = Linux ] || leave_out "the test looks at processes in /proc, as Linux has it"
command -v python3 >/dev/null || leave_out "python3 is not installed"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || leave_out "$(python3 --version) is older than 3.10"
command -v java >/dev/null || leave_out "java is not installed"
java_version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${java_version:-0}" -ge 17 ] || leave_out "Java ${java_version:-of unknown version} is older than 17"

python=$cache/bin/python
there() { "$python" -c 'import pyspark, pyarrow, pandas; assert int(pyspark.__version__.split(".")[0]) >= 4' 2>/dev/null; }
if ! there; then
  echo "spark: installing pyspark into $cache"
  mkdir -p "$(dirname "$cache")"
  python3 -m venv "$cache" || leave_out "python3 -m venv fails"
  timeout 240 "$cache/bin/pip" install --quiet --disable-pip-version-check 'pyspark>=4,<5' pyarrow 'pandas>=2.2,<3' ||
    leave_out "pip could not install pyspark, pyarrow and pandas"
  there || leave_out "pyspark does not load although pip has installed it"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shuffle files, and what executors of a local cluster leave behind
export SPARK_LOCAL_DIRS=$work/spark SPARK_WORKER_DIR=$work/workers SPARK_LOCAL_IP=127.0.0.1
export PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python
labelwright() { node "$repository/dist/bin.mjs" "$@" >"$work/said"; }
submit() {
  "$cache/bin/spark-submit" --archives "$work/bundle.tar.gz#labelwright" --conf spark.ui.enabled=false \
    --conf spark.sql.shuffle.partitions=4 "$@" 2> >(grep -vE ' (INFO|WARN) |^WARNING|log4j' >&2)
}

echo "spark: making the bundle"
node examples/spark/bundle.mjs test/spark/pack/pack.ts "$work/bundle.tar.gz"

if [ "${1:-}" = --measure ]; then
  "$python" test/spark/data.py "$work/data" 1000000
  submit --master 'local[2]' --py-files examples/spark/label.py,test/spark/processes.py test/spark/measure.py "$work" "$repository" "${2:-}"
  exit
fi

echo "spark: the same on one machine"
"$python" test/spark/data.py "$work/data" 20000
"$python" test/spark/data.py "$work/slow" 8000 '#slow'
"$python" - "$work" <<'PYTHON'
import sys
from pyarrow import parquet
table = parquet.read_table(f"{sys.argv[1]}/data").drop_columns(["seen"])
parquet.write_table(table, f"{sys.argv[1]}/data.parquet")
PYTHON
labelwright apply test/spark/pack/pack.ts "$work/data.parquet" --out "$work/votes.arrow"
labelwright fit "$work/votes.arrow" --labels 'ham,spam,"quoted, ""label"""' --out "$work/model.json"
labelwright predict "$work/votes.arrow" --model "$work/model.json" --out "$work/labels.arrow"

for master in 'local[2,4]' 'local-cluster[2,1,1024]'; do
  echo "spark: $master"
  submit --master "$master" --conf spark.executorEnv.LABELWRIGHT_TRACE="$work/trace" \
    --py-files examples/spark/label.py,test/spark/processes.py test/spark/check.py "$work"
done
echo "spark: passed"
