package io.rowmill.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How numbers are written among settings: one way, for readers in every language. */
class SettingsNumbersTest {
    private static final List<SettingDescriptor> RUN = RunSettings.descriptors();

    @ParameterizedTest
    @CsvSource({
        "sampleSize, \uff11\uff12",
        "seed, \u0661\u0662",
        "rareValueThreshold, \uff15",
        "seed, 0x10",
        "seed, 1_000"
    })
    void otherDigitsAreRefused(String name, String value) {
        assertThat(Settings.check(RUN, Map.of(name, value))).singleElement().satisfies(error -> {
            assertThat(error).contains("Setting '" + name + "' must be");
            if (value.codePoints().anyMatch(c -> c > 127)) {
                assertThat(error).endsWith("Write its digits as 0 to 9.");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "+12", "0012"})
    void usualOnesAreNot(String value) {
        assertThat(Settings.check(RUN, Map.of("sampleSize", value))).isEmpty();
    }

    @Test
    void aListHasAnEnd() {
        // Given
        SettingDescriptor layers = new SettingDescriptor(
                "layers", SettingDescriptor.Type.INTEGER_LIST, "1", "sizes", "", List.of(), 1, 9, true);

        // Then
        assertThat(Settings.check(List.of(layers), Map.of("layers", "1,".repeat(31) + "9")))
                .isEmpty();
        assertThat(Settings.check(List.of(layers), Map.of("layers", "1,".repeat(32) + "9")))
                .hasSize(1);
    }
}
