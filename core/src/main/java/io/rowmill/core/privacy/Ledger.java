package io.rowmill.core.privacy;

import java.io.IOException;
import java.util.List;

/**
 * The book of everything that a run asks its real rows. A charge is booked together with its answer and only once: who asks again,
 * after a crash, gets the same answer.
 */
public interface Ledger {
    /** Reads real rows and adds noise. */
    @FunctionalInterface
    interface Question {
        Answer ask() throws IOException;
    }

    /**
     * @return the noised answer: that of an earlier attempt, if there was one
     * @throws io.rowmill.core.failure.FailureException (Defect) if the charge would exceed the budget: then nothing is asked
     */
    Answer answer(Charge charge, Question question) throws IOException;

    /**
     * Books a training. Its answer is what the training leaves, of which there is one per run.
     *
     * @throws io.rowmill.core.failure.FailureException as {@link #answer}
     */
    void book(Charge charge) throws IOException;

    /** Everything booked so far, in the order of their names. */
    List<Charge> charges() throws IOException;
}
