#!/usr/bin/env bash
# Installs what benchmarks are compared with, outside this tree, under ${XDG_CACHE_HOME:-~/.cache}/labelwright:
#   python   Snorkel and crowd-kit in a virtual environment of their own. Several GB on disk: Snorkel needs PyTorch.
#            Needs Python 3.11; PYTHON=/path/to/python3.11 names one.
#   duckdb   DuckDB for Node, some 100 MB.
#   scikit-learn   in a virtual environment of its own, some 300 MB. Any Python 3 that it runs on; PYTHON names one.
# usage: install.sh [python] [duckdb] [scikit-learn]; all without arguments.
set -euo pipefail
cache="${XDG_CACHE_HOME:-$HOME/.cache}/labelwright"
[ $# -gt 0 ] || set -- python duckdb scikit-learn
mkdir -p "$cache"

install_python() {
  local python="${PYTHON:-python3.11}" folder="$cache/peers"
  "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "peers: $python is not Python 3.11; name one: PYTHON=/path/to/python3.11 $0 python" >&2
    exit 1
  }
  [ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
  # PyTorch 1.13 is the smallest that Python 3.11 runs, and it wants numpy 1.
  "$folder/bin/pip" install --quiet "snorkel==0.10.0" "crowd-kit==1.4.2" "torch==1.13.1" "numpy==1.26.4" "pandas<3"
  "$folder/bin/python" -c 'import snorkel.labeling.model, crowdkit.aggregation; print("peers: python ready")'
}

install_duckdb() {
  mkdir -p "$cache/duckdb"
  [ -f "$cache/duckdb/package.json" ] || echo '{ "private": true }' >"$cache/duckdb/package.json"
  npm install --prefix "$cache/duckdb" --silent --no-audit --no-fund "@duckdb/node-api@1.5.6-r.1"
  (cd "$cache/duckdb" && node -e 'require("@duckdb/node-api"); console.log("peers: duckdb ready")')
}

install_scikit_learn() {
  local folder="$cache/scikit-learn"
  [ -x "$folder/bin/python" ] || "${PYTHON:-python3}" -m venv "$folder"
  "$folder/bin/pip" install --quiet "scikit-learn==1.9.1"
  "$folder/bin/python" -c 'import sklearn.linear_model; print("peers: scikit-learn ready")'
}

for peer in "$@"; do
  case "$peer" in
    python) install_python ;;
    duckdb) install_duckdb ;;
    scikit-learn) install_scikit_learn ;;
    *) echo "usage: $0 [python] [duckdb] [scikit-learn]" >&2 && exit 2 ;;
  esac
done
