package io.rowmill.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Which versions a new schema must get along with, and in which direction; decided by Avro's own checker. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.transitive = transitive;
    }

    /** @throws RegistryException (42203) if it is none */
    static CompatibilityLevel of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidCompatibility();
        }
    }

    /**
     * @param earlier oldest first
     * @return why {@code schema} is incompatible; empty: it isn't
     */
    List<String> problems(Schema schema, List<Schema> earlier) {
        List<Schema> relevant =
                transitive || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        List<String> problems = new ArrayList<>();
        for (Schema old : relevant) {
            if (readsOld) {
                addProblems(problems, schema, old);
            }
            if (readByOld) {
                addProblems(problems, old, schema);
            }
        }
        return problems;
    }

    private static void addProblems(List<String> problems, Schema reader, Schema writer) {
        for (Incompatibility i : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            problems.add(i.getType() + " at " + i.getLocation() + ": " + i.getMessage());
        }
    }
}
