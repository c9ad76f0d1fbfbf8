# Completes targets, parameters and values of build.sh. Load it with:  ./build.sh :completion fish | source
function __build_sh
    set -l words (commandline -cop) (commandline -ct)
    $words[1] :complete (string join ' ' -- $words) 2>/dev/null
end
complete -c build.sh -f -a '(__build_sh)'
complete -c nuke -f -a '(__build_sh)'
