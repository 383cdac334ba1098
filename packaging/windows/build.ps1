# Builds dist\job-results-viewer for Windows. Untried, see README.md beside it.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Run([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with $LASTEXITCODE" }
}

$Python = "build\bundle-environment\Scripts\python.exe"
$Install = "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"
if (-not (Test-Path $Python)) { Run "py" @("-3", "-m", "venv", "build\bundle-environment") }
Run $Python ($Install + @("-r", "packaging\requirements-build.lock"))
Run $Python ($Install + @("--use-pep517", "--no-build-isolation", "-r", "packaging\requirements-bundle.lock"))
$env:PYTHONPATH = (Get-Location).Path
Run $Python @("-m", "PyInstaller", "--noconfirm", "--distpath", "dist", "--workpath", "build\pyinstaller",
    "packaging\pyinstaller\job-results-viewer.spec")
