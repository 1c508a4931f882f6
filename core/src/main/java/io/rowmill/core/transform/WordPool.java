package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.datafaker.Faker;

/**
 * Made-up values of one kind and locale (Datafaker), drawn once per process: a function of kind and locale alone, some
 * hundreds of kilobytes at most.
 */
final class WordPool {
    private static final int SIZE = 2_048;
    /** A kind of few values (states) has them all long before. */
    private static final int MAX_DRAWS = 2 * SIZE;

    private static final Map<FakedWords, List<String>> POOLS = new ConcurrentHashMap<>();

    private WordPool() {}

    /** @return distinct, not empty */
    static List<String> of(FakedWords words) {
        return POOLS.computeIfAbsent(words, WordPool::draw);
    }

    private static List<String> draw(FakedWords words) {
        Random random = new Random();
        Faker faker = new Faker(Locale.forLanguageTag(words.locale()), random);
        Seed seed = new Seed(0).derive(words.kind().name());
        Set<String> values = new LinkedHashSet<>();
        for (int i = 0; i < MAX_DRAWS && values.size() < SIZE; i++) {
            random.setSeed(seed.derive(i).value());
            values.add(words.kind().make(faker));
        }
        return List.copyOf(values);
    }
}
