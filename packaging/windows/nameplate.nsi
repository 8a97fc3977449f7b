; The installer for Windows, made by packaging/windows/build. One script makes two:
;
;   for one person      no administrator needed; into %LOCALAPPDATA%\Programs\Nameplate
;   -DALL_USERS         for everybody; asks for an administrator; into %ProgramFiles%\Nameplate
;
; Both are silent with /S and replace an older version. The exit code is 2 where the program is running.

Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include MUI2.nsh
!include FileFunc.nsh

; What opens links, and how.
!define LINKS "Software\Classes\nameplate"
!define OPENS_LINKS '"$INSTDIR\nameplate.exe" "%1"'

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Nameplate"

Name "Nameplate"
OutFile "${OUT}"
BrandingText " "
ManifestDPIAware true

!ifdef ALL_USERS
  !define ROOT HKLM
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\Nameplate"
!else
  !define ROOT HKCU
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\Nameplate"
!endif
InstallDirRegKey ${ROOT} "${KEY}" "InstallLocation"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Nameplate"
VIAddVersionKey /LANG=0 "FileDescription" "Nameplate"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "The Nameplate authors"

!define MUI_ICON "nameplate.ico"
!define MUI_UNICON "nameplate.ico"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Farsi"

LangString RUNNING ${LANG_ENGLISH} "Nameplate is running. Close its window and try again."
LangString RUNNING ${LANG_FARSI} "نیم‌پلیت باز است. پنجرهٔ آن را ببندید و دوباره تلاش کنید."
LangString COMMENT ${LANG_ENGLISH} "Edit your own staff profile"
LangString COMMENT ${LANG_FARSI} "ویرایش نمایهٔ کارمندی خود"

; A program that runs cannot be deleted.
!macro STOP_WHERE_IT_RUNS
  ClearErrors
  Delete "$INSTDIR\nameplate.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
!ifdef ALL_USERS
  SetShellVarContext all
!else
  SetShellVarContext current
!endif
FunctionEnd

Function un.onInit
  SetRegView 64
!ifdef ALL_USERS
  SetShellVarContext all
!else
  SetShellVarContext current
!endif
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  !insertmacro STOP_WHERE_IT_RUNS
  File "${FILES}\nameplate.exe"
  File "${FILES}\nameplate.com"
  File "${FILES}\LICENSE.txt"
  File "${FILES}\OFL.txt"
  File "${FILES}\THIRD-PARTY.txt"
  File "${FILES}\config-sample.toml"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Nameplate.lnk" "$INSTDIR\nameplate.exe" "" "" "" SW_SHOWNORMAL "" "$(COMMENT)"
  WriteRegStr ${ROOT} "${KEY}" "DisplayName" "Nameplate"
  WriteRegStr ${ROOT} "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr ${ROOT} "${KEY}" "Publisher" "The Nameplate authors"
  WriteRegStr ${ROOT} "${KEY}" "DisplayIcon" "$INSTDIR\nameplate.exe"
  WriteRegStr ${ROOT} "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${ROOT} "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr ${ROOT} "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD ${ROOT} "${KEY}" "NoModify" 1
  WriteRegDWORD ${ROOT} "${KEY}" "NoRepair" 1
  WriteRegStr ${ROOT} "${LINKS}" "" "URL:Nameplate"
  WriteRegStr ${ROOT} "${LINKS}" "URL Protocol" ""
  WriteRegStr ${ROOT} "${LINKS}\DefaultIcon" "" "$INSTDIR\nameplate.exe,0"
  WriteRegStr ${ROOT} "${LINKS}\shell\open\command" "" '${OPENS_LINKS}'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD ${ROOT} "${KEY}" "EstimatedSize" $0
SectionEnd

Section "un.Nameplate"
  !insertmacro STOP_WHERE_IT_RUNS
  Delete "$INSTDIR\nameplate.com"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\OFL.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\config-sample.toml"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Nameplate.lnk"
  DeleteRegKey ${ROOT} "${KEY}"
  ; Another program may open them by now.
  ReadRegStr $0 ${ROOT} "${LINKS}\shell\open\command" ""
  ${If} $0 == '${OPENS_LINKS}'
    DeleteRegKey ${ROOT} "${LINKS}"
  ${EndIf}
SectionEnd
