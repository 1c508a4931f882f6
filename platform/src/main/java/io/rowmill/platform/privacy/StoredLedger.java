package io.rowmill.platform.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import io.rowmill.core.privacy.Spending;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.storage.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in storage. A charge and its answer are one object, which is created once. */
public final class StoredLedger implements Ledger {
    /** What calibrations round off, by epsilon. */
    private static final double ROUNDING = 1e-9;

    private final Artifacts artifacts;
    private final String runId;
    private final double epsilon;
    private final double delta;
    /** By name, as far as known. */
    private final Map<String, Charge> known = new TreeMap<>();

    private boolean listed;

    /** @param delta of everything; while it isn't known, the most it can be */
    public StoredLedger(Artifacts artifacts, String runId, double epsilon, double delta) {
        this.artifacts = artifacts;
        this.runId = runId;
        this.epsilon = epsilon;
        this.delta = delta;
    }

    /**
     * As it is stored.
     *
     * @param answer null: it is what a training leaves
     */
    public record Entry(
            int formatVersion, Charge charge, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Answer answer) {
        public static final int FORMAT_VERSION = 1;
    }

    @Override
    public Answer answer(Charge charge, Question question) throws IOException {
        Optional<Entry> before = find(charge);
        Entry entry = before.isPresent() ? before.get() : create(charge, question);
        if (entry.answer() == null) {
            throw FailureException.defect("no-answer", "Charge " + charge.name() + " was booked without an answer.");
        }
        return entry.answer();
    }

    private Entry create(Charge charge, Question question) throws IOException {
        requireBudget(charge);
        return stored(new Entry(Entry.FORMAT_VERSION, charge, question.ask()));
    }

    /** Who comes second takes what is there, if it was booked for the same. */
    private Entry stored(Entry entry) throws IOException {
        return same(entry.charge(), artifacts.createOnce(key(entry.charge()), entry, Entry.class));
    }

    private Entry same(Charge wanted, Entry found) {
        if (!found.charge().equals(wanted)) {
            throw FailureException.defect(
                    "other-charge", "Charge " + wanted.name() + " is booked already, for something else.");
        }
        known.put(wanted.name(), wanted);
        return found;
    }

    @Override
    public void book(Charge charge) throws IOException {
        if (find(charge).isEmpty()) {
            requireBudget(charge);
            stored(new Entry(Entry.FORMAT_VERSION, charge, null));
        }
    }

    private Optional<Entry> find(Charge charge) throws IOException {
        return artifacts.find(key(charge), Entry.class).map(found -> same(charge, found));
    }

    private String key(Charge charge) {
        return ArtifactKeys.charge(runId, charge.name());
    }

    private void requireBudget(Charge charge) throws IOException {
        List<Charge> all = new ArrayList<>(charges());
        all.add(charge);
        if (Spending.epsilon(all, delta) > epsilon * (1 + ROUNDING)) {
            throw FailureException.defect(
                    "budget-exceeded",
                    "Charge " + charge.name() + " of stage " + charge.stage()
                            + " would exceed the privacy budget, so it isn't asked.");
        }
    }

    /** Charges are never taken back, so they are listed once. */
    @Override
    public List<Charge> charges() throws IOException {
        if (!listed) {
            List<String> keys;
            try (Stream<StoredObject> found = artifacts.store().list(ArtifactKeys.charges(runId))) {
                keys = found.map(StoredObject::key).toList();
            }
            for (String key : keys) {
                Charge charge = artifacts.read(key, Entry.class).charge();
                known.put(charge.name(), charge);
            }
            listed = true;
        }
        return List.copyOf(known.values());
    }
}
