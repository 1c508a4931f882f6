package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import io.rowmill.sources.EverydayColumns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people bring is taken for what it is, and comes back valid, as if an engine had learned it perfectly. */
class EverydayColumnsTest {
    private static final int ROWS = 400;
    private static final Seed SEED = new Seed(5);

    static Stream<Column> columns() {
        return EverydayColumns.all().stream();
    }

    @Test
    void thereAreTwoHundredOfThem() {
        assertThat(columns().map(Column::name).distinct().count()).isGreaterThanOrEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    void isTakenForWhatItIsAndComesBackValid(Column column) throws IOException {
        // Given
        List<String> real = cells(column);

        // When
        ColumnMetadata found = detected(real);
        List<String> learned = comesBack(found, real, Encoding.CATEGORICAL);
        List<String> normalized = comesBack(found, real, Encoding.NORMALIZED);

        // Then
        assertThat(found.sdtype()).as(column.name()).isIn(column.types());
        for (List<String> synthetic : List.of(learned, normalized)) {
            assertThat(synthetic.stream().filter(Objects::nonNull).filter(c -> !isValid(column, c)))
                    .as(column.name())
                    .isEmpty();
            assertThat(nulls(synthetic)).isCloseTo(nulls(real), org.assertj.core.data.Offset.offset(0.05));
            assertThat(mostFrequent(synthetic))
                    .as(column.name())
                    .isCloseTo(mostFrequent(real), org.assertj.core.data.Offset.offset(0.1));
        }
        if (found.sdtype() == Sdtype.DATETIME || found.sdtype() == Sdtype.NUMERICAL) {
            assertThat(new LinkedHashSet<>(learned).size()).isGreaterThan(new LinkedHashSet<>(real).size() / 3);
        }
    }

    private static boolean isValid(Column column, String cell) {
        try {
            return column.isValid().test(cell);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static List<String> cells(Column column) {
        SplittableRandom random = new Seed(3).derive(column.name()).random();
        List<String> cells = new ArrayList<>();
        IntStream.range(0, ROWS).forEach(i -> cells.add(column.cell().apply(random)));
        return cells;
    }

    private static ColumnMetadata detected(List<String> cells) {
        ColumnProfile profile = new ColumnProfile("c", Optional.empty());
        cells.forEach(profile::add);
        return profile.asContent();
    }

    private static List<String> comesBack(ColumnMetadata column, List<String> cells, Encoding encoding)
            throws IOException {
        TableMetadata table = new TableMetadata("t", List.of(column), List.of());
        InMemoryRows rows = new InMemoryRows(
                table, cells.stream().map(c -> new String[] {c}).toList());
        TransformOptions options =
                new TransformOptions(NullStrategy.MODEL, 10, encoding, Locale.ENGLISH, new Protection(5, 5), Map.of());
        TableTransform transform = TableTransform.fit(rows, Set.of(), options, SEED);
        InMemoryColumns encoded = new InMemoryColumns();
        transform.encode(rows, SEED, encoded);
        DecodedRows decoded = transform.decode(encoded.table(ROWS), 0, SEED);
        return IntStream.range(0, ROWS)
                .mapToObj(i -> transform.format("c").format(decoded.value(i, "c")))
                .toList();
    }

    private static double nulls(List<String> cells) {
        return cells.stream().filter(Objects::isNull).count() / (double) cells.size();
    }

    private static double mostFrequent(List<String> cells) {
        return cells.stream()
                        .distinct()
                        .mapToLong(c ->
                                cells.stream().filter(d -> Objects.equals(c, d)).count())
                        .max()
                        .orElse(0)
                / (double) cells.size();
    }
}
