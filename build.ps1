#!/usr/bin/env pwsh
# Compiles the build when its sources changed, and runs it: .\build.ps1 [targets] [options], .\build.ps1 --help
# How it decides and what it keeps: docs/bootstrap.md. Works with Windows PowerShell 5.1 and later.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
# .NET calls instead of cmdlets: a cmdlet that is not built in loads its module, which takes longer than all the rest.
# Not a param block: PowerShell would take "-v" and the like for its own.
$buildArguments = $args

$root = $PSScriptRoot
$builds = [IO.Path]::Combine($root, '.nuke', 'temp', 'build')
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_CLI_UI_LANGUAGE = 'en'

function Write-Message([string] $text) { [Console]::Error.WriteLine($text) }

# Everything that the compiled build depends on, one line a file: its hash and its name.
function Get-Inputs {
    $sha = [Security.Cryptography.SHA256]::Create()
    $files = [Collections.Generic.List[string]]::new()
    $folders = [Collections.Generic.Stack[string]]::new()
    foreach ($name in 'build', 'pipelines') {
        $folder = [IO.Path]::Combine($root, $name)
        if ([IO.Directory]::Exists($folder)) { $folders.Push($folder) }
    }
    while ($folders.Count -gt 0) {
        $folder = $folders.Pop()
        foreach ($child in [IO.Directory]::GetDirectories($folder)) {
            $name = [IO.Path]::GetFileName($child)
            if ($name -ne 'bin' -and $name -ne 'obj' -and -not $name.StartsWith('.')) { $folders.Push($child) }
        }
        foreach ($file in [IO.Directory]::GetFiles($folder)) {
            if (-not [IO.Path]::GetFileName($file).StartsWith('.')) { $files.Add($file) }
        }
    }
    foreach ($pattern in 'build.ps1', 'global.json', 'Directory.*.props', 'Directory.*.targets', 'nuget.config') {
        foreach ($file in [IO.Directory]::GetFiles($root, $pattern)) { $files.Add($file) }
    }
    $lines = [Collections.Generic.List[string]]::new()
    foreach ($file in $files) {
        $hash = [BitConverter]::ToString($sha.ComputeHash([IO.File]::ReadAllBytes($file))).Replace('-', '').ToLowerInvariant()
        $lines.Add($hash + '  ' + $file.Substring($root.Length + 1).Replace('\', '/'))
    }
    $lines.Sort([StringComparer]::Ordinal)
    return [string]::Join("`n", $lines)
}

function Get-Home([string] $inputs) {
    $text = [Text.Encoding]::UTF8.GetBytes("$([Environment]::OSVersion.Platform) $env:PROCESSOR_ARCHITECTURE $inputs")
    $hash = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($text)).Replace('-', '').ToLowerInvariant()
    return [IO.Path]::Combine($builds, $hash.Substring(0, 16))
}

# Runs dotnet in the repository's root, where global.json counts, and returns its exit code; what it says goes to the log.
function Invoke-Dotnet([string] $dotnet, [string[]] $arguments, [string] $log) {
    $start = [Diagnostics.ProcessStartInfo]::new($dotnet)
    # No argument ends with a backslash or has a quote.
    $start.Arguments = ($arguments | ForEach-Object { '"' + $_ + '"' }) -join ' '
    $start.WorkingDirectory = $root
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $text = $process.StandardOutput.ReadToEnd() + $errors.Result
    $process.WaitForExit()
    if ($log) { [IO.File]::WriteAllText($log, $text) }
    return $process.ExitCode
}

function Test-Sdk([string] $dotnet) {
    if (-not $dotnet -or -not [IO.File]::Exists($dotnet)) { return $false }
    return (Invoke-Dotnet $dotnet @('--version') '') -eq 0
}

function Find-Sdk {
    $onPath = @(Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue)
    if ($onPath.Count -gt 0 -and (Test-Sdk $onPath[0].Path)) { return $onPath[0].Path }
    $name = 'dotnet'
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') { $name = 'dotnet.exe' }
    $local = [IO.Path]::Combine($root, '.dotnet', $name)
    if (Test-Sdk $local) { return $local }
    Install-Sdk
    if (Test-Sdk $local) { return $local }
    Write-Message "The .NET SDK in '$root\.dotnet' does not serve: install the version that global.json names from https://dot.net/download, and run again."
    exit 1
}

# Into a fresh folder that is moved into place: an interrupted download is never taken for an SDK.
function Install-Sdk {
    $url = $env:DOTNET_INSTALL_URL
    if (-not $url) { $url = 'https://dot.net/v1/dotnet-install.ps1' }
    $fresh = [IO.Path]::Combine($root, ".dotnet.$PID")
    Write-Message 'No .NET SDK on PATH serves global.json; installing it into .dotnet ...'
    try {
        [IO.Directory]::CreateDirectory($fresh) | Out-Null
        $script = [IO.Path]::Combine($fresh, 'dotnet-install.ps1')
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        [Net.WebClient]::new().DownloadFile($url, $script)
        & $script -JSonFile ([IO.Path]::Combine($root, 'global.json')) -InstallDir $fresh -NoPath | Out-Null
        $final = [IO.Path]::Combine($root, '.dotnet')
        if ([IO.Directory]::Exists($final)) { [IO.Directory]::Delete($final, $true) }
        [IO.Directory]::Move($fresh, $final)
    }
    catch {
        if ([IO.Directory]::Exists($fresh)) { [IO.Directory]::Delete($fresh, $true) }
        Write-Message "Could not install the .NET SDK with ${url}: $_"
        Write-Message 'Install the version that global.json names from https://dot.net/download, and run again.'
        exit 1
    }
}

# A file that no other process can open meanwhile; the system closes it with the process, however that ends.
function Enter-Lock {
    $waiting = $false
    while ($true) {
        try { return [IO.File]::Open([IO.Path]::Combine($builds, 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] {
            if (-not $waiting) { Write-Message 'Waiting for another compile of the build ...' }
            $waiting = $true
            [Threading.Thread]::Sleep(200)
        }
    }
}

function Get-Platform {
    if ([Environment]::OSVersion.Platform -eq 'Win32NT' -and $env:PROCESSOR_ARCHITECTURE -eq 'AMD64') { return 'win-x64' }
    return ''
}

function Invoke-Publish([string] $dotnet, [string] $fresh, [string] $log) {
    $options = @('publish', 'build/_build.csproj', '-c', 'Release', '-o', $fresh, '--artifacts-path', [IO.Path]::Combine($builds, 'artifacts'),
        '--nologo', '-v', 'quiet', '-tl:off', '-nodeReuse:false', '-p:UseSharedCompilation=false', '-p:RunAnalyzers=false',
        '-p:TreatWarningsAsErrors=false', '-p:NuGetAudit=false', '-p:UseAppHost=false', '-p:DebugType=embedded')
    $platform = Get-Platform
    if ($platform) {
        if ((Invoke-Dotnet $dotnet ($options + "-p:BuildPlatform=$platform") $log) -eq 0) { return $true }
        if ([IO.File]::ReadAllText($log) -notmatch 'crossgen|NETSDK1094|microsoft.netcore.app.runtime') { return $false }
        # Compiling ahead of time needs a package that is not to be had here; the build starts slower without.
    }
    return (Invoke-Dotnet $dotnet $options $log) -eq 0
}

function Invoke-Compile([string] $inputs, [string] $target) {
    $dotnet = Find-Sdk
    [IO.Directory]::CreateDirectory($builds) | Out-Null
    $lock = Enter-Lock
    try {
        if ([IO.File]::Exists([IO.Path]::Combine($target, '_build.dll'))) { return $target }
        foreach ($old in [IO.Directory]::GetDirectories($builds, 'tmp.*')) { [IO.Directory]::Delete($old, $true) }
        $fresh = [IO.Path]::Combine($builds, "tmp.$PID")
        $log = [IO.Path]::Combine($builds, 'compile.log')
        $watch = [Diagnostics.Stopwatch]::StartNew()
        [Console]::Error.Write('Compiling the build ... ')
        if (-not (Invoke-Publish $dotnet $fresh $log)) {
            Write-Message "failed after $([int] $watch.Elapsed.TotalSeconds) s"
            $all = [IO.File]::ReadAllLines($log)
            $errors = [Collections.Generic.List[string]]::new()
            foreach ($line in $all) {
                $short = ($line -replace ' \[[^\]]*\]$', '').Trim().Replace($root + [IO.Path]::DirectorySeparatorChar, '')
                if ($short -match ': error' -and -not $errors.Contains($short)) { $errors.Add($short) }
            }
            if ($errors.Count -eq 0) { $errors.AddRange($all) }
            $errors | ForEach-Object { Write-Message $_ }
            exit 1
        }
        Write-Message "$([int] $watch.Elapsed.TotalSeconds) s"
        # Restoring may have written packages.lock.json: that is part of this build, not a change to it.
        $target = Get-Home (Get-Inputs)
        [IO.File]::WriteAllText([IO.Path]::Combine($fresh, 'dotnet'), $dotnet)
        if ([IO.Directory]::Exists($target)) { [IO.Directory]::Delete($target, $true) }
        [IO.Directory]::Move($fresh, $target)
        # Three stay. Windows keeps what a running process has open; elsewhere build.sh is the one to use.
        $builds16 = [IO.DirectoryInfo]::new($builds).GetDirectories('????????????????')
        [Array]::Sort([datetime[]] @($builds16 | ForEach-Object { $_.LastWriteTimeUtc }), $builds16)
        for ($i = 0; $i -lt $builds16.Length - 3; $i++) {
            try { $builds16[$i].Delete($true) } catch [IO.IOException] { } catch [UnauthorizedAccessException] { }
        }
        return $target
    }
    finally { $lock.Dispose() }
}

$inputs = Get-Inputs
$target = Get-Home $inputs
if (-not [IO.File]::Exists([IO.Path]::Combine($target, '_build.dll'))) { $target = Invoke-Compile $inputs $target }
$dotnet = [IO.File]::ReadAllText([IO.Path]::Combine($target, 'dotnet')).Trim()
if (-not [IO.File]::Exists($dotnet)) {
    $dotnet = Find-Sdk
    [IO.File]::WriteAllText([IO.Path]::Combine($target, 'dotnet'), $dotnet)
}
$env:DOTNET_EXE = $dotnet
& $dotnet exec ([IO.Path]::Combine($target, '_build.dll')) @buildArguments
exit $LASTEXITCODE
