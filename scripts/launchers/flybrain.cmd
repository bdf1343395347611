@echo off
rem Runs the flybrain of a release on Windows, from any folder.
rem   FLYBRAIN_JAVA_HOME  folder of the JDK 25 to use in place of the release's own Java
rem   FLYBRAIN_JAVA_OPTS  more flags for the Java virtual machine, such as -Xmx8g
setlocal enableextensions
set "ROOT=%~dp0.."
set "LIB=%ROOT%\lib"
set "JDK=%FLYBRAIN_JAVA_HOME%"
if not defined JDK if exist "%ROOT%\java\bin\java.exe" set "JDK=%ROOT%\java"
if not defined JDK set "JDK=%JAVA_HOME%"
if not exist "%JDK%\bin\java.exe" (
  echo flybrain: needs a JDK 25; set FLYBRAIN_JAVA_HOME to the folder of one 1>&2
  exit /b 1
)
if not exist "%LIB%\flybrain.aot" call :train
"%JDK%\bin\java" "@%LIB%\java.flags" "-XX:AOTCache=%LIB%\flybrain.aot" %FLYBRAIN_JAVA_OPTS% -jar "%LIB%\flybrain.jar" %*
exit /b %ERRORLEVEL%

:train
rem Makes the start-up cache from the second of two short runs: the first one may have to make the brain ready.
echo flybrain: preparing the start-up cache; this takes some seconds, once 1>&2
"%JDK%\bin\java" "@%LIB%\java.flags" -jar "%LIB%\flybrain.jar" run sugar --n-run 1 --out "%TEMP%\flybrain-training.parquet" >nul 2>&1
"%JDK%\bin\java" "@%LIB%\java.flags" "-XX:AOTCacheOutput=%LIB%\flybrain.aot" -jar "%LIB%\flybrain.jar" run sugar --n-run 1 --out "%TEMP%\flybrain-training.parquet" >nul 2>&1
del "%TEMP%\flybrain-training.parquet" >nul 2>&1
exit /b 0
