package io.rowmill.core.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model's rows promise, as it was spent; for people and for machines.
 *
 * @param epsilon that holds, at most what was asked for
 * @param budget epsilon that was asked for
 * @param delta with which epsilon may not hold
 * @param method how content was learned
 * @param root table whose rows, with all that is reached from them, are units; null: a unit is a row
 * @param rowsPerUnit by table: rows of one unit that were read at most
 * @param stages by stage: epsilon as if it had been alone; these don't add up, as a whole costs less than its parts
 * @param charges how often real rows were used
 * @param level how epsilon is mostly judged
 * @param notCovered sentences about what the promise doesn't say
 */
public record PrivacyStatement(
        double epsilon,
        double budget,
        double delta,
        PrivacyMethod method,
        PrivacyUnit unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String root,
        String adjacency,
        String accountant,
        Map<String, Integer> rowsPerUnit,
        Map<String, Double> stages,
        int charges,
        Level level,
        List<String> notCovered) {
    private static final String ADJACENCY =
            "add or remove one unit; keys of other units that lead to it stay as they are";
    private static final String ACCOUNTANT =
            "Rényi differential privacy of all charges together, converted once (arXiv 1702.07476, 1908.10530, 1905.09982)";
    private static final double MOST_OF_HIGH = 3;
    private static final double MOST_OF_MEDIUM = 15;

    /** Privacy, by epsilon. */
    public enum Level {
        HIGH,
        MEDIUM,
        LOW
    }

    public PrivacyStatement {
        Objects.requireNonNull(unit);
        rowsPerUnit = new TreeMap<>(rowsPerUnit);
        stages = new TreeMap<>(stages);
        notCovered = List.copyOf(notCovered);
    }

    /** @param charges all of the run, trainings included */
    public static PrivacyStatement of(PrivacyPlan plan, List<Charge> charges) {
        double epsilon = Spending.epsilon(charges, plan.delta());
        return new PrivacyStatement(
                epsilon,
                plan.epsilon(),
                plan.delta(),
                plan.method(),
                plan.unit(),
                plan.root(),
                ADJACENCY,
                ACCOUNTANT,
                plan.rowsPerUnit(),
                Spending.byStage(charges, plan.delta()),
                charges.size(),
                level(epsilon),
                notCovered(plan));
    }

    static Level level(double epsilon) {
        return epsilon <= MOST_OF_HIGH ? Level.HIGH : epsilon <= MOST_OF_MEDIUM ? Level.MEDIUM : Level.LOW;
    }

    private static List<String> notCovered(PrivacyPlan plan) {
        String rows = plan.root() == null
                ? "Rows that refer to each other are units of their own: who knows one may learn of it through the others."
                : "A row of a table that isn't reached from " + plan.root() + " is a unit of its own."
                        + " A row that leads to two units belongs to the first only.";
        return List.of(
                "The metadata (names, types, keys, listed values, bounds that were given) is taken as no secret.",
                "Public tables are copied as they are.",
                rows,
                "Keys of other units that lead to a unit stay as they are: that they do isn't hidden.",
                "Keys are taken to be unique: rows that repeat one are left out.",
                "Each further fit of the same rows adds its own epsilon.",
                "The real rows themselves are in the private zone until the run ends.");
    }
}
