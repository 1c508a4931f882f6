package io.rowmill.sources;

/** How much a column's name says that it refers to a table, from nothing to everything. */
enum NameMatch {
    NONE(0, "its name says nothing of it"),
    /** {@code reports_to}, {@code ship_via} of {@code shippers}. */
    HINT(0.65, "its name hints at it"),
    /** {@code home_team_id}, {@code cust_id} of {@code customers}. */
    ROLE(0.75, "its name ends in the table's or its key's"),
    /** {@code customer} or {@code customer_id} for {@code customers}, or the name of a key that isn't called after its table. */
    TABLE(0.9, "it is called like the table or its key"),
    /** Called like the key, and the key like its table. */
    KEY(0.95, "it is called like the key, which is called after its table");

    private final double weight;
    private final String reason;

    NameMatch(double weight, String reason) {
        this.weight = weight;
        this.reason = reason;
    }

    /** Confidence if the values leave no doubt. */
    double weight() {
        return weight;
    }

    String reason() {
        return reason;
    }

    boolean atLeast(NameMatch other) {
        return compareTo(other) >= 0;
    }
}
