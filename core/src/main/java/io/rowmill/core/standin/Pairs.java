package io.rowmill.core.standin;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.SecureNoise;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks which columns of tables go together, with those of the parents through which rows belong to their units. */
final class Pairs {
    private static final String STAGE = "pairs";

    private final Reach reach;
    private final Ledger ledger;
    private final Budget budget;
    private final int columns;
    private final Map<String, CodedRows> coded = new HashMap<>();
    private final Map<String, List<Coding>> codings = new HashMap<>();

    /**
     * @param choice rho for choosing pairs
     * @param counts rho for counting them
     */
    record Budget(double choice, double counts, SecureNoise source) {}

    /** @param tables that will be asked */
    Pairs(DatabaseMetadata database, Reach reach, Ledger ledger, Budget budget, List<String> tables) {
        this.reach = reach;
        this.ledger = ledger;
        this.budget = budget;
        this.columns = Math.max(
                1,
                tables.stream()
                        .mapToInt(t -> database.table(t).contentColumns().size())
                        .sum());
    }

    void ask(AskedTable table, TableRows rows, Joins joins, int rowsPerUnit) throws IOException {
        String name = table.table().name();
        Map<String, Coding> own = table.codings();
        Optional<Relationship> path = Optional.ofNullable(reach.path().get(name));
        List<Coding> above =
                path.map(p -> codings.getOrDefault(p.parentTable(), List.of())).orElse(List.of());
        CodedRows read = CodedRows.of(
                rows,
                own,
                path.map(p -> coded.get(p.parentTable())).orElse(null),
                path.isPresent() ? joins.parents(path.get()) : new int[0]);
        coded.put(name, read);
        codings.put(name, List.copyOf(own.values()));
        PairTree tree = new PairTree(name, rowsPerUnit, above, List.copyOf(own.values()));
        if (tree.size() == 0) {
            return;
        }
        double choice = budget.choice() * tree.size() / columns;
        tree.choose(ledger.answer(Charge.ofAnswer(STAGE, name + "/pairs", choice, 0), () -> tree.choose(read, choice)));
        double rho = budget.counts() * tree.size() / columns;
        Noise noise = new Noise(rho, tree.size(), 0, 0, budget.source());
        Answer counted = ledger.answer(
                Charge.ofAnswer(STAGE, name + "/pair-counts", rho, 0), () -> noise.answer(tree.counts(read)));
        table.learnPairs(tree.model(counted));
    }
}
