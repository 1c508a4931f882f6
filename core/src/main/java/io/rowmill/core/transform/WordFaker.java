package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Made-up words by row ordinal, where the shapes alone give no null and no blank; no real value is among them. In a
 * column of unique values each row's own number becomes part of its value, so that none has to be remembered.
 */
final class WordFaker implements FakedTransform.Faker {
    /** Draws until the shape has to do. */
    private static final int ATTEMPTS = 8;

    private final FakedTransform transform;
    private final FakedTransform.Faker shapes;
    private final Seed seed;
    private final NumberedWords words;

    /** @param shapes of the same column: decides which rows are null, and stands in where all words are real ones */
    WordFaker(FakedTransform transform, FakedTransform.Faker shapes, Seed seed) {
        this.transform = transform;
        this.shapes = shapes;
        this.seed = seed.derive("words");
        this.words = new NumberedWords(Objects.requireNonNull(transform.words()), this.seed.derive("numbered"));
    }

    @Override
    public @Nullable String cell(long ordinal) {
        String shape = shapes.cell(ordinal);
        if (shape == null || shape.isBlank()) {
            return shape;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long number = ordinal * ATTEMPTS + attempt;
            SplittableRandom random = seed.derive(number).random();
            String cell = words.cell(transform.unique() ? number : words.anyNumber(random), random);
            if (!transform.real().mayContain(cell)) {
                return cell;
            }
        }
        return shape;
    }
}
