package io.rowmill.core.standin;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members who are all alike, each with one visit: whoever is added stands out as far as one can. */
final class Club {
    static final String EXTREME = "1000000000";
    static final String UNIQUE = "Atlantis";
    static final int VISITS = 1_000;

    private static final TableMetadata MEMBER = new TableMetadata(
            "member",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("town", Sdtype.CATEGORICAL),
                    ColumnMetadata.of("age", Sdtype.NUMERICAL)),
            List.of("id"));
    private static final TableMetadata VISIT = new TableMetadata(
            "visit",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("member", Sdtype.ID),
                    ColumnMetadata.of("paid", Sdtype.NUMERICAL)),
            List.of("id"));
    private static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(MEMBER, VISIT),
            List.of(new Relationship("member", List.of("id"), "visit", List.of("member"), Optional.empty(), false)));

    private final List<String[]> members = new ArrayList<>();
    private final List<String[]> visits = new ArrayList<>();

    static Club of(int members) {
        Club out = new Club();
        for (int m = 0; m < members; m++) {
            out.join("Ghent", "40", 1, "7");
        }
        return out;
    }

    /** Everybody knows of this member if anybody can. */
    Club withOutlier() {
        return join(UNIQUE, EXTREME, VISITS, "99999");
    }

    /** A member like all others, but with more visits: adds to every count as much as a unit can. */
    Club withTwin() {
        return join("Ghent", "40", VISITS, "7");
    }

    private Club join(String town, String age, int times, String paid) {
        String id = "m" + members.size();
        members.add(new String[] {id, town, age});
        for (int v = 0; v < times; v++) {
            visits.add(new String[] {"v" + visits.size(), id, paid});
        }
        return this;
    }

    /** @param rowsPerUnit of visits; 0: it is asked for */
    StandIns.Made standIns(double epsilon, PrivacyMethod method, int rowsPerUnit, Ledger ledger, Path dir)
            throws IOException {
        PrivacyOptions options = new PrivacyOptions(
                epsilon,
                Optional.of(1e-5),
                method,
                PrivacyUnit.ENTITY,
                Optional.of("member"),
                1,
                Optional.empty(),
                Optional.empty(),
                500,
                0.9);
        Map<String, TableRows> rows =
                Map.of("member", new InMemoryRows(MEMBER, members), "visit", new InMemoryRows(VISIT, visits));
        return StandIns.make(
                DATABASE, rows, new StandIns.Asking(options, t -> rowsPerUnit, ledger, Shop::store, dir, new Seed(7)));
    }
}
