package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the cases of deploy/alerts-test.yaml, which {@code -Palerts} runs, and docs/operations.md to the alerts there are. */
class AlertRulesTest {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    /** A case that asks of one alert at one time: nothing after exp_alerts but an empty list, or a list. */
    private static final Pattern CASE = Pattern.compile("alertname: (\\w+)\\s+eval_time: \\w+\\s+exp_alerts:( \\[])?");

    @Test
    void everyAlertHasACaseInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
        // When
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        Matcher found = CASE.matcher(Pages.read("deploy/alerts-test.yaml"));
        while (found.find()) {
            (found.group(2) == null ? firing : silent).add(found.group(1));
        }

        // Then
        assertThat(firing).isEqualTo(alerts());
        assertThat(silent).isEqualTo(alerts());
    }

    @Test
    void thePageSaysOfEveryAlertWhatToDo() throws IOException {
        // When
        Set<String> told = Pages.rows("docs/operations.md", "`Rowmill").stream()
                .map(row -> row.get(0).replace("`", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(told).isEqualTo(alerts());
    }

    private static Set<String> alerts() throws IOException {
        return ALERT.matcher(Pages.read("deploy/alerts.yaml"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
