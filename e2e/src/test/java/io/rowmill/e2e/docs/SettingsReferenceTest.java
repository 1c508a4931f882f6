package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of settings in docs/configuration.md to their descriptors. To write them anew:
 * {@code ./mvnw -pl e2e -am test -Dtest=SettingsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Drowmill.docs=write}.
 */
class SettingsReferenceTest {
    private static final String PAGE = "docs/configuration.md";
    private static final String TO_WRITE = "./mvnw -pl e2e -am test -Dtest=SettingsReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Drowmill.docs=write";

    @Test
    void thePageShowsEverySettingOfARun() throws IOException {
        check(
                "<!-- settings of the run: made from RunSettings by SettingsReferenceTest -->\n",
                RunSettings.descriptors(),
                "<!-- end of settings of the run -->");
    }

    @Test
    void thePageShowsEverySettingOfEveryEngine() throws IOException {
        for (SynthesizerEngine engine : ServiceLoader.load(SynthesizerEngine.class)) {
            check(
                    "<!-- settings of " + engine.name() + ": made from its descriptors by SettingsReferenceTest -->\n",
                    engine.settings(),
                    "<!-- end of settings of " + engine.name() + " -->");
        }
    }

    private static void check(String begin, List<SettingDescriptor> settings, String end) throws IOException {
        // Given
        String expected = table(settings);

        // When
        String page = Pages.generated(PAGE, begin, expected, end);

        // Then
        assertThat(expected.lines().filter(line -> !page.contains(line + "\n")))
                .as("settings that %s doesn't show as they are; to write its tables: %s", PAGE, TO_WRITE)
                .isEmpty();
        assertThat(page)
                .as("settings are gone or in another order; to write the tables of %s: %s", PAGE, TO_WRITE)
                .contains(begin + expected + end);
    }

    private static String table(List<SettingDescriptor> settings) {
        StringBuilder out = new StringBuilder("\n| name | type | default | range | meaning |\n|---|---|---|---|---|\n");
        for (SettingDescriptor s : settings) {
            String type = s.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            String help = s.help() + (s.available() ? "" : " Not available yet.");
            out.append("| `%s` | %s | `%s` | %s | %s |\n".formatted(s.name(), type, s.defaultValue(), s.range(), help));
        }
        return out.append('\n').toString();
    }
}
