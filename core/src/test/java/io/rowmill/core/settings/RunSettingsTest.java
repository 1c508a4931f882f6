package io.rowmill.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.SettingDescriptor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
    private static final List<String> TABLES = List.of("orders", "items");

    /** Both have {@code epochs}, {@code gan} from 1 on; {@code layers} is its own. */
    private static final Map<String, List<SettingDescriptor>> ENGINES = Map.of(
            RunSettings.DEFAULT_ENGINE,
            List.of(whole("epochs", 0), whole("width", 1)),
            "gan",
            List.of(whole("epochs", 1), whole("layers", 1)));

    private static SettingDescriptor whole(String name, int min) {
        return new SettingDescriptor(name, Type.INTEGER, "9", "from " + min, "", List.of(), min, 1000, true);
    }

    private static Settings of(String owner, Map<String, String> given) {
        return RunSettings.resolve(given, ENGINES, TABLES).tables().get(owner);
    }

    private static List<String> errors(Map<String, String> given) {
        return catchThrowableOfType(FailureException.class, () -> RunSettings.resolve(given, ENGINES, TABLES))
                .failure()
                .messages();
    }

    @Test
    void aTableAndABatchMayHaveEnginesOfTheirOwn() {
        // Given
        Map<String, String> given = Map.of("orders.engine", "gan", "items/b2.engine", "gan");

        // Then
        assertThat(RunSettings.engines(given, TABLES)).containsExactlyInAnyOrder("gan", RunSettings.DEFAULT_ENGINE);
        assertThat(of("orders", given).text("engine")).isEqualTo("gan");
        assertThat(of("items", given).text("engine")).isEqualTo(RunSettings.DEFAULT_ENGINE);
        assertThat(of("items/b2", given).text("engine")).isEqualTo("gan");
        assertThat(of("items/b2", given).asMap()).containsKey("layers").doesNotContainKey("width");
    }

    @Test
    void aBatchHasTheEngineOfItsTable() {
        assertThat(of(
                                "orders/b1",
                                Map.of(
                                        "engine",
                                        "nobody",
                                        "orders.engine",
                                        "gan",
                                        "items.engine",
                                        "gan",
                                        "orders/b1.layers",
                                        "2"))
                        .text("engine"))
                .isEqualTo("gan");
    }

    @Test
    void aSettingForAllIsOfThoseWhoseEngineKnowsIt() {
        // Given
        Map<String, String> given = Map.of("orders.engine", "gan", "layers", "3", "width", "4", "epochs", "5");

        // Then
        assertThat(of("orders", given).asMap()).containsEntry("layers", "3").doesNotContainKey("width");
        assertThat(of("items", given).asMap()).containsEntry("width", "4").doesNotContainKey("layers");
        assertThat(of("orders", given).text("epochs")).isEqualTo("5");
    }

    @Test
    void aSettingOfATableIsAlsoOfABatchWhoseEngineKnowsIt() {
        // Given
        Map<String, String> given = Map.of("orders/b1.engine", "gan", "orders.layers", "3");

        // Then
        assertThat(of("orders/b1", given).text("layers")).isEqualTo("3");
        assertThat(of("orders", given).asMap()).doesNotContainKey("layers");
    }

    @Test
    void aSettingThatNoEngineInUseKnowsIsAnError() {
        assertThat(errors(Map.of("layers", "3", "orders.layers", "3", "orders/b1.layers", "3")))
                .hasSize(3)
                .allMatch(e -> e.contains("Unknown setting 'layers'"));
        assertThat(errors(Map.of("orders.engine", "gan", "items.engine", "gan", "width", "3")))
                .singleElement()
                .asString()
                .contains("Unknown setting 'width'");
    }

    @Test
    void aValueHasToSuitEveryEngineThatGetsItAndIsNamedOnce() {
        assertThat(errors(Map.of("orders.engine", "gan", "epochs", "0")))
                .containsExactly("Setting 'epochs' must be from 1.");
        assertThat(errors(Map.of("orders.engine", "gan", "seed", "x"))).hasSize(1);
    }

    @Test
    void ofNoTablesTheEngineForAllIsAskedFor() {
        assertThat(RunSettings.engines(Map.of("engine", "gan"), List.of())).containsExactly("gan");
        assertThat(RunSettings.engines(Map.of(), List.of())).containsExactly(RunSettings.DEFAULT_ENGINE);
    }
}
