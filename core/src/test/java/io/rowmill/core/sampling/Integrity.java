package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Primary keys are unique and never null, alternate keys that are kept are unique, foreign keys resolve. */
final class Integrity {
    private Integrity() {}

    static void check(DatabaseMetadata metadata, Map<String, SampledTable> tables) {
        for (TableMetadata table : metadata.tables()) {
            if (!table.primaryKey().isEmpty()) {
                List<Object> keys = tables.get(table.name()).keysOf(table.primaryKey());
                assertThat(keys).as("primary key of " + table.name()).doesNotHaveDuplicates();
                assertThat(keys).as("primary key of " + table.name()).noneMatch(Integrity::hasNull);
            }
            List<List<String>> notKept =
                    AlternateKeys.of(metadata, table.name()).notKept();
            for (List<String> key : table.alternateKeys()) {
                if (!notKept.contains(key)) {
                    assertThat(tables.get(table.name()).keysOf(key))
                            .as("alternate key " + key + " of " + table.name())
                            .filteredOn(k -> !hasNull(k))
                            .doesNotHaveDuplicates();
                }
            }
        }
        for (Relationship key : metadata.relationships()) {
            Set<Object> parents = new HashSet<>(tables.get(key.parentTable()).keysOf(key.parentKey()));
            assertThat(tables.get(key.childTable()).keysOf(key.childKey()))
                    .as(key.name())
                    .allMatch(k -> hasNull(k) || parents.contains(k));
        }
    }

    static boolean hasNull(Object key) {
        return ((List<?>) key).contains(null);
    }
}
