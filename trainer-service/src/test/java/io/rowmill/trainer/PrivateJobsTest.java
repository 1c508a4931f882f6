package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.privacy.RenyiCurve;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.schemas.Job;
import io.rowmill.schemas.TrainingPrivacy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateJobsTest {
    private static final double EPSILON = 2;
    private static final double DELTA = 1e-5;
    private static final Job CUSTOMERS = new Job("customer", "all");
    private static final Job ORDERS = new Job("order", "all");
    private static final Job NOTES = new Job("note", "b1");
    private static final List<Job> ALL = List.of(CUSTOMERS, ORDERS, NOTES);

    /** Notes are out of reach. A question was answered before. */
    private static final PrivacyPlan PLAN = new PrivacyPlan(
            EPSILON,
            DELTA,
            PrivacyMethod.DPSGD,
            PrivacyUnit.ENTITY,
            "customer",
            Map.of("order", 5),
            Map.of("order", "order.customer"),
            List.of(Charge.ofAnswer("standIn", "counts", 0.02, DELTA / 2)));

    private static final class Book implements Ledger {
        private final List<Charge> charges = new ArrayList<>();

        @Override
        public Answer answer(Charge charge, Question question) {
            throw new AssertionError("trainings ask nothing");
        }

        @Override
        public void book(Charge charge) {
            charges.add(charge);
        }

        @Override
        public List<Charge> charges() {
            return charges;
        }
    }

    private static PrivateJobs jobs(List<Job> jobs, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("epsilon", "2"));
        all.putAll(settings);
        Map<String, String> run = RunSettings.resolve(
                        all, Map.of(RunSettings.DEFAULT_ENGINE, List.of()), List.of("customer", "order", "note"))
                .run()
                .asMap();
        IngestManifest ingest = new IngestManifest(
                IngestManifest.FORMAT_VERSION,
                "run-1",
                "model",
                new ObjectMapper().createObjectNode(),
                List.of(snapshot("customer", 1000), snapshot("order", 4000), snapshot("note", 30)),
                run,
                Map.of(),
                List.of(),
                0,
                null,
                Map.of(),
                PLAN);
        return new PrivateJobs(ingest, PLAN, jobs);
    }

    private static IngestManifest.Snapshot snapshot(String table, long rows) {
        return new IngestManifest.Snapshot(table, rows, 0, "key", "digest", 1, null);
    }

    private static List<Charge> booked(PrivateJobs jobs) throws IOException {
        Book book = new Book();
        jobs.book(book);
        return book.charges();
    }

    private static double epsilon(List<Charge> charges) {
        RenyiCurve all = charges.stream().map(Charge::cost).reduce(PLAN.cost(), RenyiCurve::plus);
        return all.epsilon(PLAN.deltaLeft()).epsilon();
    }

    @Test
    void allJobsTogetherSpendWhatIsLeft() throws IOException {
        List<Charge> charges = booked(jobs(ALL, Map.of()));
        assertThat(charges)
                .extracting(Charge::name)
                .containsExactly("training customer/all", "training order/all", "training note/b1");
        assertThat(epsilon(charges)).isBetween(EPSILON - 1e-6, EPSILON + 1e-12);
        assertThat(booked(jobs(List.of(), Map.of()))).isEmpty();
    }

    /** Numbers of units are those of stand-ins; a child table's units are its root's. */
    @Test
    void stepsFollowFromThePublicNumberOfUnits() {
        PrivateJobs jobs = jobs(ALL, Map.of("privateSteps", "70", "l2NormClip", "0.5"));
        TrainingPrivacy customers = jobs.of(CUSTOMERS);
        TrainingPrivacy orders = jobs.of(ORDERS);
        TrainingPrivacy notes = jobs.of(NOTES);
        double noise = customers.getNoiseMultiplier();
        assertThat(customers).isEqualTo(new TrainingPrivacy(1000.0, 1, 0.256, 0.5, noise, 70, 0));
        assertThat(orders).isEqualTo(new TrainingPrivacy(1000.0, 5, 0.256, 0.5, noise, 70, 0));
        assertThat(notes).isEqualTo(new TrainingPrivacy(30.0, 1, 1.0, 0.5, noise, 70, 0));
        assertThat(PrivateJobs.steps(orders).mechanism().steps()).isEqualTo(70);
    }

    @Test
    void noiseOfTheUsersOwnIsHeldAgainstTheBudget() throws IOException {
        double least = jobs(ALL, Map.of()).of(NOTES).getNoiseMultiplier();
        String more = Double.toString(least * 1.01);
        assertThat(jobs(ALL, Map.of("noiseMultiplier", more)).of(ORDERS).getNoiseMultiplier())
                .isEqualTo(least * 1.01);
        assertThatThrownBy(() -> jobs(ALL, Map.of("noiseMultiplier", Double.toString(least * 0.99))))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("above 2.0")
                .hasMessageContaining("privateSteps");
    }

    /** Parts of a batch are limited, each of which a unit can turn round: they are charged for half of their noise. */
    @Test
    void partsOfABatchCostMore() throws IOException {
        PrivateJobs jobs = jobs(ALL, Map.of("microBatches", "200"));
        List<Charge> charges = booked(jobs);
        assertThat(jobs.of(CUSTOMERS).getMicroBatches()).isEqualTo(200);
        assertThat(charges.get(0).training().multiplier())
                .isEqualTo(jobs.of(CUSTOMERS).getNoiseMultiplier() / 2);
        // 30 units don't make 200 parts: each is limited.
        assertThat(jobs.of(NOTES).getMicroBatches()).isZero();
        assertThat(charges.get(2).training().multiplier())
                .isEqualTo(jobs.of(NOTES).getNoiseMultiplier());
        assertThat(epsilon(charges)).isBetween(EPSILON - 1e-6, EPSILON + 1e-12);
    }
}
