@echo off
rem rowmill: builds itself on first use, then runs the command in the caller's directory. 'rowmill --help' tells more.
setlocal
set "HOME_DIR=%~dp0"
set "APP=%HOME_DIR%cli\target\quarkus-app\quarkus-run.jar"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo rowmill: no Java found: install a JDK 17 or newer, or set JAVA_HOME. 1>&2
  exit /b 1
)
if not exist "%APP%" (
  echo rowmill: first use, building ^(a few minutes; what is missing is downloaded from Maven Central^) ... 1>&2
  pushd "%HOME_DIR%"
  call mvnw.cmd -q -B -pl cli -am package -DskipTests -Drowmill.quick -Dspotless.check.skip=true -Dcheckstyle.skip=true 1>&2
  if errorlevel 1 (
    popd
    echo rowmill: the build failed. 1>&2
    exit /b 1
  )
  popd
)
set "FLAGS=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="up" set "FLAGS=-Xmx2g -XX:+UseSerialGC"
if "%~1"=="demo" set "FLAGS=-Xmx2g -XX:+UseSerialGC"
if "%~1"=="synthesize" set "FLAGS=-Xmx2g -XX:+UseSerialGC"
"%JAVA%" %FLAGS% -Djava.util.logging.manager=org.jboss.logmanager.LogManager %JAVA_OPTS% -jar "%APP%" %*
exit /b %ERRORLEVEL%
