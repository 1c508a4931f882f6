package io.rowmill.core.privacy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run promises, and what it has spent before its trainings.
 *
 * @param epsilon of everything together
 * @param delta of everything together
 * @param method how content is learned
 * @param root the table whose rows are units; null: the unit is a row
 * @param rowsPerUnit by table: rows of one unit at most; tables whose rows are units themselves have 1
 * @param path by table that is reached from the root: the foreign key that leads there, by name
 * @param spent charges of questions, before any training
 */
public record PrivacyPlan(
        double epsilon,
        double delta,
        PrivacyMethod method,
        PrivacyUnit unit,
        @Nullable String root,
        Map<String, Integer> rowsPerUnit,
        Map<String, String> path,
        List<Charge> spent) {
    public PrivacyPlan {
        Objects.requireNonNull(unit);
        rowsPerUnit = Map.copyOf(rowsPerUnit);
        path = Map.copyOf(path);
        spent = List.copyOf(spent);
    }

    /** Trainings read real rows by private steps; else they read stand-ins like any rows. */
    @JsonIgnore
    public boolean isTrainedPrivately() {
        return method == PrivacyMethod.DPSGD;
    }

    /** Whether rows of the table belong to a row of the root table. */
    public boolean isReached(String table) {
        return table.equals(root) || path.containsKey(table);
    }

    /** The foreign key of the table that leads to the root, by name. */
    public Optional<String> towardsRoot(String table) {
        return Optional.ofNullable(path.get(table));
    }

    /** Of the questions so far. */
    @JsonIgnore
    public RenyiCurve cost() {
        return spent.stream().map(Charge::cost).reduce(RenyiCurve.none(), RenyiCurve::plus);
    }

    /** What is left of delta for the conversion of {@link #cost}. */
    @JsonIgnore
    public double deltaLeft() {
        return delta - spent.stream().mapToDouble(Charge::delta).sum();
    }
}
