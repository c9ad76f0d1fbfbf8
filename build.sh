#!/usr/bin/env bash
# Compiles the build when its sources changed, and runs it: ./build.sh [targets] [options], ./build.sh --help
# How it decides and what it keeps: docs/bootstrap.md. Works with bash 3.2, which macOS has.
set -eu -o pipefail
shopt -s nullglob

self=${BASH_SOURCE[0]}
[[ $self == */* ]] || self=./$self
while [[ -L $self ]]; do
  link=$(readlink "$self")
  [[ $link == /* ]] && self=$link || self=${self%/*}/$link
done
CDPATH=
caller=$PWD
cd -P -- "${self%/*}/"
root=$PWD
builds=$root/.nuke/temp/build

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

# Everything that the compiled build depends on, one line a file: its hash and its name. Sorted, since find's order is not ours.
sha=(sha256sum)
[[ $OSTYPE != darwin* ]] || sha=(shasum -a 256)
list_inputs() {
  find build pipelines build.sh global.json Directory.*.props Directory.*.targets [Nn]u[Gg]et.[Cc]onfig \
    \( -name bin -o -name obj -o -name '.?*' \) -prune -o ! -type d -exec "${sha[@]}" {} + 2>/dev/null | LC_ALL=C sort || :
}

# The inputs' names are paths of this repository, so the same content has the same build wherever it lies.
locate() {
  inputs=$(list_inputs)
  id=$("${sha[@]}" <<<"$OSTYPE $HOSTTYPE $inputs")
  home=$builds/${id:0:16}
}

locate
if [[ ! -f $home/_build.dll ]]; then
  # shellcheck source=build/bootstrap/compile.sh
  source build/bootstrap/compile.sh
  compile
fi
read -r dotnet <"$home/dotnet"
if [[ ! -x $dotnet ]]; then
  source build/bootstrap/sdk.sh
  find_sdk
  echo "$dotnet" >"$home/dotnet"
fi

# Its time tells the next compile which builds are still wanted.
{ : >"$home/used"; } 2>/dev/null || :
cd -- "$caller" 2>/dev/null || :
export DOTNET_EXE=$dotnet
exec "$dotnet" exec "$home/_build.dll" "$@"
