@echo off
rem Runs the hub on Windows. See hub --help. The folders routes and data are in the folder above this one.
setlocal
rem Not HUB_...: the hub would take these for settings of its own that it does not know.
set "LAUNCH_FROM=%CD%\."
cd /d "%~dp0.."
set "LAUNCH_JAVA="
for %%j in (java.bat java.cmd java.exe) do if not "%%~$PATH:j"=="" set "LAUNCH_JAVA=%%~$PATH:j"
if not defined LAUNCH_JAVA (
  echo hub: Java 17 or newer is needed, and there is no java on the PATH. Install one. 1>&2
  exit /b 4
)
rem Which one it is, the file beside it says, sooner than Java itself. A copy of java.exe alone has none, and is believed.
for %%j in ("%LAUNCH_JAVA%") do set "LAUNCH_RELEASE=%%~dpj..\release"
set "LAUNCH_VERSION="
if exist "%LAUNCH_RELEASE%" for /f "usebackq tokens=1,2 delims==." %%a in ("%LAUNCH_RELEASE%") do if "%%a"=="JAVA_VERSION" set LAUNCH_VERSION=%%b
if not defined LAUNCH_VERSION set LAUNCH_VERSION=17
set LAUNCH_VERSION=%LAUNCH_VERSION:"=%
if %LAUNCH_VERSION% LSS 17 (
  echo hub: Java 17 or newer is needed, and the java on the PATH is older. Install a newer one. 1>&2
  exit /b 4
)
set "LAUNCH_JAR="
for %%j in (rootsocket-hub-*.jar) do set "LAUNCH_JAR=%%j"
if not defined LAUNCH_JAR (
  echo hub: There is no hub in "%CD%". Unpack the archive anew. 1>&2
  exit /b 4
)
rem The same bounds as in the file `hub`; what ends in a second is faster without the second compiler.
set "LAUNCH_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if /i "%~1"=="run" set "LAUNCH_OPTIONS=-XX:ErgoHeapSizeLimit=512m -XX:MaxRAMPercentage=40 -XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=64m"
if /i "%~1"=="sandbox" set "LAUNCH_OPTIONS=-XX:ErgoHeapSizeLimit=512m -XX:MaxRAMPercentage=40 -XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=64m"
rem Java 24 and later warn about what Netty and Artemis do, on top of the first screen.
if %LAUNCH_VERSION% GEQ 24 set "LAUNCH_OPTIONS=%LAUNCH_OPTIONS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
java %LAUNCH_OPTIONS% -XX:+ExitOnOutOfMemoryError -Dhub.command=hub "-Dhub.caller=%LAUNCH_FROM%" %JAVA_OPTS% -cp "%LAUNCH_JAR%;ext\*" io.rootsocket.hub.cli.HubCommand %*
exit /b %ERRORLEVEL%
