# Builds, checks and packs the program on Windows. Needs Python 3.11 or newer from python.org, and
# Inno Setup 6 (iscc) for the installer. Run in a fresh checkout:  powershell -File packaging\build-windows.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")

function Invoke-Step {
    & $args[0] $args[1..($args.Length - 1)]
    if ($LASTEXITCODE -ne 0) { throw "$args ended with $LASTEXITCODE" }
}

$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { Invoke-Step py -3 -m venv .venv }
Invoke-Step $python -m pip install --quiet --require-hashes --requirement .ci\locked-tools.txt

# The same sources give the same bytes: neither the clock nor the order of a set may show.
$env:PYTHONHASHSEED = "1"
$env:SOURCE_DATE_EPOCH = (git log -1 --format=%ct)
Invoke-Step $python -m PyInstaller --noconfirm --log-level ERROR build.spec
Invoke-Step $python packaging\check.py

$version = & $python -c "import outreach_app; print(outreach_app.VERSION)"
$iscc = Get-Command iscc -ErrorAction SilentlyContinue
if ($iscc) { Invoke-Step iscc "/DVersion=$version" packaging\windows\casebook.iss }
else { Write-Output "No installer was made: Inno Setup (iscc) is not here." }

# For a stick: unpack it there, and make a folder casebook-portable beside the unpacked one.
Compress-Archive -Force -Path dist\outreach-casebook -DestinationPath "dist\casebook-$version-windows.zip"
