package io.rowmill.trainer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.Calibration;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.Mechanism;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivateSteps;
import io.rowmill.core.privacy.RenyiCurve;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.schemas.Job;
import io.rowmill.schemas.TrainingPrivacy;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the jobs of a run under differential privacy share what is left of its budget: all have the same noise. Everything is worked out
 * from public numbers.
 */
final class PrivateJobs {
    /** Share of the units that a step takes on average: more would need more noise for all, fewer would hear less of them. */
    private static final double SHARE = 0.042;

    private static final int LEAST_BATCH = 256;
    private static final int LARGEST_BATCH = 4096;
    private static final String STAGE = "training";

    private final IngestManifest ingest;
    private final PrivacyPlan plan;
    private final PrivacyOptions options;
    private final Map<Job, PrivateSteps> steps = new LinkedHashMap<>();

    /**
     * @param ingest of a run under differential privacy
     * @throws FailureException (Rejected) if the noise that the user wants would exceed the budget
     */
    PrivateJobs(IngestManifest ingest, PrivacyPlan plan, List<Job> jobs) {
        this.ingest = ingest;
        this.plan = plan;
        this.options = ingest.options().privacy().orElseThrow();
        Map<Job, PrivateSteps> ofNoise1 = new LinkedHashMap<>();
        jobs.forEach(job -> ofNoise1.put(job, ofNoise1(job)));
        double multiplier =
                ofNoise1.isEmpty() ? 1 : multiplier(ofNoise1.values().stream().toList());
        ofNoise1.forEach((job, s) -> steps.put(job, with(multiplier, s)));
    }

    private PrivateSteps ofNoise1(Job job) {
        double units = Math.max(1, PrivateUnits.publicUnits(ingest, plan, job.getTable()));
        double batch = Math.min(units, Math.min(LARGEST_BATCH, Math.max(LEAST_BATCH, Math.round(SHARE * units))));
        int parts = options.microBatches().filter(m -> m < batch).orElse(0);
        return new PrivateSteps(units, batch / units, options.l2NormClip(), 1, options.steps(), parts);
    }

    private static PrivateSteps with(double multiplier, PrivateSteps s) {
        return new PrivateSteps(s.units(), s.rate(), s.clip(), multiplier, s.steps(), s.microBatches());
    }

    private double multiplier(List<PrivateSteps> all) {
        return options.noiseMultiplier().isPresent()
                ? requireBudget(all, options.noiseMultiplier().get())
                : Calibration.noiseMultiplier(plan.epsilon(), plan.deltaLeft(), m -> total(all, m));
    }

    private double requireBudget(List<PrivateSteps> all, double multiplier) {
        double epsilon = total(all, multiplier).epsilon(plan.deltaLeft()).epsilon();
        if (epsilon > plan.epsilon()) {
            throw FailureException.rejected(
                    "budget-exceeded",
                    String.format(
                            Locale.ROOT,
                            "With noiseMultiplier %s, %d training(s) of %d steps would take epsilon to %.3f, above %s: leave"
                                    + " noiseMultiplier out, raise it, or lower privateSteps.",
                            multiplier,
                            all.size(),
                            options.steps(),
                            epsilon,
                            plan.epsilon()));
        }
        return multiplier;
    }

    /** Of the run; jobs of one rate cost as one of more steps, so that few curves are worked out. */
    private RenyiCurve total(List<PrivateSteps> all, double multiplier) {
        Map<Double, Long> stepsByRate = new TreeMap<>();
        Map<Double, Mechanism.SampledGaussian> byRate = new TreeMap<>();
        for (PrivateSteps one : all) {
            Mechanism.SampledGaussian mechanism = with(multiplier, one).mechanism();
            // Parts halve the noise, which makes it another mechanism.
            double kind = mechanism.rate() + (one.microBatches() > 0 ? 1 : 0);
            stepsByRate.merge(kind, mechanism.steps(), Long::sum);
            byRate.put(kind, mechanism);
        }
        RenyiCurve out = plan.cost();
        for (Map.Entry<Double, Mechanism.SampledGaussian> kind : byRate.entrySet()) {
            Mechanism.SampledGaussian one = kind.getValue();
            out = out.plus(
                    new Mechanism.SampledGaussian(one.rate(), one.multiplier(), stepsByRate.get(kind.getKey())).cost());
        }
        return out;
    }

    /** Charges all jobs, before any of them reads a row. */
    void book(Ledger ledger) throws IOException {
        Set<String> names = new HashSet<>();
        for (Map.Entry<Job, PrivateSteps> job : steps.entrySet()) {
            Mechanism.SampledGaussian cost = job.getValue().mechanism();
            String name =
                    "training " + job.getKey().getTable() + "/" + job.getKey().getBatch();
            if (!names.add(name)) {
                // Its charge would be taken for the other's.
                throw FailureException.defect("ambiguous-job", "Two jobs are called " + name + ".");
            }
            ledger.book(
                    Charge.ofTraining(STAGE, name, new Charge.Training(cost.rate(), cost.multiplier(), cost.steps())));
        }
    }

    /** As the job's request says it. */
    TrainingPrivacy of(Job job) {
        PrivateSteps own = steps.get(job);
        return new TrainingPrivacy(
                own.units(),
                PrivateUnits.rowsPerUnit(plan, job.getTable()),
                own.rate(),
                own.clip(),
                own.multiplier(),
                own.steps(),
                own.microBatches());
    }

    static PrivateSteps steps(TrainingPrivacy privacy) {
        return new PrivateSteps(
                privacy.getUnits(),
                privacy.getSamplingRate(),
                privacy.getL2NormClip(),
                privacy.getNoiseMultiplier(),
                privacy.getSteps(),
                privacy.getMicroBatches());
    }
}
