#!/usr/bin/env bash
# The README's API block in a tslab notebook, headless, from the packed tarball. Needs Python and Jupyter; as root on
# Debian it installs Jupyter itself. Installs tslab into a temporary folder and touches no settings of the user.
# Exit: 0 ok, 1 failed, 77 cannot run on this machine (the last line says why).
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
tslab=1.0.22

leave_out() {
  echo "notebook: left out: $1"
  exit 77
}

jupyter_there() { jupyter nbconvert --version >/dev/null 2>&1; }

if ! jupyter_there; then
  command -v apt-get >/dev/null || leave_out "jupyter nbconvert is not installed, and there is no apt-get to install it"
  [ "$(id -u)" = 0 ] || leave_out "jupyter nbconvert is not installed; as root: apt-get install jupyter-nbconvert jupyter-client"
  echo "notebook: installing Jupyter from the distribution"
  export DEBIAN_FRONTEND=noninteractive
  options=(-qq -o Acquire::http::Timeout=20 -o Acquire::Retries=1 -o DPkg::Lock::Timeout=60)
  timeout 120 apt-get "${options[@]}" update </dev/null >/dev/null || echo "notebook: apt-get update failed; trying with the lists that are there"
  timeout 420 apt-get "${options[@]}" install -y --no-install-recommends jupyter-nbconvert jupyter-client </dev/null >/dev/null ||
    leave_out "apt-get could not install jupyter-nbconvert and jupyter-client"
  jupyter_there || leave_out "jupyter nbconvert does not start although its package is installed"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jiti() { node "$repository/node_modules/jiti/lib/jiti-cli.mjs" "$@"; }

echo "notebook: installing the packed package, apache-arrow and tslab $tslab in an empty folder"
npm pack --silent --ignore-scripts --pack-destination "$work" >/dev/null
arrow=$(node -p 'require("./node_modules/apache-arrow/package.json").version')
(
  cd "$work"
  echo '{ "name": "notebook", "private": true }' >package.json
  # tslab's one install script only builds what its package already holds.
  npm install --silent --prefer-offline --no-audit --no-fund --ignore-scripts ./labelwright-*.tgz "apache-arrow@$arrow" "tslab@$tslab"
)

mkdir -p "$work/jupyter/kernels/tslab"
cat >"$work/jupyter/kernels/tslab/kernel.json" <<JSON
{
  "argv": ["$(command -v node)", "$work/node_modules/tslab/bin/tslab", "kernel", "--config-path", "{connection_file}"],
  "display_name": "TypeScript",
  "language": "typescript"
}
JSON
export JUPYTER_PATH="$work/jupyter" JUPYTER_DATA_DIR="$work/data" JUPYTER_CONFIG_DIR="$work/config" JUPYTER_RUNTIME_DIR="$work/runtime"

jiti test/notebook/make.ts "$work"
(cd "$work" && node block.mjs >printed.txt)
echo "notebook: running it"
(
  cd "$work"
  timeout 300 jupyter nbconvert --log-level ERROR --to notebook --execute --allow-errors --ExecutePreprocessor.timeout=120 \
    --output executed.ipynb block.ipynb </dev/null
)
jiti test/notebook/check.ts "$work"
