@echo off
rem Runs the hub on Windows. See hub --help. Relative paths (routes, data) start at the folder above this one.
setlocal
cd /d "%~dp0.."
where /q java
if errorlevel 1 (
  echo hub: Java 17 or newer is needed, and there is no java on the PATH. Install one. 1>&2
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
java %HUB_OPTIONS% -XX:+ExitOnOutOfMemoryError -Dhub.command=hub %JAVA_OPTS% -cp "%HUB_JAR%;ext\*" io.rootsocket.hub.cli.HubCommand %*
exit /b %ERRORLEVEL%
