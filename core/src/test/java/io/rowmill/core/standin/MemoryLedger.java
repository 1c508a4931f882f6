package io.rowmill.core.standin;

import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.Charge;
import io.rowmill.core.privacy.Ledger;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A ledger that forgets at the end of a test. */
final class MemoryLedger implements Ledger {
    final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Charge> charges = new LinkedHashMap<>();
    int asked;

    @Override
    public Answer answer(Charge charge, Question question) throws IOException {
        Answer before = answers.get(charge.name());
        if (before != null) {
            return before;
        }
        charges.put(charge.name(), charge);
        asked++;
        answers.put(charge.name(), question.ask());
        return answers.get(charge.name());
    }

    @Override
    public void book(Charge charge) {
        charges.put(charge.name(), charge);
    }

    @Override
    public List<Charge> charges() {
        return List.copyOf(charges.values());
    }
}
