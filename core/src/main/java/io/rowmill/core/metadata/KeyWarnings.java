package io.rowmill.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences about keys that the metadata declares or seems to have, and that synthetic rows do not keep. */
final class KeyWarnings {
    private static final String ID = "_id";
    private static final String TYPE = "_type";

    private KeyWarnings() {}

    /** @param metadata without errors */
    static List<String> of(DatabaseMetadata metadata) {
        List<String> warnings = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            List<List<String>> repeated =
                    AlternateKeys.of(metadata, table.name()).notKept();
            if (!repeated.isEmpty()) {
                warnings.add(notKept(table.name(), repeated));
            }
            polymorphic(metadata, table)
                    .forEach(x -> warnings.add("Table " + table.name() + ": columns " + x + TYPE
                            + " and " + x + ID
                            + " look like a reference to rows of several tables, which is not resolved: values of " + x
                            + ID
                            + " are not those of rows."));
        }
        return warnings;
    }

    private static String notKept(String table, List<List<String>> keys) {
        boolean one = keys.size() == 1;
        String names = keys.stream().map(k -> "(" + String.join(", ", k) + ")").collect(Collectors.joining(", "));
        return "Table " + table + ": the alternate key" + (one ? " " : "s ") + names + (one ? " is" : " are")
                + " not kept yet: synthetic rows may repeat values of " + (one ? "it." : "them.");
    }

    /** What stands before {@code _type} and {@code _id} in the names of two columns of which the second is in no key. */
    private static List<String> polymorphic(DatabaseMetadata metadata, TableMetadata table) {
        Set<String> keys = metadata.keyColumns(table.name());
        return table.columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> c.length() > ID.length() && c.endsWith(ID) && !keys.contains(c))
                .map(c -> c.substring(0, c.length() - ID.length()))
                .filter(x -> table.indexOf(x + TYPE).isPresent())
                .toList();
    }
}
