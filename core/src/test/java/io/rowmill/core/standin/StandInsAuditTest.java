package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.Spending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks the answers from outside: who knows everybody but one member, and how much noise there is, guesses from all answers of a run
 * whether that member is there. Runs with and without it tell how much a run must have told at least.
 */
class StandInsAuditTest {
    private static final int RUNS = 200;
    private static final int MEMBERS = 200;
    private static final int MOST_VISITS = 5;
    private static final double EPSILON = 4;
    private static final double DELTA = 1e-5;

    @TempDir
    Path dir;

    /** A count that the member changes. */
    private record Told(String charge, String what, String cell, int before, int by) {
        double of(MemoryLedger run) {
            Answer answer = run.answers.get(charge);
            return answer.of(what).getOrDefault(cell, 0L) - before;
        }
    }

    /** How often the attack was right with the member, and wrong without. */
    private record Attack(int right, int wrong, double rho, double epsilon) {
        double least() {
            return ClopperPearson.distance(right, wrong, RUNS);
        }

        /** Answers with so much in concentrated privacy are normal distributions that are so far from each other at most. */
        double claimed() {
            return Math.sqrt(2 * rho);
        }
    }

    @Test
    void nobodyTellsATwinFromItsAbsenceBetterThanIsClaimed() throws IOException {
        List<Told> twin = List.of(
                new Told("units", "member:rows", "rows", MEMBERS, 1),
                new Told("member/columns-0", "town:values", "Ghent", MEMBERS, 1),
                new Told("member/columns-0", "age:bins0", bin(40), MEMBERS, 1),
                new Told("member/columns-0", "age:values", "40.0", MEMBERS, 1),
                new Told("member/columns-0", "age:grain", "0", MEMBERS, 1),
                new Told("visit/columns-0", "paid:bins0", bin(7), MEMBERS, MOST_VISITS),
                new Told("visit/columns-0", "paid:values", "7.0", MEMBERS, MOST_VISITS),
                new Told("visit/columns-0", "paid:grain", "0", MEMBERS, MOST_VISITS),
                new Told("visit/keys", "visit.member->member:sizes", Sizes.cell(MOST_VISITS), 0, 1));
        Club with = Club.of(MEMBERS).withTwin();

        Attack attack = attack(with, EPSILON, twin);
        Attack lessNoise = attack(with, 3 * EPSILON, twin);

        assertThat(attack.least()).isLessThan(attack.claimed());
        assertThat(ClopperPearson.epsilon(attack.right, attack.wrong, RUNS, DELTA))
                .isLessThan(attack.epsilon);
        // With 2.5 times less noise the same claim is seen to be false: the attack is no straw man.
        assertThat(lessNoise.claimed()).isLessThan(3 * attack.claimed());
        assertThat(lessNoise.least()).isGreaterThan(attack.claimed());
    }

    @Test
    void nobodyTellsAnOutlierFromItsAbsenceBetterThanIsClaimed() throws IOException {
        List<Told> outlier = List.of(
                new Told("units", "member:rows", "rows", MEMBERS, 1),
                new Told("member/columns-0", "town:values", Club.UNIQUE, 0, 1),
                new Told("member/columns-0", "age:bins0", bin(Double.parseDouble(Club.EXTREME)), 0, 1),
                new Told("member/columns-0", "age:grain", "0", MEMBERS, 1),
                new Told("visit/columns-0", "paid:bins0", bin(99_999), 0, MOST_VISITS),
                new Told("visit/keys", "visit.member->member:sizes", Sizes.cell(MOST_VISITS), 0, 1));

        Attack attack = attack(Club.of(MEMBERS).withOutlier(), EPSILON, outlier);

        assertThat(attack.least()).isLessThan(attack.claimed());
        assertThat(ClopperPearson.epsilon(attack.right, attack.wrong, RUNS, DELTA))
                .isLessThan(attack.epsilon);
    }

    @Test
    void boundsOfTheAuditAreThoseThatArePublished() {
        assertThat(ClopperPearson.epsilon(100, 0, 100, 0)).isCloseTo(3.28, Offset.offset(0.01));
        assertThat(ClopperPearson.epsilon(200, 0, 200, 0)).isCloseTo(3.98, Offset.offset(0.01));
        assertThat(ClopperPearson.epsilon(1000, 0, 1000, 0)).isCloseTo(5.60, Offset.offset(0.01));
        assertThat(RegularizedBeta.value(ClopperPearson.lower(30, 100), 30, 71)).isCloseTo(0.025, Offset.offset(1e-9));
    }

    private Attack attack(Club with, double epsilon, List<Told> told) throws IOException {
        List<MemoryLedger> present = runs(with, epsilon);
        List<MemoryLedger> absent = runs(Club.of(MEMBERS), epsilon);
        double[] weights = told.stream().mapToDouble(t -> weight(t, absent)).toArray();
        List<Charge> charges = absent.get(0).charges();
        return new Attack(
                guesses(present, told, weights),
                guesses(absent, told, weights),
                charges.stream().mapToDouble(Charge::rho).sum(),
                Spending.epsilon(charges, DELTA));
    }

    private List<MemoryLedger> runs(Club club, double epsilon) throws IOException {
        List<MemoryLedger> out = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            MemoryLedger ledger = new MemoryLedger();
            club.standIns(epsilon, PrivacyMethod.DPSGD, MOST_VISITS, ledger, dir);
            out.add(ledger);
        }
        return out;
    }

    /** By how much the member changes a count, and by how much noise does; 0: the count is hardly ever told. */
    private static double weight(Told told, List<MemoryLedger> absent) {
        double squares = absent.stream().mapToDouble(told::of).map(x -> x * x).sum();
        return squares == 0 ? 0 : told.by * RUNS / squares;
    }

    /** The best test there is for two normal distributions, at the place where both errors are equal. */
    private static int guesses(List<MemoryLedger> runs, List<Told> told, double[] weights) {
        int out = 0;
        for (MemoryLedger run : runs) {
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                sum += weights[t] * (told.get(t).of(run) - told.get(t).by / 2.0);
            }
            out += sum > 0 ? 1 : 0;
        }
        return out;
    }

    private static String bin(double value) {
        return String.valueOf(Bin.find(Bin.between(Axis.ofNumbers().edges()), value));
    }
}
