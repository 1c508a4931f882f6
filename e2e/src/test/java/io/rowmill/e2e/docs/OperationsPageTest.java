package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.metrics.MetricNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md, the dashboard and the alerts to the metrics there are. */
class OperationsPageTest {
    private static final Pattern METRIC = Pattern.compile("\\browmill_[a-z_]+");
    private static final Pattern SUFFIX = Pattern.compile("(_seconds)?(_total|_count|_sum|_max)?$");

    @Test
    void thePageShowsEveryMetricAndNoOther() throws IOException {
        // When
        Set<String> shown = Pages.rows("docs/operations.md", "`rowmill_").stream()
                .filter(row -> METRIC.matcher(row.get(0).strip()).lookingAt())
                .map(row -> plain(row.get(0).split(" ")[0]))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(shown)
                .as("metrics in the tables of docs/operations.md, which are written by hand")
                .containsExactlyInAnyOrderElementsOf(metrics());
    }

    @Test
    void dashboardAndAlertsAskForMetricsThatExist() throws IOException {
        for (String file : List.of("deploy/grafana-dashboard.json", "deploy/alerts.yaml")) {
            // When
            Set<String> asked = new TreeSet<>();
            Matcher name = METRIC.matcher(Pages.read(file));
            while (name.find()) {
                asked.add(plain(name.group()));
            }

            // Then
            assertThat(metrics()).as(file).containsAll(asked);
            assertThat(asked).as(file).isNotEmpty();
        }
    }

    /** As Prometheus spells them, without its suffixes. */
    private static Set<String> metrics() {
        return Arrays.stream(MetricNames.class.getFields())
                .map(OperationsPageTest::value)
                .filter(name -> name.startsWith("rowmill."))
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String plain(String prometheusName) {
        return SUFFIX.matcher(prometheusName).replaceFirst("");
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
