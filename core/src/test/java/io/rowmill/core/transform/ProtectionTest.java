package io.rowmill.core.transform;

import static io.rowmill.core.transform.ProtectedColumns.DEFAULT;
import static io.rowmill.core.transform.ProtectedColumns.SAMPLED;
import static io.rowmill.core.transform.ProtectedColumns.anything;
import static io.rowmill.core.transform.ProtectedColumns.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.testing.Tables;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What few rows hold doesn't come back. */
class ProtectionTest {
    private static List<String> categories() {
        List<String> cells = new ArrayList<>(Collections.nCopies(600, "a"));
        cells.addAll(Collections.nCopies(300, "b"));
        cells.addAll(Collections.nCopies(5, "five"));
        cells.addAll(Collections.nCopies(4, "four"));
        cells.add("one");
        cells.addAll(Collections.nCopies(2, null));
        return cells;
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aValueOfOneRowNeverComesBackUnlessNothingIsHidden(Encoding encoding) {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.CATEGORICAL, categories());

        // When
        TableTransform hiding = fit(rows, encoding, DEFAULT);
        Set<String> hidden = new HashSet<>(anything(hiding));
        Set<String> open = new HashSet<>(anything(fit(rows, encoding, Protection.OFF)));

        // Then
        assertThat(hidden).containsExactlyInAnyOrder("a", "b", "five", null);
        assertThat(open).contains("one", "four");
        assertThat(hiding.hidden()).containsExactly(new HiddenValues("c", 2, 5, 0, false));
    }

    @Test
    void aRareValueComesBackAsACommonOneAsOftenAsTheseAre() {
        // Given
        TableTransform transform = fit(Tables.ofOne(Sdtype.CATEGORICAL, categories()), Encoding.CATEGORICAL, DEFAULT);
        int[] codes = new int[SAMPLED];
        Arrays.fill(codes, transform.rareCode("c"));
        EncodedTable rare = new EncodedTable(
                SAMPLED,
                List.of(new EncodedPart.Codes((Part.OneHot) transform.parts("c").get(0), codes)));

        // When
        List<String> cells = Transforms.cells(transform, transform.decode(rare, 0, Transforms.SEED), "c");

        // Then
        assertThat(Collections.frequency(cells, "a")).isBetween(6400, 6850);
        assertThat(Collections.frequency(cells, "b")).isBetween(3100, 3550);
        assertThat(cells).doesNotContainNull().contains("five");
    }

    @Test
    void anUnknownValueIsRareAndNullIsNot() {
        // Given
        TableTransform transform = fit(Tables.ofOne(Sdtype.CATEGORICAL, categories()), Encoding.CATEGORICAL, DEFAULT);

        // When
        EncodedTable encoded = Transforms.encode(transform, Tables.ofOne(Sdtype.CATEGORICAL, "one", "new", null));

        // Then
        int rare = transform.rareCode("c");
        assertThat(Transforms.codes(encoded, 0)).containsExactly(rare, rare, transform.nullCode("c"));
    }

    @ParameterizedTest
    @EnumSource(NullStrategy.class)
    void oneCommonValueIsAllThatIsLeftOfAColumn(NullStrategy nulls) {
        // Given
        List<String> cells = new ArrayList<>(Collections.nCopies(50, "a"));
        cells.add("one");

        // When
        TableTransform transform = fit(Tables.ofOne(Sdtype.CATEGORICAL, cells), Encoding.CATEGORICAL, nulls, DEFAULT);

        // Then
        assertThat(transform.parts("c")).isEmpty();
        assertThat(anything(transform)).containsOnly("a");
    }

    @Test
    void aColumnOfMostlyRareValuesIsMadeUpLikeText() {
        // Given
        List<String> cells = new ArrayList<>(
                IntStream.range(100, 160).mapToObj(i -> "Name-" + i).toList());
        cells.addAll(Collections.nCopies(10, "common"));
        InMemoryRows rows = Tables.ofOne(Sdtype.CATEGORICAL, cells);

        // When
        TableTransform transform = fit(rows, Encoding.CATEGORICAL, DEFAULT);
        List<String> faked = anything(transform);

        // Then
        cells.removeAll(List.of("common"));
        assertThat(faked)
                .contains("common")
                .doesNotContainAnyElementsOf(cells)
                .allMatch(c -> c.matches("[A-Z][a-z]{3}-\\d{3}|common"));
        assertThat(transform.hidden()).containsExactly(new HiddenValues("c", 60, 60, 0, true));
    }

    @Test
    void labelsOfTheSchemaAreNotRareAndOtherValuesAre() {
        // Given
        ColumnMetadata labelled = ColumnMetadata.of("c", Sdtype.CATEGORICAL).withLabels(List.of("sad", "ok", "happy"));
        InMemoryRows few = Tables.of(List.of(labelled), "sad", "ok", "happy", "happy");
        InMemoryRows strange = Tables.of(List.of(labelled), "sad", "ok", "ok", "ok", "ok", "ok", "nobody knows");

        // When, Then
        assertThat(anything(fit(few, Encoding.CATEGORICAL, DEFAULT))).containsOnly("sad", "ok", "happy");
        assertThat(anything(fit(strange, Encoding.CATEGORICAL, DEFAULT)))
                .contains("sad")
                .doesNotContain("nobody knows");
    }

    @Test
    void booleansAndTheirNullsAreNotRare() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.BOOLEAN, "t", "t", "f", null);

        // When
        TableTransform transform = fit(rows, Encoding.CATEGORICAL, DEFAULT);

        // Then
        assertThat(transform.hidden()).isEmpty();
        assertThat(new HashSet<>(anything(transform))).containsExactlyInAnyOrder("t", "f", null);
    }

    @Test
    void nearlyEmptyAndSmallColumnsAreStillWritten() {
        // Given
        List<InMemoryRows> columns = List.of(
                Tables.ofOne(Sdtype.NUMERICAL, "14"),
                Tables.ofOne(Sdtype.NUMERICAL, "14", null),
                Tables.ofOne(Sdtype.NUMERICAL, null, null),
                Tables.ofOne(Sdtype.NUMERICAL, "1", "2"),
                Tables.ofOne(Sdtype.CATEGORICAL),
                Tables.ofOne(Sdtype.CATEGORICAL, "a"),
                Tables.ofOne(Sdtype.CATEGORICAL, "7", "12"),
                Tables.ofDates("%Y-%m-%d", "2020-01-01", "2021-01-01"));

        // When, Then
        for (InMemoryRows rows : columns) {
            for (Encoding encoding : Encoding.values()) {
                for (NullStrategy nulls : NullStrategy.values()) {
                    TableTransform transform = fit(rows, encoding, nulls, DEFAULT);
                    Transforms.encode(transform, rows);
                    assertThat(anything(transform)).hasSize(SAMPLED);
                }
            }
        }
    }

    @Test
    void aRewrittenColumnKeepsItsCommonValues() {
        // Given
        List<String> cells = new ArrayList<>(Collections.nCopies(5, "5,5 EUR"));
        IntStream.range(0, 40).forEach(i -> cells.add(i + ",25 EUR"));
        TransformOptions options = new TransformOptions(
                NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, DEFAULT, Map.of("c", "euro"));

        // When
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.CATEGORICAL, cells), options, Set.of());

        // Then
        assertThat(transform.contentColumns()).containsExactly("c");
        assertThat(transform.hidden()).singleElement().matches(h -> h.rareValues() == 40 && !h.faked());
        assertThat(anything(transform)).allMatch(c -> c.endsWith(" EUR"));
    }

    @Test
    void whatIsHiddenIsWrittenAndReadAsOnItsFirstDay() throws Exception {
        // Given
        ObjectMapper json = new ObjectMapper();
        List<String> cells = new ArrayList<>();
        for (String category : categories()) {
            cells.add(category);
            cells.add(Integer.toString(cells.size() % 37));
        }
        cells.set(1, "-5");
        InMemoryRows rows = Tables.of(
                List.of(ColumnMetadata.of("c", Sdtype.CATEGORICAL), ColumnMetadata.of("n", Sdtype.NUMERICAL)),
                cells.toArray(String[]::new));

        // When
        TableTransform fitted = fit(rows, Encoding.CATEGORICAL, DEFAULT);
        JsonNode golden;
        try (InputStream in = getClass().getResourceAsStream("table-transform-v1-protected.json")) {
            golden = json.readTree(in);
        }
        TableTransform read = json.treeToValue(golden, TableTransform.class);

        // Then
        assertThat(json.readTree(json.writeValueAsString(fitted))).isEqualTo(golden);
        assertThat(read.hidden()).isEqualTo(fitted.hidden());
        assertThat(Transforms.cells(read, read.decode(Transforms.encode(read, rows), 0, Transforms.SEED), "c"))
                .doesNotContain("one", "four");
    }

    @Test
    void aNegativeProtectionIsRefused() {
        assertThatThrownBy(() -> new Protection(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Protection(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
