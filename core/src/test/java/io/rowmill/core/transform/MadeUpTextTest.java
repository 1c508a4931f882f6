package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts come back in shapes that enough rows hold; nothing of the others is in a model or in its rows. */
class MadeUpTextTest {
    private static final Protection DEFAULT = new Protection(5, 5);
    private static final List<String> SYMBOLS = List.of("§§¤¤§§", "***--***", "~~//~~");
    private static final String SENTENCE = "¿Wann? -- «jetzt», sagte: {4711}!!";

    private static TableTransform fit(InMemoryRows rows) {
        return fit(rows, DEFAULT);
    }

    private static TableTransform fit(InMemoryRows rows, Protection protection) {
        return Transforms.fit(rows, TransformOptions.DEFAULT.with(protection), Set.of());
    }

    private static InMemoryRows column(String sdtype, List<String> cells) {
        return Tables.of(
                List.of(new ColumnMetadata("c", Sdtype.of(sdtype), sdtype, sdtype.contains("_"), Optional.empty())),
                cells.toArray(String[]::new));
    }

    private static List<String> sample(TableTransform transform, int rows) {
        return Transforms.cells(transform, transform.decode(EncodedTable.empty(rows), 0, Transforms.SEED), "c");
    }

    private static String shape(String cell) {
        return ShapeSpace.of(cell).shape();
    }

    private static List<String> numbered(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .toList();
    }

    /** Common texts, among them some rare ones; a cell of symbols alone that 20 rows hold. */
    private static List<String> planted() {
        List<String> cells = new ArrayList<>(numbered(90, "note %02d is about nothing"));
        cells.addAll(SYMBOLS.subList(0, 2));
        cells.addAll(Collections.nCopies(20, SYMBOLS.get(2)));
        cells.add(SENTENCE);
        cells.addAll(List.of("a <b>", "a <b>", "a <b>", "a <b>"));
        cells.addAll(Collections.nCopies(20, null));
        return cells;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "unknown", "phone_number", "first_name", "categorical"})
    void nothingOfARareTextAndNoCellOfSymbolsIsKept(String sdtype) throws Exception {
        // Given
        List<String> cells = new ArrayList<>(planted());
        if (sdtype.equals("categorical")) {
            cells.removeIf(cell -> cell == null || cell.equals(SYMBOLS.get(2)));
        }
        Set<String> rare =
                cells.stream().filter(Objects::nonNull).map(c -> shape(c)).collect(Collectors.toSet());
        rare.remove(shape("note 00 is about nothing"));

        // When
        TableTransform transform = fit(column(sdtype, cells));
        String model = new ObjectMapper().writeValueAsString(transform);
        List<String> rows = sample(transform, 5_000);

        // Then
        assertThat(model)
                .doesNotContain(SYMBOLS)
                .doesNotContain(rare.stream().map(s -> '"' + s + '"').toList());
        assertThat(model).doesNotContain("«", "¿", "{9", "<", "aa? -- ");
        String all = String.join("\n", rows.stream().filter(Objects::nonNull).toList());
        assertThat(all).doesNotContain(SYMBOLS).doesNotContain("«", "¿", "{", "<", "§", "*");
        assertThat(rows.stream().filter(Objects::nonNull).map(MadeUpTextTest::shape))
                .doesNotContainAnyElementsOf(rare);
        double nulls = (double) Collections.frequency(cells, null) / cells.size();
        assertThat(Collections.frequency(rows, null) / 5_000.0).isBetween(nulls - 0.03, nulls + 0.03);
    }

    @Test
    void aShapeThatEnoughRowsHoldStaysAsOftenAsItIs() {
        // Given
        List<String> cells = new ArrayList<>(numbered(75, "+49 (30) %04d"));
        cells.addAll(numbered(25, "0%03d/77"));

        // When
        List<String> rows = sample(fit(column("unknown", cells)), 1_000);

        // Then
        assertThat(rows.stream().map(MadeUpTextTest::shape).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("+99 (99) 9999", "0999/99");
        assertThat(rows.stream().filter(c -> c.startsWith("+")).count()).isBetween(700L, 800L);
    }

    @Test
    void withoutAThresholdEveryShapeComesBackButNoCellOfSymbols() throws Exception {
        // Given
        TableTransform open = fit(column("text", planted()), Protection.OFF);

        // When
        Set<String> shapes = sample(open, 5_000).stream()
                .filter(Objects::nonNull)
                .map(MadeUpTextTest::shape)
                .collect(Collectors.toSet());

        // Then
        assertThat(shapes).contains(shape(SENTENCE), "a <a>");
        assertThat(new ObjectMapper().writeValueAsString(open)).doesNotContain(SYMBOLS);
    }

    @Test
    void textsWhoseWordsDifferInLengthAloneStayAlike() {
        // Given: no two of the same shape
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            cells.add("x".repeat(8 + i % 5) + "." + "y".repeat(8 + i / 5 % 5) + "@" + "z".repeat(13 + i / 25) + ".com");
        }

        // When, Then
        assertThat(sample(fit(column("unknown", cells)), 200))
                .allMatch(c -> c.matches("[a-z]{8,12}\\.[a-z]{8,12}@[a-z]{13,20}\\.[a-z]{3,}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "unknown"})
    void mailAddressesThatAreAllPutTogetherOtherwiseStayMailAddresses(String sdtype) throws Exception {
        // Given: no two alike, in a column that is nothing else and in one that is
        List<String> mails = List.of(
                "j.doe@example.com",
                "a_b-c@mail.example.co.uk",
                "Info2024@x-y.org",
                "~q@z.de",
                "first.middle.last+tag@a-long-domain-name.info",
                "99@b2b.biz");
        List<String> mixed = new ArrayList<>(mails);
        mixed.addAll(List.of("none", "ask: *her*"));

        // When
        TableTransform pure = fit(column(sdtype, mails));
        List<String> rows = sample(pure, 300);
        List<String> some = sample(fit(column(sdtype, mixed)), 300);
        List<String> few = sample(fit(column(sdtype, mails.subList(0, 4))), 300);

        // Then
        assertThat(rows).allMatch(c -> c.matches("[a-z]+@[a-z]+\\.[a-z]{3,}")).doesNotHaveDuplicates();
        assertThat(new ObjectMapper().writeValueAsString(pure)).doesNotContain("~", "_", "+");
        assertThat(some.stream().filter(c -> c.contains("@")).count()).isBetween(180L, 270L);
        assertThat(few).as("too few to share anything").noneMatch(c -> c.contains("@"));
    }

    @Test
    void textsThatShareNothingButWordsArePutTogetherOfThese() {
        // Given
        List<String> words = List.of("a", "the", "house", "(see", "below)", "42", "rain,");
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            StringBuilder cell = new StringBuilder("Once");
            for (int n = 0, rest = i * 7919 + 13; n < 9; n++, rest = rest * 31 + 17) {
                cell.append(' ').append(words.get(Math.floorMod(rest >> 3, words.size())));
            }
            cells.add(cell.toString());
        }
        Set<String> shapes = words.stream().map(MadeUpTextTest::shape).collect(Collectors.toSet());

        // When
        List<String> rows = sample(fit(column("text", cells)), 300);

        // Then
        assertThat(rows).allMatch(c -> c.matches("[A-Z][a-z]{3} .*") && c.split(" ").length >= 7);
        assertThat(rows.stream().flatMap(c -> List.of(c.split(" ")).stream().skip(1)))
                .allMatch(w -> shapes.contains(shape("x" + w).substring(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 60})
    void uniqueTextsOfRareShapesStayUniqueAtTenTimesTheRows(int count) {
        // Given
        List<String> cells = IntStream.range(0, count)
                .mapToObj(i -> "b".repeat(i % 3 + 1) + "-".repeat(i + 1))
                .toList();

        // When
        List<String> rows = sample(fit(column("text", cells)), 10 * count);

        // Then
        assertThat(rows).doesNotContainNull().doesNotContainAnyElementsOf(cells);
        assertThat(rows).noneMatch(c -> c.contains("--"));
        if (count > 1) {
            assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
        }
    }

    @Test
    void madeUpDaysLieInTheYearsOfEnoughRows() {
        // Given
        List<String> cells = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(i -> LocalDate.of(1960 + i % 40, 3, 4).toString())
                .toList());
        cells.addAll(List.of("1898-05-06", "2023-01-01"));

        // When
        List<String> rows = sample(fit(column("unknown", cells)), 2_000);

        // Then
        assertThat(rows).allMatch(c -> c.compareTo("1960") >= 0 && c.compareTo("2000") < 0);
    }
}
