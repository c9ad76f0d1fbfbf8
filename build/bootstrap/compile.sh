# shellcheck shell=bash disable=SC2154,SC2012
# Sourced by build.sh, in the repository's root. Compiles the build into a fresh folder that is then moved to $home:
# a folder of that name is complete, or it is not there.

source build/bootstrap/sdk.sh

compile() {
  find_sdk
  mkdir -p "$builds"
  lock
  if [[ ! -f $home/_build.dll ]]; then
    rm -rf "$builds"/tmp.* "$home"
    started=$SECONDS
    fresh=$builds/tmp.$$
    log=$builds/compile.log
    announce "Compiling the build ($(reason)) ..."
    if ! publish; then
      finish "failed after $((SECONDS - started)) s"
      explain
      exit 1
    fi
    finish "$((SECONDS - started)) s"
    take_in_lock_files
    printf '%s\n' "$inputs" >"$fresh/inputs"
    printf '%s\n' "$dotnet" >"$fresh/dotnet"
    : >"$fresh/used"
    rm -rf "$home"
    mv "$fresh" "$home"
    remove_old
  fi
  exec 9>&-
}

# The kernel drops this lock with the last process that holds it: a killed compile never blocks the next one,
# and its orphans are waited for.
lock() {
  exec 9>>"$builds/lock"
  flock_fd nonblocking && return
  say "Waiting for another compile of the build ..."
  flock_fd blocking
}

flock_fd() {
  if command -v flock >/dev/null; then
    if [[ $1 == blocking ]]; then flock 9; else flock -n 9; fi
  else
    # macOS has no flock(1), but Perl.
    perl -MFcntl=:flock -e 'open(my $f, ">>&=", 9) or die; exit !flock($f, $ARGV[0] eq "blocking" ? LOCK_EX : LOCK_EX | LOCK_NB)' "$1"
  fi
}

# Nothing stays behind to hold the lock: no reused MSBuild nodes, no compiler server. Analyzers and warnings have their say in Test and in editors,
# and a vulnerability that became known today must not stop a lab from being operated.
publish() {
  local options=(build/_build.csproj -c Release -o "$fresh" --artifacts-path "$builds/artifacts" --nologo -v quiet -tl:off
    -nodeReuse:false -p:UseSharedCompilation=false -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:NuGetAudit=false
    -p:UseAppHost=false -p:DebugType=embedded)
  local rid
  rid=$(runtime_id)
  if [[ -n $rid ]]; then
    run "$dotnet" publish "${options[@]}" -p:BuildPlatform="$rid" && return
    grep -qi 'crossgen\|NETSDK1094\|microsoft.netcore.app.runtime' "$log" || return 1
    # Compiling ahead of time needs a package that is not to be had here; the build starts slower without.
    rm -rf "$fresh"
  fi
  run "$dotnet" publish "${options[@]}"
}

runtime_id() {
  case $OSTYPE:$HOSTTYPE in
    linux-gnu*:x86_64) echo linux-x64 ;;
    linux-gnu*:aarch64) echo linux-arm64 ;;
    darwin*:x86_64) echo osx-x64 ;;
    darwin*:arm64 | darwin*:aarch64) echo osx-arm64 ;;
  esac
}

# In the background, so that a signal is answered at once; the ticker shows seconds in a terminal.
run() {
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  ticker=
  [[ ! -t 2 ]] || { tick & ticker=$!; }
  trap 'stop 130' INT
  trap 'stop 143' TERM
  trap 'stop 129' HUP
  local code=0
  wait "$child" || code=$?
  trap - INT TERM HUP
  [[ -z $ticker ]] || kill "$ticker" 2>/dev/null || :
  return "$code"
}

stop() {
  trap - INT TERM HUP
  kill "$child" 2>/dev/null || :
  [[ -z $ticker ]] || kill "$ticker" 2>/dev/null || :
  wait "$child" 2>/dev/null || :
  rm -rf "$fresh"
  finish stopped
  exit "$1"
}

tick() {
  exec 9>&-
  while sleep 1; do printf '\r%s %s s' "$announced" "$((SECONDS - started))" >&2; done
}

announce() {
  announced=$1
  printf '%s' "$1" >&2
}

finish() {
  [[ ! -t 2 ]] || printf '\r%s' "$announced" >&2
  printf ' %s\n' "$1" >&2
}

# What differs from the build that was used last.
reason() {
  local last changed count
  last=$(newest_first | head -n 1)
  [[ -n $last && -f $last/inputs ]] || { echo "first run"; return; }
  changed=$(differing "$(<"$last/inputs")" "$inputs")
  count=$(($(wc -l <<<"$changed") - 1))
  case $count in
    0) echo "${changed:-the platform} changed" ;;
    *) echo "$(head -n 1 <<<"$changed") and $count more changed" ;;
  esac
}

# The names of files that are in one list only or have another hash there; a line is 64 digits, two spaces, the name.
differing() { LC_ALL=C comm -3 <(echo "$1") <(echo "$2") | sed 's/^[[:blank:]]*//' | cut -c 67- | LC_ALL=C sort -u; }

# Outside CI, restoring writes what a changed project needs into packages.lock.json: that is part of this build, not a change to it.
take_in_lock_files() {
  local before=$inputs
  inputs=$(list_inputs)
  if differing "$before" "$inputs" | grep -v 'packages\.lock\.json$' | grep -q .; then
    inputs=$before
  else
    locate
  fi
}

# Compiler errors as file(line,column), from the repository's root, each once; the whole log when there is none.
explain() {
  local errors
  errors=$(grep -E 'error [A-Z]+[0-9]+ *:|: error' "$log" | sed -e 's/ \[[^]]*\]$//' -e "s|^ *||" -e "s|$root/||g" | awk '!seen[$0]++' || :)
  printf '%s\n' "${errors:-$(<"$log")}" >&2
}

newest_first() {
  local stamps=("$builds"/*/used)
  [[ ${#stamps[@]} -eq 0 ]] || ls -t "${stamps[@]}" | sed 's|/used$||'
}

# Three stay, and any that a running process was started from: it loads assemblies as it goes.
remove_old() {
  local build running
  running=$(ps -A -o args= 2>/dev/null || cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' || :)
  newest_first | tail -n +4 | while read -r build; do
    [[ $running == *"$build/"* ]] || rm -rf "$build"
  done
}
