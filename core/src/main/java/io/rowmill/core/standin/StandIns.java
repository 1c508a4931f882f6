package io.rowmill.core.standin;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Calibration;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.privacy.SecureNoise;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Asks real rows everything that a run under differential privacy has to know before its trainings, and makes stand-ins of the answers.
 * Each question is booked before it is asked.
 */
public final class StandIns {
    private static final String STAGE = "standIn";
    /** Of the budget, for the number of units, on which delta depends. */
    private static final double UNITS_SHARE = 0.005;

    /** Of the budget, for single columns and keys, if pairs of columns are counted, too. */
    private static final double COLUMNS_SHARE = 0.4;
    /** Of the budget for pairs, to choose them. */
    private static final double CHOICE_SHARE = 0.25;

    /** Delta is never more, unless the user wants it so. */
    public static final double MOST_DELTA = 1e-5;

    /** Delta is so many times less than one in the number of units. */
    private static final double DELTA_MARGIN = 10;
    /** Of delta, for values that are told because enough units have them. */
    private static final double FOUND_SHARE = 0.5;

    private final DatabaseMetadata database;
    private final Map<String, TableRows> real;
    private final Asking asking;
    private final Reach reach;
    private final List<String> order;
    private final Map<String, Integer> rowsPerUnit = new LinkedHashMap<>();
    private final Map<String, int[]> unitOf = new HashMap<>();
    private final SecureNoise source = new SecureNoise();

    /**
     * How to ask.
     *
     * @param rowsPerUnit by table: a bound that the user gives; 0: it is asked for
     * @param scratch where rows go
     * @param dir where keys of real rows are kept while they are joined
     * @param seed of made rows; noise never comes from it
     */
    public record Asking(
            PrivacyOptions options,
            ToIntFunction<String> rowsPerUnit,
            Ledger ledger,
            Scratch scratch,
            Path dir,
            Seed seed) {}

    /**
     * What the run goes on with.
     *
     * @param database with the drivers by which rows belong to their units
     * @param standIns by table
     * @param real rows as trainings may read them, by table: bounded, with values that the stand-ins can have;
     *     none if no training reads them
     */
    public record Made(
            DatabaseMetadata database,
            Map<String, TableRows> standIns,
            Map<String, TableRows> real,
            PrivacyPlan plan) {}

    private StandIns(DatabaseMetadata database, Map<String, TableRows> real, Asking asking) {
        this.reach =
                Reach.of(database, asking.options().unit(), asking.options().root());
        this.database = Drivers.declare(database, reach);
        this.real = new HashMap<>(real);
        this.asking = asking;
        this.order = Drivers.order(this.database, reach);
    }

    /** @param real all rows, by table */
    public static Made make(DatabaseMetadata database, Map<String, TableRows> real, Asking asking) throws IOException {
        return new StandIns(database, real, asking).make();
    }

    private Made make() throws IOException {
        Map<String, Long> units = units();
        double most = units.values().stream().mapToLong(n -> n).max().orElse(1);
        double delta = asking.options().delta().orElse(Math.min(MOST_DELTA, 1 / (DELTA_MARGIN * Math.max(1, most))));
        requireSmall(delta, most);
        Noise noise = noise(delta);
        Map<String, AskedTable> asked = new LinkedHashMap<>();
        try (Joins joins = new Joins(database, asking.dir())) {
            for (TableMetadata table : database.tables()) {
                if (table.copied()) {
                    joins.add(real.get(table.name()));
                }
            }
            Pairs pairs = new Pairs(database, reach, asking.ledger(), pairNoise(delta), order);
            for (String table : order) {
                bound(table, joins, noise);
                AskedTable one = ask(table, joins, noise, mostRows(table, units));
                asked.put(table, one);
                if (asking.options().method() == PrivacyMethod.MARGINAL) {
                    pairs.ask(one, real.get(table), joins, rowsPerUnit.get(table));
                }
            }
        }
        boolean read = asking.options().method() == PrivacyMethod.DPSGD;
        return new Made(database, standIns(asked, units), read ? admitted(asked) : Map.of(), plan(delta));
    }

    /** With a greater delta, somebody's rows could be told as they are. */
    private static void requireSmall(double delta, double units) {
        if (delta >= 1 / units) {
            throw FailureException.rejected(
                    "large-delta",
                    "Setting 'delta' is at least one in the number of units, by which single ones aren't hidden: give a tenth of"
                            + " that or less, or leave it out.");
        }
    }

    /** How many rows there are of tables whose rows aren't parts of others' units. */
    private Map<String, Long> units() throws IOException {
        List<String> tables =
                order.stream().filter(t -> !reach.path().containsKey(t)).toList();
        double rho = UNITS_SHARE * Calibration.rhoOfCurves(asking.options().epsilon(), MOST_DELTA / 2);
        List<Histogram> questions = tables.stream()
                .map(t -> Histogram.ofRows(t + ":rows", 1, 1, List.of("rows")))
                .toList();
        Noise noise = new Noise(rho, questions.size(), 0, 0, source);
        Answer answer = asking.ledger().answer(Charge.ofAnswer(STAGE, "units", rho, 0), () -> {
            Map<Histogram, Map<String, Long>> counts = new LinkedHashMap<>();
            for (int t = 0; t < tables.size(); t++) {
                counts.put(
                        questions.get(t), Map.of("rows", real.get(tables.get(t)).rowCount()));
            }
            return noise.answer(counts);
        });
        Map<String, Long> out = new LinkedHashMap<>();
        tables.forEach(t -> out.put(t, Math.max(1, answer.count(t + ":rows", "rows"))));
        return out;
    }

    /** All questions to come share the stand-ins' part of the budget. */
    private Noise noise(double delta) {
        double all = Calibration.rhoOfCurves(asking.options().epsilon(), delta * (1 - FOUND_SHARE));
        double share = asking.options().method() == PrivacyMethod.MARGINAL
                ? COLUMNS_SHARE
                : asking.options().standInShare();
        double rho = (share - UNITS_SHARE) * all;
        double weights = 0;
        int open = 0;
        for (String table : order) {
            List<Histogram> questions = new AskedTable(database, table, reach, t -> 1, t -> 1)
                    .allQuestions()
                    .toList();
            weights += questions.stream().mapToDouble(Histogram::weight).sum();
            weights += isBoundAsked(table) ? Bounds.question(table).weight() : 0;
            open += (int) questions.stream().filter(Histogram::isOpen).count();
        }
        return new Noise(rho, Math.max(weights, Double.MIN_NORMAL), delta * FOUND_SHARE, Math.max(1, open), source);
    }

    /** Of the rest of the budget, if no training needs it. */
    private Pairs.Budget pairNoise(double delta) {
        double all = (1 - COLUMNS_SHARE - UNITS_SHARE)
                * Calibration.rhoOfCurves(asking.options().epsilon(), delta * (1 - FOUND_SHARE));
        return new Pairs.Budget(CHOICE_SHARE * all, (1 - CHOICE_SHARE) * all, source);
    }

    private boolean isBoundAsked(String table) {
        return reach.path().containsKey(table) && asking.rowsPerUnit().applyAsInt(table) == 0;
    }

    /** From here on, the table has no more rows of a unit than it may. */
    private void bound(String table, Joins joins, Noise noise) throws IOException {
        joins.add(real.get(table));
        int rows = joins.rows(table);
        Relationship path = reach.path().get(table);
        if (path == null) {
            rowsPerUnit.put(table, 1);
            unitOf.put(
                    table, table.equals(reach.root()) ? IntStream.range(0, rows).toArray() : none(rows));
            return;
        }
        int[] unitOfParent = unitOf.get(path.parentTable());
        int[] own = Arrays.stream(joins.parents(path))
                .map(parent -> parent < 0 ? -1 : unitOfParent[parent])
                .toArray();
        int units = joins.rows(Objects.requireNonNull(reach.root()));
        int most = asking.rowsPerUnit().applyAsInt(table);
        if (most == 0) {
            Histogram question = Bounds.question(table);
            Charge charge = Charge.ofAnswer(STAGE, table + "/rowsPerUnit", noise.rho(question), 0);
            Answer answer = asking.ledger()
                    .answer(
                            charge,
                            () -> noise.answer(Bounds.count(table, own, units).counts()));
            most = Bounds.bound(table, answer, noise);
        }
        Bounds.Bounded bounded =
                Bounds.keep(real.get(table), path, own, units, most, asking.scratch(), "bounded-" + unitOf.size());
        real.put(table, bounded.rows());
        rowsPerUnit.put(table, most);
        unitOf.put(table, bounded.unitOf());
        joins.add(bounded.rows());
    }

    private static int[] none(int rows) {
        int[] out = new int[rows];
        Arrays.fill(out, -1);
        return out;
    }

    /** How many rows a table has, or at most has, as far as answers tell. */
    private long mostRows(String table, Map<String, Long> units) {
        return reach.path().containsKey(table)
                ? units.getOrDefault(reach.root(), 1L) * rowsPerUnit.get(table)
                : units.getOrDefault(table, 1L);
    }

    private AskedTable ask(String table, Joins joins, Noise noise, long most) throws IOException {
        AskedTable asked = new AskedTable(
                database, table, reach, rowsPerUnit::get, t -> (int) real.get(t).rowCount());
        for (int round = 0; round < AskedColumn.ROUNDS; round++) {
            int now = round;
            List<Histogram> questions = asked.questions(round);
            if (!questions.isEmpty()) {
                Answer answer = asking.ledger()
                        .answer(
                                charge(table + "/columns-" + round, questions, noise),
                                () -> noise.answer(
                                        asked.count(real.get(table), now).counts()));
                asked.learn(round, answer, noise);
            }
        }
        List<Histogram> ofKeys = asked.questionsOfKeys();
        if (!ofKeys.isEmpty()) {
            Answer answer = asking.ledger()
                    .answer(
                            charge(table + "/keys", ofKeys, noise),
                            () -> noise.answer(asked.countKeys(joins).counts()));
            asked.learnKeys(answer, noise, most);
        }
        return asked;
    }

    private static Charge charge(String name, List<Histogram> questions, Noise noise) {
        return Charge.ofAnswer(
                STAGE,
                name,
                questions.stream().mapToDouble(noise::rho).sum(),
                questions.stream().mapToDouble(noise::delta).sum());
    }

    private Map<String, TableRows> standIns(Map<String, AskedTable> asked, Map<String, Long> units) throws IOException {
        Map<String, TableRows> out = new LinkedHashMap<>();
        MadeRows made = new MadeRows(database, asking.seed(), asking.scratch());
        for (TableMetadata table : database.tables()) {
            if (table.copied()) {
                made.know(real.get(table.name()));
                out.put(table.name(), real.get(table.name()));
            }
        }
        for (String table : order) {
            out.put(table, made.make(asked.get(table), units.getOrDefault(table, 0L)));
        }
        return out;
    }

    /** Chance that a user can't foretell decides how a value is read that isn't known. */
    private Map<String, TableRows> admitted(Map<String, AskedTable> asked) throws IOException {
        Map<String, TableRows> out = new LinkedHashMap<>();
        for (TableMetadata table : database.tables()) {
            TableRows rows = real.get(table.name());
            out.put(
                    table.name(),
                    table.copied()
                            ? rows
                            : asking.scratch()
                                    .store(
                                            table,
                                            "admitted-" + out.size(),
                                            sink -> admit(
                                                    rows,
                                                    asked.get(table.name()).released(),
                                                    sink)));
        }
        return out;
    }

    private static void admit(TableRows rows, Map<String, Released> known, Scratch.Sink sink) throws IOException {
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        List<Optional<Released>> columns = new ArrayList<>();
        rows.metadata().columns().forEach(c -> columns.add(Optional.ofNullable(known.get(c.name()))));
        String[] cells = new String[columns.size()];
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                Arrays.setAll(
                        cells,
                        c -> columns.get(c).isEmpty()
                                ? cursor.value(c)
                                : columns.get(c).get().admit(cursor.value(c), random));
                sink.write(cells);
            }
        }
    }

    private PrivacyPlan plan(double delta) throws IOException {
        Map<String, String> path = new LinkedHashMap<>();
        reach.path().forEach((table, key) -> path.put(table, key.name()));
        return new PrivacyPlan(
                asking.options().epsilon(),
                delta,
                asking.options().method(),
                reach.root() == null ? PrivacyUnit.ROW : PrivacyUnit.ENTITY,
                reach.root(),
                rowsPerUnit,
                path,
                asking.ledger().charges());
    }
}
