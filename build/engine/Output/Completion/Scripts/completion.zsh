# Completes targets, parameters and values of build.sh. Load it with:  source <(./build.sh :completion zsh)
_build_sh() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" :complete "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  if (( ${#candidates} )) && [[ -n "${candidates[1]}" ]]; then
    compadd -M 'm:{a-zA-Z}={A-Za-z}' -a candidates
  else
    _files
  fi
}
compdef _build_sh build.sh nuke
