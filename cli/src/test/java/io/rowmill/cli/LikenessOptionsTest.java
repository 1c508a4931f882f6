package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
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
