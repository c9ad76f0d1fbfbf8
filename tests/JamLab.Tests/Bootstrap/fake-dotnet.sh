#!/usr/bin/env bash
# Stands for dotnet: "compiling" copies build/Build.cs, a shell script here, to _build.dll, and "exec" runs it.
# Files in the working directory steer it: refuse-version, no-crossgen, hold (publish waits until it is gone).
case $1 in
  --version)
    [[ ! -e refuse-version ]] || exit 145
    echo 10.0.100
    ;;
  publish)
    call=$*
    while [[ $# -gt 0 ]]; do
      [[ $1 != -o ]] || out=$2
      [[ $1 != -p:BuildPlatform=* ]] || platform=$1
      shift
    done
    if [[ -n $platform && -e no-crossgen ]]; then
      echo "$call" >>publish.calls
      echo "$PWD/build/_build.csproj : error NU1101: Unable to find package Microsoft.NETCore.App.Crossgen2. [$PWD/JamLab.sln]"
      exit 1
    fi
    if grep -q 'syntax error' build/Build.cs; then
      echo "$call" >>publish.calls
      echo "  Determining projects to restore..."
      for _ in 1 2; do echo "$PWD/build/Build.cs(1,9): error CS1002: ; expected [$PWD/build/_build.csproj]"; done
      exit 1
    fi
    [[ ! -e writes-lock ]] || echo "restored $RANDOM" >build/packages.lock.json
    mkdir -p "$out"
    echo 'half' >"$out/_build.dll"
    # Told last: who waits for the call may end it, and must not be overtaken by what was still being written.
    echo "$call" >>publish.calls
    while [[ -e hold ]]; do sleep 0.02; done
    cp build/Build.cs "$out/_build.dll"
    ;;
  exec)
    shift
    exec bash "$@"
    ;;
esac
