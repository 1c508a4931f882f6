package io.rowmill.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.settings.SettingDescriptor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurposeTest {
    private static final List<SettingDescriptor> ENGINE =
            List.of(new SettingDescriptor("epochs", Type.INTEGER, "300", "any", "", List.of(), 1, 1000, true));

    private static Settings orders(Map<String, String> given) {
        return RunSettings.resolve(given, Map.of(RunSettings.DEFAULT_ENGINE, ENGINE), List.of("orders", "items"))
                .tables()
                .get("orders");
    }

    @ParameterizedTest
    @CsvSource({"testing,20,MODEL", "analytics,50,MODEL", "training,100,REPLACE_MEAN", "none,300,MODEL"})
    void aPurposeStandsForEpochsAndANullStrategy(String purpose, String epochs, String nulls) {
        // When
        Settings settings = orders(Map.of("purpose", purpose));

        // Then
        assertThat(settings.text("epochs")).isEqualTo(epochs);
        assertThat(settings.text("nullStrategy")).isEqualTo(nulls);
    }

    @Test
    void settingsGivenByNameWin() {
        // When
        Settings settings = orders(Map.of("purpose", "training", "epochs", "7", "orders.nullStrategy", "MODEL"));

        // Then
        assertThat(settings.text("epochs")).isEqualTo("7");
        assertThat(settings.text("nullStrategy")).isEqualTo("MODEL");
    }

    @Test
    void aTableMayHaveAPurposeOfItsOwn() {
        // Given
        Map<String, String> given = Map.of("purpose", "testing", "orders.purpose", "analytics");

        // When, Then
        assertThat(orders(given).text("epochs")).isEqualTo("50");
        assertThat(RunSettings.resolve(given, Map.of(RunSettings.DEFAULT_ENGINE, ENGINE), List.of("orders", "items"))
                        .tables()
                        .get("items")
                        .text("epochs"))
                .isEqualTo("20");
    }

    @Test
    void anEngineWithoutEpochsHasPurposesToo() {
        // When
        Settings settings = RunSettings.resolve(
                        Map.of("purpose", "training"), Map.of(RunSettings.DEFAULT_ENGINE, List.of()), List.of("orders"))
                .tables()
                .get("orders");

        // Then
        assertThat(settings.text("nullStrategy")).isEqualTo("REPLACE_MEAN");
    }

    @Test
    void anUnknownPurposeIsRejectedWithThoseThereAre() {
        assertThatThrownBy(() -> orders(Map.of("purpose", "fun")))
                .hasMessageContaining("none, testing, analytics or training");
    }
}
