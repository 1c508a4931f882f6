package io.rowmill.cli;

import io.rowmill.core.privacy.PrivacyStatement;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model promises under differential privacy, in words. */
final class PrivacyFacts {
    private PrivacyFacts() {}

    static void show(Facts facts, PrivacyStatement statement) {
        facts.show("privacy", sentence(statement));
        facts.show(
                "spent",
                statement.stages().entrySet().stream()
                                .map(stage -> stage.getKey() + " " + number(stage.getValue()))
                                .collect(Collectors.joining(", "))
                        + ", each as if alone, in " + statement.charges() + " charges");
        facts.show(
                "at most",
                statement.rowsPerUnit().entrySet().stream()
                        .map(table -> table.getValue() + " of " + table.getKey())
                        .collect(Collectors.joining(", ", "rows per unit: ", "")));
        statement.notCovered().forEach(sentence -> facts.show("not said", sentence));
    }

    /** The promise in one sentence. */
    static String sentence(PrivacyStatement statement) {
        String unit = statement.root() == null
                ? "any one row"
                : "any one row of " + statement.root() + " with all that is reached from it";
        return "epsilon " + number(statement.epsilon()) + ", delta " + statement.delta() + ": hides whether " + unit
                + " was in the source (" + statement.level().name().toLowerCase(Locale.ROOT) + " privacy)";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
