@echo off
rem Runs flybrain on Windows, from any folder; builds it first when it was never built.
rem   FLYBRAIN_JAVA_HOME  folder of the JDK 25 to use
rem   FLYBRAIN_JAVA_OPTS  more flags for the Java virtual machine, such as -Xmx8g
rem After a change of the sources (git pull), delete the folder app\target to have it built again.
setlocal enableextensions
set "ROOT=%~dp0"
set "APP=%ROOT%app\target"
set "JDK="

call :jdk "%FLYBRAIN_JAVA_HOME%"
if not defined JDK if defined FLYBRAIN_JAVA_HOME (
  echo flybrain: FLYBRAIN_JAVA_HOME=%FLYBRAIN_JAVA_HOME%: no JDK 25 is there; set it to the folder of one, or unset it 1>&2
  exit /b 1
)
call :jdk "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~dp$PATH:J"=="" call :jdk "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :jdk "%%~D"
if not defined JDK (
  echo flybrain: needs a JDK 25 and found none. Looked at FLYBRAIN_JAVA_HOME, JAVA_HOME, java on the PATH and Program Files. 1>&2
  echo Install a JDK 25 ^(such as Temurin 25^), or set FLYBRAIN_JAVA_HOME to the folder of one. 1>&2
  exit /b 1
)

if not exist "%APP%\built" call :build || exit /b 1
if not exist "%APP%\flybrain.aot" call :train
"%JDK%\bin\java" "@%ROOT%scripts\java.flags" "-XX:AOTCache=%APP%\flybrain.aot" %FLYBRAIN_JAVA_OPTS% -jar "%APP%\flybrain.jar" %*
exit /b %ERRORLEVEL%

:train
rem Makes the start-up cache from the second of two short runs: the first one may have to make the brain ready.
echo flybrain: preparing the start-up cache; this takes some seconds, once 1>&2
"%JDK%\bin\java" "@%ROOT%scripts\java.flags" -jar "%APP%\flybrain.jar" run sugar --n-run 1 --out "%APP%\training.parquet" >nul 2>&1
"%JDK%\bin\java" "@%ROOT%scripts\java.flags" "-XX:AOTCacheOutput=%APP%\flybrain.aot" -jar "%APP%\flybrain.jar" run sugar --n-run 1 --out "%APP%\training.parquet" >nul 2>&1
del "%APP%\training.parquet" >nul 2>&1
exit /b 0

:jdk
rem Sets JDK to the folder %1 when that holds a JDK 25 and none was found before.
if defined JDK exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>&1 && set "JDK=%~1"
exit /b 0

:build
where mvn >nul 2>&1 || (
  echo flybrain: needs Maven ^(3.8.7 or newer^) to be built; mvn is not on the PATH 1>&2
  exit /b 1
)
if not exist "%APP%" mkdir "%APP%"
rem One start builds; the folder is the lock.
mkdir "%APP%\build.lock" 2>nul || (
  echo flybrain: another start is building; try again when it is done, or delete %APP%\build.lock if there is none 1>&2
  exit /b 1
)
echo flybrain: building; the first build also fetches libraries, which can take minutes 1>&2
setlocal
set "JAVA_HOME=%JDK%"
pushd "%ROOT%"
call mvn -B -pl app -am package -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true >"%APP%\build.log" 2>&1
set "STATUS=%ERRORLEVEL%"
popd
rmdir "%APP%\build.lock"
if not "%STATUS%"=="0" (
  echo flybrain: the build failed; its log is %APP%\build.log 1>&2
  exit /b 1
)
echo built>"%APP%\built"
exit /b 0
