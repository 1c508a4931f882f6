package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImputerTest {
    private static final TableMetadata TABLE = new TableMetadata(
            "t",
            List.of(
                    ColumnMetadata.of("id", Sdtype.ID),
                    ColumnMetadata.of("kind", Sdtype.CATEGORICAL),
                    ColumnMetadata.of("name", Sdtype.UNKNOWN),
                    ColumnMetadata.of("size", Sdtype.NUMERICAL)),
            List.of("id"));

    /** Draws any allowed code, and remembers what it was asked for. */
    private static final class Anything implements Synthesizer {
        private final List<Part> layout;
        private final List<Groups> groups = new ArrayList<>();

        Anything(List<Part> layout) {
            this.layout = layout;
        }

        @Override
        public EncodedTable sample(Groups groups, Seed seed) {
            throw new AssertionError("nothing is known of the rows");
        }

        @Override
        public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
            this.groups.add(groups);
            SplittableRandom random = seed.random();
            List<EncodedPart> parts = new ArrayList<>();
            for (int p = 0; p < layout.size(); p++) {
                Part.OneHot part = (Part.OneHot) layout.get(p);
                int[] not = conditions.excluded().getOrDefault(p, new int[0]);
                int[] codes = ((EncodedPart.Codes)
                                conditions.known().orElseThrow().parts().get(p))
                        .codes()
                        .clone();
                for (int i = 0; i < codes.length; i++) {
                    while (codes[i] < 0 || (contains(not, codes[i]) && !wasGiven(conditions, p, i))) {
                        codes[i] = random.nextInt(part.size());
                    }
                }
                parts.add(new EncodedPart.Codes(part, codes));
            }
            return new EncodedTable(groups.rows(), parts);
        }

        private static boolean wasGiven(Conditions conditions, int part, int row) {
            return conditions.known().orElseThrow().code(part, row) >= 0;
        }

        private static boolean contains(int[] codes, int code) {
            return Arrays.stream(codes).anyMatch(c -> c == code);
        }

        @Override
        public void close() {}
    }

    private static List<String[]> rows() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String kind = i == 7 ? "rare" : i % 10 == 0 ? null : i % 3 == 0 ? "a" : "b";
            String size = i % 7 == 0 ? null : Integer.toString(i % 5 * 10);
            rows.add(new String[] {"k" + i, kind, i % 4 == 0 ? null : "N" + i, size});
        }
        return rows;
    }

    private static TableTransform transform() throws IOException {
        TransformOptions options = new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH)
                .with(new Protection(5, 5));
        return TableTransform.fit(new InMemoryRows(TABLE, rows()), Set.of("id"), options, new Seed(1));
    }

    private static Filling filling(int draws) {
        return new Filling(draws, 1, 1, new Seed(5));
    }

    @Test
    void missingCellsOfLearnedColumnsAreFilledAndAllOthersStay() throws IOException {
        // Given
        TableTransform transform = transform();
        List<String[]> filled = rows();

        // When
        Imputer.Filled outcome = new Imputer(TABLE, transform, new Anything(transform.layout()), filling(1))
                .fill(filled, Kinship.ROOT, done -> {});

        // Then
        List<String[]> before = rows();
        long missing = before.stream()
                .mapToLong(r -> (r[1] == null ? 1 : 0) + (r[3] == null ? 1 : 0))
                .sum();
        assertThat(outcome.cells()).isEqualTo(missing);
        assertThat(outcome.unlearned()).as("the rare kind").isEqualTo(Map.of("kind", 1L));
        for (int i = 0; i < before.size(); i++) {
            for (int c = 0; c < 4; c++) {
                if (before.get(i)[c] != null || c == 2) {
                    assertThat(filled.get(i)[c]).isEqualTo(before.get(i)[c]);
                } else {
                    assertThat(filled.get(i)[c]).isIn("a", "b", "0", "10", "20", "30", "40");
                }
            }
        }
    }

    @Test
    void cellsThatTheModelCannotGiveStayAndAreCounted() throws IOException {
        // Given
        TableTransform transform = transform();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"k1", "never seen", "N", null});
        // Nothing is filled beside it.
        rows.add(new String[] {"k2", "a", "N", "4000"});
        rows.add(new String[] {"k3", null, "N", "-5"});
        rows.add(new String[] {"k4", "a", null, "10"});

        // When
        Imputer.Filled outcome = new Imputer(TABLE, transform, new Anything(transform.layout()), filling(1))
                .fill(rows, Kinship.ROOT, done -> {});

        // Then
        assertThat(outcome).isEqualTo(new Imputer.Filled(2, Map.of("kind", 1L, "size", 1L)));
        assertThat(rows.get(0)[1]).isEqualTo("never seen");
        assertThat(rows.get(1)[3]).isEqualTo("4000");
    }

    @Test
    void whatIsFilledDependsOnTheSeedAlone() throws IOException {
        // Given
        TableTransform transform = transform();
        List<List<String[]>> results = new ArrayList<>();

        // When
        for (long seed : new long[] {5, 5, 6}) {
            List<String[]> rows = rows();
            new Imputer(TABLE, transform, new Anything(transform.layout()), new Filling(1, 1, 1, new Seed(seed)))
                    .fill(rows, Kinship.ROOT, done -> {});
            results.add(rows);
        }

        // Then
        assertThat(results.get(1)).usingRecursiveComparison().isEqualTo(results.get(0));
        assertThat(results.get(2)).usingRecursiveComparison().isNotEqualTo(results.get(0));
    }

    @Test
    void ofManyDrawsTheMostLikelyCellIsTaken() throws IOException {
        // Given
        TableTransform transform = transform();
        List<String[]> filled = rows();

        // When
        new Imputer(TABLE, transform, new Anything(transform.layout()), filling(401))
                .fill(filled, Kinship.ROOT, done -> {});

        // Then
        Set<String> sizes = new HashSet<>();
        IntStream.range(0, 300).filter(i -> i % 7 == 0).forEach(i -> sizes.add(filled.get(i)[3]));
        assertThat(sizes).as("nearest to the mean of five equally likely ones").containsExactly("20");
    }

    @Test
    void aLargeFamilyIsDrawnInSlicesWhoseDrawsAreChosenFromTogether() throws IOException {
        // Given
        TableTransform transform = transform();
        Anything synthesizer = new Anything(transform.layout());
        Kinship kinship = new Kinship(EncodedTable.empty(1), new int[300], null, EncodedTable.empty(300));
        List<String[]> filled = rows();

        // When
        new Imputer(TABLE, transform, synthesizer, filling(401)).fill(filled, kinship, done -> {});

        // Then
        assertThat(synthesizer.groups).hasSizeGreaterThan(2).allSatisfy(g -> assertThat(g.rows())
                .isLessThanOrEqualTo(8192));
        assertThat(synthesizer.groups.stream().mapToInt(Groups::rows).sum()).isEqualTo(300 * 401);
        Set<String> sizes = new HashSet<>();
        IntStream.range(0, 300).filter(i -> i % 7 == 0).forEach(i -> sizes.add(filled.get(i)[3]));
        assertThat(sizes).containsExactly("20");
    }

    @Test
    void siblingsAreDrawnTogetherInTheirOrder() throws IOException {
        // Given
        TableTransform transform = transform();
        Anything synthesizer = new Anything(transform.layout());
        Part.OneHot context = new Part.OneHot(9, true);
        int[] codes = {3, 4, 5};
        int[] parents = IntStream.range(0, 300).map(i -> i == 0 ? -1 : i % 3).toArray();
        Kinship kinship = new Kinship(
                new EncodedTable(3, List.of(new EncodedPart.Codes(context, codes))),
                parents,
                null,
                EncodedTable.empty(parents.length));

        // When
        new Imputer(TABLE, transform, synthesizer, filling(2)).fill(rows(), kinship, done -> {});

        // Then
        Groups groups = synthesizer.groups.get(0);
        assertThat(groups.counts()).containsExactly(1, 99, 100, 100, 1, 99, 100, 100);
        assertThat(((EncodedPart.Codes) groups.contexts().parts().get(0)).codes())
                .containsExactly(-1, 3, 4, 5, -1, 3, 4, 5);
    }

    @Test
    void siblingsAreDrawnInTheOrderInWhichTheyWereLearnedAndStayWhereTheyAre() throws IOException {
        // Given
        TableTransform transform = transform();
        Anything synthesizer = new Anything(transform.layout());
        int[] parents = IntStream.range(0, 300).map(i -> i < 5 ? 0 : -1).toArray();
        double[] places = new double[300];
        System.arraycopy(new double[] {Double.NaN, 3, -0.0, 0.0, -1}, 0, places, 0, 5);
        Kinship kinship = new Kinship(EncodedTable.empty(1), parents, places, EncodedTable.empty(parents.length));
        List<String[]> rows = new ArrayList<>(rows());
        List<String[]> first = List.of(
                new String[] {"k0", "a", null, null},
                new String[] {"k1", "b", null, "40"},
                new String[] {"k2", "a", null, "20"},
                new String[] {"k3", "b", null, "30"},
                new String[] {"k4", "a", null, "10"});
        for (int i = 0; i < 5; i++) {
            rows.set(i, first.get(i).clone());
        }

        // When
        List<int[]> families = kinship.families(300);
        new Imputer(TABLE, transform, synthesizer, filling(1)).fill(rows, kinship, done -> {});

        // Then
        assertThat(families.get(families.size() - 1)).containsExactly(4, 2, 3, 1, 0);
        assertThat(rows.get(0)[3]).isIn("0", "10", "20", "30", "40");
        for (int i = 1; i < 5; i++) {
            assertThat(rows.get(i)).isEqualTo(first.get(i));
        }
    }
}
