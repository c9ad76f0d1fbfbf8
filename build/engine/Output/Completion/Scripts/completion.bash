# Completes targets, parameters and values of build.sh. Load it with:  source <(./build.sh :completion bash)
_build_sh() {
  local line="${COMP_LINE:0:COMP_POINT}"
  mapfile -t COMPREPLY < <("$1" :complete "$line" 2>/dev/null)
}
complete -o default -F _build_sh build.sh nuke
