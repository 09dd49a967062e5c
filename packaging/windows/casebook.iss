; Installs for one person, without asking for an administrator. Run by packaging/build-windows.ps1:
;   iscc /DVersion=0.1.0 packaging\windows\casebook.iss
[Setup]
AppId={{6B0D5C7E-3B1D-4C53-9B9E-5B8A2F1C7D40}
AppName=Casebook
AppVersion={#Version}
DefaultDirName={localappdata}\Programs\Casebook
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=casebook-{#Version}-setup
SetupIconFile=..\..\build\made\casebook.ico
UninstallDisplayIcon={app}\casebook.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
; Nothing about a casebook is in the registry, and the list of programs shows the neutral name.
ChangesAssociations=no

[InstallDelete]
; A new version takes the place of the old one whole, so that no file of two versions lies mixed.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\outreach-casebook\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{userprograms}\Casebook"; Filename: "{app}\casebook.exe"
Name: "{userdesktop}\Casebook"; Filename: "{app}\casebook.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "A link on the desktop"; Flags: unchecked

[Run]
Filename: "{app}\casebook.exe"; Description: "Open Casebook"; Flags: nowait postinstall skipifsilent unchecked
