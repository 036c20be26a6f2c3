@echo off
rem Runs the hub on Windows. See hub --help. Relative paths (routes, data) start at the folder above this one.
setlocal
cd /d "%~dp0.."
set "HUB_JAVA="
for %%j in (java.bat java.cmd java.exe) do if not "%%~$PATH:j"=="" set "HUB_JAVA=%%~$PATH:j"
if not defined HUB_JAVA (
  echo hub: Java 17 or newer is needed, and there is no java on the PATH. Install one. 1>&2
  exit /b 4
)
rem Which one it is, the file beside it says, sooner than Java itself. A copy of java.exe alone has none, and is believed.
for %%j in ("%HUB_JAVA%") do set "HUB_RELEASE=%%~dpj..\release"
set "HUB_VERSION="
if exist "%HUB_RELEASE%" for /f "usebackq tokens=1,2 delims==." %%a in ("%HUB_RELEASE%") do if "%%a"=="JAVA_VERSION" set HUB_VERSION=%%b
if not defined HUB_VERSION set HUB_VERSION=17
set HUB_VERSION=%HUB_VERSION:"=%
if %HUB_VERSION% LSS 17 (
  echo hub: Java 17 or newer is needed, and the java on the PATH is older. Install a newer one. 1>&2
  exit /b 4
)
set "HUB_JAR="
for %%j in (rootsocket-hub-*.jar) do set "HUB_JAR=%%j"
if not defined HUB_JAR (
  echo hub: There is no hub in "%CD%". Unpack the archive anew. 1>&2
  exit /b 4
)
rem The same bounds as in the file `hub`; what ends in a second is faster without the second compiler.
set "HUB_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if /i "%~1"=="run" set "HUB_OPTIONS=-XX:ErgoHeapSizeLimit=512m -XX:MaxRAMPercentage=40 -XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=64m"
if /i "%~1"=="sandbox" set "HUB_OPTIONS=-XX:ErgoHeapSizeLimit=512m -XX:MaxRAMPercentage=40 -XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=64m"
rem Java 24 and later warn about what Netty and Artemis do, on top of the first screen.
if %HUB_VERSION% GEQ 24 set "HUB_OPTIONS=%HUB_OPTIONS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
java %HUB_OPTIONS% -XX:+ExitOnOutOfMemoryError -Dhub.command=hub %JAVA_OPTS% -cp "%HUB_JAR%;ext\*" io.rootsocket.hub.cli.HubCommand %*
exit /b %ERRORLEVEL%
