package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An attacker who sees all answers guesses, run after run, whether one odd person is in the source. What he gets right gives a lower
 * bound on epsilon.
 *
 * <p>Source: Jagielski, Ullman and Oprea, <i>Auditing differentially private machine learning</i>, arXiv 2006.07709; bounds by
 * Clopper and Pearson, by bisection.
 */
class BlackBoxAuditTest {
    private static final int RUNS = 120;
    private static final int OTHERS = 200;
    private static final double DOUBT = 0.025;
    private static final TableMetadata PERSON = new TableMetadata(
            "person",
            List.of(ColumnMetadata.of("town", Sdtype.CATEGORICAL), ColumnMetadata.of("age", Sdtype.BOOLEAN)),
            List.of());

    @TempDir
    Path dir;

    @Test
    void noAttackShowsMoreThanThePromise() throws IOException {
        double epsilon = 1;

        assertThat(lowerBound(epsilon, BlackBoxAuditTest::rows)).isLessThanOrEqualTo(epsilon);
        assertThat(lowerBound(epsilon, BlackBoxAuditTest::oddTown)).isLessThanOrEqualTo(epsilon);
    }

    /** The audit isn't blind: of answers with next to no noise it shows much more than that. */
    @Test
    void withTooLittleNoiseTheSameAttackShowsMore() throws IOException {
        assertThat(lowerBound(1_000, BlackBoxAuditTest::rows)).isGreaterThan(1);
    }

    private static double rows(MemoryLedger ledger) {
        return ledger.answers.get("units").of("person:rows").get("rows");
    }

    private static double oddTown(MemoryLedger ledger) {
        return ledger.answers.get("person/columns-0").of("town:values").getOrDefault("Atlantis", 0L);
    }

    /** The attacker guesses "in" where the statistic is above the middle between both sources. */
    private double lowerBound(double epsilon, ToDoubleFunction<MemoryLedger> statistic) throws IOException {
        int hits = 0;
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            hits += statistic.applyAsDouble(ask(epsilon, true)) > OTHERS + 0.5 ? 1 : 0;
            alarms += statistic.applyAsDouble(ask(epsilon, false)) > OTHERS + 0.5 ? 1 : 0;
        }
        double least = bound(hits, true);
        double most = bound(alarms, false);
        return least <= 0 ? 0 : Math.max(0, Math.log(least / most));
    }

    private MemoryLedger ask(double epsilon, boolean odd) throws IOException {
        MemoryLedger ledger = new MemoryLedger();
        List<String[]> people = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            people.add(new String[] {"Bruges", "true"});
        }
        if (odd) {
            people.add(new String[] {"Atlantis", "false"});
        }
        PrivacyOptions options = new PrivacyOptions(
                epsilon,
                Optional.of(1e-5),
                PrivacyMethod.DPSGD,
                PrivacyUnit.ROW,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                1,
                0.5);
        StandIns.make(
                new DatabaseMetadata(List.of(PERSON), List.of()),
                Map.of("person", new InMemoryRows(PERSON, people)),
                new StandIns.Asking(
                        options, t -> 0, ledger, Shop::store, Files.createTempDirectory(dir, "keys"), new Seed(1)));
        return ledger;
    }

    /** Clopper and Pearson: the least, or the greatest, chance with which so many successes aren't improbable. */
    private static double bound(int successes, boolean least) {
        if (least && successes == 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            double tail = least ? atLeast(successes, middle) : 1 - atLeast(successes + 1, middle);
            if (tail < DOUBT == least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return least ? low : high;
    }

    private static double atLeast(int successes, double chance) {
        double sum = 0;
        double log = RUNS * Math.log1p(-chance);
        for (int k = 0; k <= RUNS; k++) {
            sum += k >= successes ? Math.exp(log) : 0;
            log += Math.log((double) (RUNS - k) / (k + 1)) + Math.log(chance) - Math.log1p(-chance);
        }
        return sum;
    }
}
