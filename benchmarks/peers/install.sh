#!/usr/bin/env bash
# Installs the Python packages that benchmarks are compared with, outside this tree: Snorkel and crowd-kit, in a virtual
# environment of their own under ${XDG_CACHE_HOME:-~/.cache}/labelwright. Several GB on disk: Snorkel needs PyTorch.
# Needs Python 3.11; PYTHON=/path/to/python3.11 names one.
set -euo pipefail
folder="${XDG_CACHE_HOME:-$HOME/.cache}/labelwright/peers"
python="${PYTHON:-python3.11}"
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
  echo "peers: $python is not Python 3.11; name one: PYTHON=/path/to/python3.11 $0" >&2
  exit 1
}
mkdir -p "$(dirname "$folder")"
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
# PyTorch 1.13 is the smallest that Python 3.11 runs, and it wants numpy 1.
"$folder/bin/pip" install --quiet "snorkel==0.10.0" "crowd-kit==1.4.2" "torch==1.13.1" "numpy==1.26.4" "pandas<3"
"$folder/bin/python" -c 'import snorkel.labeling.model, crowdkit.aggregation; print("peers: ready")'
