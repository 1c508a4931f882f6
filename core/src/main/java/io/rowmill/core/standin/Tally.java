package io.rowmill.core.standin;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real counts of one round of questions, before noise. They never leave this package. */
final class Tally {
    private final Map<String, Map<String, Long>> counts = new HashMap<>();
    private final List<Histogram> questions;

    Tally(List<Histogram> questions) {
        this.questions = questions;
        questions.forEach(q -> counts.put(q.what(), new HashMap<>()));
    }

    void add(String what, String cell) {
        counts.get(what).merge(cell, 1L, Long::sum);
    }

    Map<Histogram, Map<String, Long>> counts() {
        Map<Histogram, Map<String, Long>> out = new LinkedHashMap<>();
        questions.forEach(q -> out.put(q, counts.get(q.what())));
        return out;
    }
}
