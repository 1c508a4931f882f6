package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.transform.Within;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LikenessOptionsTest {
    private static LikenessOptions options(String... args) {
        return CommandLine.populateCommand(new LikenessOptions(), args);
    }

    @Test
    void valuesMayHoldCommasAndEqualsSigns() {
        // Given / When / Then
        assertThat(options("--rebalance", "name:Smith, Ann=0.25,a=b=0.5,=.25", "--rebalance", "sex:f=1")
                        .read()
                        .rebalance())
                .isEqualTo(Map.of("name", Map.of("Smith, Ann", 0.25, "a=b", 0.5, "", 0.25), "sex", Map.of("f", 1.0)));
    }

    @Test
    void aConditionIsACellABoundOrASet() {
        // When
        var read = options(
                        "--where",
                        "name=a>=b",
                        "--where",
                        "note=",
                        "--where",
                        "age>=65",
                        "--where",
                        "age < 80",
                        "--where",
                        "t.state in (CA, \"New, \"\"York\"\"\",)",
                        "--where",
                        "day>2024-01-31",
                        "--where",
                        "x<=-1")
                .read();

        // Then
        assertThat(read.where())
                .containsEntry("name", "a>=b")
                .containsEntry("note", null)
                .hasSize(2);
        assertThat(read.within())
                .isEqualTo(Map.of(
                        "age", new Within("65", null, null, "80", List.of()),
                        "t.state", new Within(null, null, null, null, List.of("CA", "New, \"York\"")),
                        "day", new Within(null, "2024-01-31", null, null, List.of()),
                        "x", new Within(null, null, "-1", null, List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "=3", ">=3", "age>", "state in ()", "state in (\"a\"b)"})
    void aConditionOfAnotherFormIsRefused(String option) {
        // Given
        LikenessOptions options = options("--where", option);

        // When / Then
        assertThatThrownBy(options::read)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("--where must be column=value, column>=value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c:", "c:a", "c:a=", "c:a=x", "c:a=0.5,b", "c:a=0.5,b=", "c:a=0.5,b=x,d=1", "c:a=b,c=d"})
    void aShareThatIsNoNumberIsRefused(String option) {
        // Given
        LikenessOptions options = options("--rebalance", option);

        // When / Then
        assertThatThrownBy(options::read)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("--rebalance: a share must be a number");
    }
}
