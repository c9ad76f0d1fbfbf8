# shellcheck shell=bash disable=SC2154
# Sourced by build.sh, in the repository's root. Sets $dotnet to a .NET SDK that global.json accepts: the one on PATH,
# else ./.dotnet, else one that Microsoft's script installs there.

say() { printf '%s\n' "$*" >&2; }

accepts() { [[ -n $1 && -x $1 ]] && "$1" --version >/dev/null 2>&1; }

find_sdk() {
  dotnet=$(command -v dotnet || :)
  accepts "$dotnet" && return
  dotnet=$root/.dotnet/dotnet
  accepts "$dotnet" && return
  install_sdk
  accepts "$dotnet" && return
  say "The .NET SDK in '$root/.dotnet' does not serve:"
  "$dotnet" --version >&2 || :
  say "Install the version that global.json names from https://dot.net/download, and run again."
  exit 1
}

# Into a fresh folder that is moved into place: an interrupted download is never taken for an SDK.
install_sdk() {
  local url=${DOTNET_INSTALL_URL:-https://dot.net/v1/dotnet-install.sh} fresh=$root/.dotnet.$$
  say "No .NET SDK on PATH serves global.json; installing it into .dotnet ..."
  rm -rf "$fresh"
  mkdir -p "$fresh"
  if ! { fetch "$url" "$fresh/dotnet-install.sh" &&
    bash "$fresh/dotnet-install.sh" --jsonfile "$root/global.json" --install-dir "$fresh" --no-path >&2; }; then
    rm -rf "$fresh"
    say "Could not install the .NET SDK with $url."
    say "Install the version that global.json names from https://dot.net/download, and run again."
    exit 1
  fi
  rm -rf "$root/.dotnet"
  mv "$fresh" "$root/.dotnet"
}

fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL --retry 3 "$1" -o "$2"
  elif command -v wget >/dev/null; then
    wget -q --tries 3 "$1" -O "$2"
  else
    say "Neither curl nor wget is here to fetch $1."
    return 1
  fi
}
