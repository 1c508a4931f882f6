package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is known of the distances between columns of a table and of its parents: learned while all rows confirm the rules. */
final class DistancesAbove {
    private final int extremeValueCount;
    private final Map<Key, DistanceFacts> facts = new HashMap<>();

    private record Key(String relationship, String own, String parentColumn) {}

    /** @param extremeValueCount see {@link io.rowmill.core.transform.Protection} */
    DistancesAbove(int extremeValueCount) {
        this.extremeValueCount = extremeValueCount;
    }

    /** Facts that are to be told all rows; empty: others are already, or the columns have no distance that somebody could ask for. */
    Optional<DistanceFacts> begun(Candidate candidate) {
        boolean mayBeLearned = !candidate.kind().isPart()
                && DistanceFacts.isKnown(candidate.own().type())
                && AcrossFitter.hasDistance(candidate.own())
                && AcrossFitter.hasDistance(candidate.of());
        return mayBeLearned ? begun(candidate.parent(), candidate.own(), candidate.of()) : Optional.empty();
    }

    private Optional<DistanceFacts> begun(Parent parent, Column own, Column of) {
        DistanceFacts begun = new DistanceFacts(own.type(), extremeValueCount);
        return facts.putIfAbsent(key(parent, own, of), begun) == null ? Optional.of(begun) : Optional.empty();
    }

    private static Key key(Parent parent, Column own, Column of) {
        return new Key(parent.relationship(), own.name(), of.name());
    }

    /** What learns of the distance between a row's column and its parent's. */
    private record Pair(Column own, ValuesByRow above, ParentCursor parents, DistanceFacts facts) {
        void add(int row, RowCursor cursor) {
            facts.add(own.value(cursor), above.at(parents.of(row)));
        }
    }

    /**
     * Reads all rows for the distances that aren't known yet.
     *
     * @param near by the table's columns
     * @param above gets the columns that it takes
     */
    void learn(TypedColumns child, AboveValues above, Map<Column, AcrossClose.Found> near) throws IOException {
        Map<Parent, List<Column>> wanted = new LinkedHashMap<>();
        near.values().forEach(f -> wanted.computeIfAbsent(f.parent(), p -> new ArrayList<>())
                .add(f.column()));
        for (Map.Entry<Parent, List<Column>> each : wanted.entrySet()) {
            above.write(each.getKey(), each.getValue());
        }
        List<Pair> pairs = new ArrayList<>();
        near.forEach((own, found) -> begun(found.parent(), own, found.column())
                .ifPresent(facts -> pairs.add(new Pair(
                        own,
                        above.of(found.parent(), found.column()),
                        new ParentCursor(found.parent().index()),
                        facts))));
        if (!pairs.isEmpty()) {
            child.forEachRow((row, cursor) -> pairs.forEach(p -> p.add(row, cursor)));
        }
    }

    /** Of columns of which a rule was found, or that are near each other. */
    DistanceFacts of(Parent parent, Column own, Column of) {
        return Objects.requireNonNull(facts.get(key(parent, own, of)), own::name);
    }
}
