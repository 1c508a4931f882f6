package io.rowmill.core.sampling.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Combination;
import io.rowmill.core.rules.Deduction;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Finding;
import io.rowmill.core.rules.Finding.Kind;
import io.rowmill.core.rules.Narrowed;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinderTest;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GivenTableTest {
    private static final TransformOptions OPTIONS = new TransformOptions(
            NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, new Protection(5, 5), Map.of());
    private static final ValueFormat TEXT = new ValueFormat.Text();

    private record Learned(TableMetadata table, TableTransform transform, TableRules rules) {
        static Learned of(InMemoryRows rows, TableRules rules) throws IOException {
            return new Learned(
                    rows.metadata(),
                    TableTransform.fit(new ResidualRows(rows, rules, ParentCells.NONE), Set.of(), OPTIONS, new Seed(1)),
                    rules);
        }

        static Learned of(InMemoryRows rows) throws IOException {
            return of(rows, RuleFinderTest.find(rows));
        }

        GivenTable given() {
            return new GivenTable(table, transform, rules);
        }

        Deduction deduce(String columns, String... rows) {
            return given().deduce(rows(columns, rows));
        }

        @Nullable
        String cell(Deduction deduction, int row, String column) {
            return deduction.cells().get(row)[table.indexOf(column).orElseThrow()];
        }
    }

    /** @param rows cells between commas; empty: not given */
    private static GivenRows rows(String columns, String... rows) {
        return new GivenRows(
                List.of(columns.split(",")),
                Arrays.stream(rows)
                        .map(row -> Arrays.stream(row.split(",", -1))
                                .map(cell -> cell.isEmpty() ? null : cell)
                                .toList())
                        .map(cells -> (List<@Nullable String>) new ArrayList<@Nullable String>(cells))
                        .toList());
    }

    @Test
    void aMemberSaysItsGroupBeforeAnythingIsDrawn() throws IOException {
        // Given
        Learned trips = Learned.of(RuleFinderTest.trips(500));

        // When
        Deduction deduction = trips.deduce("city", "city 6", "");

        // Then
        assertThat(deduction.findings()).isEmpty();
        assertThat(trips.cell(deduction, 0, "country")).isEqualTo("country 2");
        assertThat(trips.cell(deduction, 1, "country")).isNull();
    }

    @Test
    void cellsThatNeverStandTogetherAreFound() throws IOException {
        assertThat(Learned.of(RuleFinderTest.trips(500))
                        .deduce("city,country,start,end", "city 6,country 3,,", ",,2021-03-04,2021-03-01")
                        .findings())
                .containsExactlyInAnyOrder(
                        new Finding(0, "city", Kind.CONTRADICTED, List.of("country")),
                        new Finding(1, "end", Kind.CONTRADICTED, List.of("start")));
    }

    /** Draws what is known, and else the code of the first row. */
    private static final class First implements Synthesizer {
        private final EncodedTable source;

        First(Learned learned, InMemoryRows rows) throws IOException {
            InMemoryColumns encoded = new InMemoryColumns();
            learned.transform().encode(new ResidualRows(rows, learned.rules(), ParentCells.NONE), new Seed(1), encoded);
            source = encoded.table((int) rows.rowCount());
        }

        @Override
        public EncodedTable sample(Groups groups, Seed seed) {
            throw new IllegalStateException("without conditions");
        }

        @Override
        public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
            EncodedTable known = conditions.known().orElseThrow();
            List<EncodedPart> parts = new ArrayList<>();
            for (int p = 0; p < known.parts().size(); p++) {
                int part = p;
                parts.add(new EncodedPart.Codes(
                        (Part.OneHot) source.parts().get(p).layout(),
                        IntStream.range(0, groups.rows())
                                .map(row -> known.code(part, row) < 0 ? source.code(part, 0) : known.code(part, row))
                                .toArray()));
            }
            return new EncodedTable(groups.rows(), parts);
        }

        @Override
        public void close() {}
    }

    @Test
    void anOpenStartIsAsFarFromItsGivenEndAsIsDrawnAndKnownToTheRest() throws IOException {
        // Given
        InMemoryRows rows = RuleFinderTest.trips(500);
        Learned trips = Learned.of(rows);
        GivenRows given = rows("end,start", "2021-03-04,2021-03-01", "2021-03-04,", ",");
        assertThat(trips.given().deduce(given).findings()).isEmpty();
        GivenChunk chunk = new GivenChunk(trips.given(), trips.transform(), given);

        // When
        chunk.draw(new First(trips, rows), Groups.root(3), Conditions.NONE, new Seed(1));

        // Then
        assertThat(chunk.is("start", 1)).isTrue();
        assertThat((LocalDate) chunk.value("start", 1)).isBetween(LocalDate.of(2021, 2, 2), LocalDate.of(2021, 3, 4));
        assertThat(chunk.value("start", 0)).isEqualTo(LocalDate.of(2021, 3, 1));
        assertThat(chunk.is("start", 2)).isFalse();
    }

    @Test
    void theOpenOperandIsSolvedFor() throws IOException {
        // Given
        Learned lines = Learned.of(RuleFinderTest.lines(400));

        // When
        Deduction deduction = lines.deduce(
                "quantity,price,amount,start,end,days",
                "3,,75.00,2024-02-01,2024-02-11,",
                ",12.50,25.00,,2024-03-10,4",
                ",,25.00,,,");

        // Then
        assertThat(deduction.findings())
                .containsExactly(new Finding(2, "amount", Kind.OPEN, List.of("quantity", "price")));
        assertThat(lines.cell(deduction, 0, "price")).isEqualTo("25.00");
        assertThat(lines.cell(deduction, 1, "quantity")).isEqualTo("2");
        assertThat(lines.cell(deduction, 0, "days")).isEqualTo("10");
        assertThat(lines.cell(deduction, 1, "start")).isEqualTo("2024-03-06");
    }

    @Test
    void anOutcomeThatNoOperandGivesIsFound() throws IOException {
        assertThat(Learned.of(RuleFinderTest.lines(400))
                        .deduce("quantity,price,amount", "3,,10.00", "3,2.00,6.01", "3,2.00,6.00")
                        .findings())
                .extracting(Finding::row, Finding::column)
                .containsExactly(tuple(0, "amount"), tuple(1, "amount"));
    }

    @Test
    void aCellIsGivenAsItIsWritten() throws IOException {
        assertThat(Learned.of(RuleFinderTest.lines(400))
                        .deduce("quantity,start", "03,2024-02-01", "3,01.02.2024", "three,", "3,2024-02-01")
                        .findings())
                .extracting(Finding::row, Finding::kind)
                .containsExactlyInAnyOrder(
                        tuple(0, Kind.WRITTEN_OTHERWISE),
                        tuple(1, Kind.WRITTEN_OTHERWISE),
                        tuple(2, Kind.WRITTEN_OTHERWISE));
    }

    /** A code that stands for one of three groups, and a note that is null where the code is. */
    private static InMemoryRows coded() {
        SplittableRandom random = new SplittableRandom(5);
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int code = random.nextInt(9);
            boolean none = random.nextInt(4) == 0;
            rows.add(new String[] {
                none ? null : "code " + code,
                none ? null : "group " + code % 3,
                none ? null : "note " + random.nextInt(4)
            });
        }
        return new InMemoryRows(
                new TableMetadata(
                        "coded",
                        List.of(
                                ColumnMetadata.of("code", Sdtype.CATEGORICAL),
                                ColumnMetadata.of("group", Sdtype.CATEGORICAL),
                                ColumnMetadata.of("note", Sdtype.CATEGORICAL)),
                        List.of()),
                rows);
    }

    private static Learned lookedUp() throws IOException {
        List<Derivation.Entry> table = IntStream.range(0, 9)
                .mapToObj(i -> new Derivation.Entry(List.of("code " + i), "group " + i % 3))
                .toList();
        return Learned.of(
                coded(),
                new TableRules(
                        "coded",
                        List.of(
                                new Derivation.NullWith("note", Source.own("code")),
                                new Derivation.Lookup(
                                        "group",
                                        List.of(Source.own("code")),
                                        TEXT,
                                        List.of(TEXT),
                                        table,
                                        List.of(),
                                        false,
                                        true))));
    }

    @Test
    void aSourceOfWhichSeveralCellsStandForTheGivenOneIsDrawnAmongThese() throws IOException {
        // When
        Deduction deduction = lookedUp().deduce("group,note", "group 1,", ",note 2", "group 7,");

        // Then
        assertThat(deduction.narrowed().get(0))
                .containsExactly(new Narrowed("code", List.of("code 1", "code 4", "code 7"), false));
        assertThat(deduction.narrowed().get(1)).containsExactly(new Narrowed("code", List.of(), false));
        assertThat(deduction.findings()).containsExactly(new Finding(2, "group", Kind.UNKNOWN, List.of()));
    }

    @Test
    void rowsThatAreNarrowedAlikeAreDrawnTogetherWithinWhatTheyHaveToBe() throws IOException {
        // Given
        Learned coded = lookedUp();
        GivenChunk chunk = new GivenChunk(
                coded.given(), coded.transform(), rows("group,note", "group 1,", ",", "group 1,", ",note 2"));
        List<Conditions> asked = new ArrayList<>();
        List<EncodedPart> layout =
                coded.given().known(coded.deduce("group", "", "", "", "")).parts();

        // When
        EncodedTable drawn = chunk.draw(
                new Synthesizer() {
                    @Override
                    public EncodedTable sample(Groups groups, Seed seed) {
                        throw new IllegalStateException("without conditions");
                    }

                    @Override
                    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
                        asked.add(conditions);
                        int[] codes = new int[groups.rows()];
                        Arrays.fill(codes, asked.size());
                        return new EncodedTable(
                                codes.length,
                                layout.stream()
                                        .map(p -> (EncodedPart)
                                                new EncodedPart.Codes(((EncodedPart.Codes) p).layout(), codes))
                                        .toList());
                    }

                    @Override
                    public void close() {}
                },
                Groups.root(4),
                Conditions.NONE,
                new Seed(1));

        // Then
        assertThat(((EncodedPart.Codes) drawn.parts().get(0)).codes()).containsExactly(1, 2, 1, 3);
        assertThat(asked).hasSize(3);
        assertThat(Arrays.stream(asked.get(0).odds().get(0)).filter(o -> o > 0)).hasSize(3);
        assertThat(asked.get(1).odds()).isEmpty();
        assertThat(Arrays.stream(asked.get(2).odds().get(0)).filter(o -> o == 0))
                .hasSize(1);
    }

    @Test
    void columnsThatAreMadeTogetherAreGivenTogether() throws IOException {
        // Given
        InMemoryRows lines = RuleFinderTest.lines(400);
        ValueFormat number = new ValueFormat.WholeNumber(1);
        List<Combination.Cells> pairs = lines.rows().stream()
                .map(row -> List.<@Nullable String>of(row[0], row[4]))
                .distinct()
                .map(cells -> new Combination.Cells(cells, 9))
                .toList();
        Learned together = Learned.of(
                lines,
                new TableRules(
                        "lines",
                        List.of(new Combination(List.of("quantity", "days"), List.of(number, number), pairs))));

        // Then
        assertThat(together.deduce("quantity,days", "3,", "77,99").findings())
                .containsExactlyInAnyOrder(
                        new Finding(0, "quantity", Kind.OPEN, List.of("days")),
                        new Finding(1, "quantity", Kind.UNKNOWN, List.of()),
                        new Finding(1, "days", Kind.UNKNOWN, List.of()));
    }

    @Test
    void columnsThatNoRowOfTheTableSaysAreRefused() throws IOException {
        // Given
        InMemoryRows lines = RuleFinderTest.lines(400);
        TableRules rules = new TableRules(
                "lines",
                List.of(new Derivation.Copy(
                        "price", new Source(List.of("lines.product->products"), "price"), TEXT, false)));
        Learned learned = Learned.of(lines, new TableRules("lines", List.of()));

        // When
        List<String> errors = new GivenTable(lines.metadata(), learned.transform(), rules)
                .errors(List.of("price", "quantity", "start", "prize"), Set.of("start"));

        // Then
        assertThat(errors)
                .containsExactly(
                        "Column lines.price goes with products.price, which rows of other tables say, so it can't be"
                                + " given. Leave it out.",
                        "Column lines.start is part of a key: keys are numbered anew, so it can't be given. Leave it"
                                + " out.",
                        "Table lines has no column 'prize' (did you mean 'price'?).");
    }

    /** A file without a header: its first row's cells stay where they are. */
    @Test
    void namesOfWhichNoneIsAColumnAreNotRepeated() throws IOException {
        InMemoryRows lines = RuleFinderTest.lines(400);
        Learned learned = Learned.of(lines, new TableRules("lines", List.of()));

        GivenTable given = new GivenTable(lines.metadata(), learned.transform(), new TableRules("lines", List.of()));

        assertThat(given.missingHeader(List.of("Smith", "42")))
                .get()
                .asString()
                .contains("header", "price")
                .doesNotContain("Smith")
                .doesNotContain("42");
        assertThat(given.missingHeader(List.of("prize", "price"))).isEmpty();
    }
}
