package io.rowmill.core.linkage;

import io.rowmill.core.metadata.DatabaseMetadata;
import java.util.HashMap;
import java.util.Map;

/** The orders of the rows of each driver's parents. Each keeps what it has found, for whoever asks next. */
final class SiblingOrders {
    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Map<String, ParentRows> links;
    private final Map<String, SiblingOrder> known = new HashMap<>();

    /** @param links by name of the foreign key; may be filled later */
    SiblingOrders(DatabaseMetadata database, LinkageSource source, Map<String, ParentRows> links) {
        this.database = database;
        this.source = source;
        this.links = links;
    }

    SiblingOrder of(ForeignKey driver) {
        return known.computeIfAbsent(driver.name(), name -> {
            ParentRows of = links.get(name);
            return new SiblingOrder(database.table(of.child()), source, of, of.parentRows());
        });
    }
}
