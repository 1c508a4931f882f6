package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.random.Seed;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakedNullsTest {
    @ParameterizedTest
    @CsvSource({"32,0", "32,64", "320,32", "10000,0"})
    void fewRowsHaveAsManyNullsAsTheyShould(int rows, long first) {
        // Given
        FakedFitter fitter = new FakedFitter(
                ColumnMetadata.of("c", Sdtype.UNKNOWN),
                new ValueFormat.Text(),
                false,
                Locale.ENGLISH,
                Protection.OFF,
                100,
                new Seed(1));
        for (int i = 0; i < 100; i++) {
            fitter.accept(i < 69 ? null : "word" + i % 20);
        }
        FakedTransform transform = (FakedTransform) fitter.fit();

        // When / Then
        for (int seed = 0; seed < 20; seed++) {
            FakedTransform.Faker faker = transform.faker(new Seed(seed));
            long nulls = LongStream.range(first, first + rows)
                    .filter(i -> faker.cell(i) == null)
                    .count();
            assertThat(nulls).isCloseTo(Math.round(0.69 * rows), within(1 + rows / 100L));
        }
    }
}
