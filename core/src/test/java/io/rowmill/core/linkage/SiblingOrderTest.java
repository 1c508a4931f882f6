package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiblingOrderTest {
    private static final int PARENTS = 3_000;
    private static final Relationship KEY =
            new Relationship("p", List.of("id"), "c", List.of("p"), Optional.empty(), false);
    private static final TableMetadata PARENT =
            new TableMetadata("p", List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));

    @TempDir
    Path dir;

    /**
     * @param parent -1: none
     * @param cells of the columns {@code level}, {@code year}, {@code born}, {@code day}
     */
    private record Child(int parent, Object... cells) {}

    private static TableMetadata child(Optional<String> sequenceIndex, String... columns) {
        List<ColumnMetadata> all = new ArrayList<>(List.of(ColumnMetadata.of("p", Sdtype.ID)));
        for (String column : columns) {
            boolean date = column.equals("born") || column.equals("day");
            all.add(ColumnMetadata.of(column, date ? Sdtype.DATETIME : Sdtype.NUMERICAL));
        }
        return new TableMetadata("c", all, List.of(), sequenceIndex);
    }

    private SiblingOrder order(TableMetadata table, List<Child> rows) throws IOException {
        DatabaseMetadata database = new DatabaseMetadata(List.of(PARENT, table), List.of(KEY));
        TableKeys parents = new TableKeys(database, PARENT, dir.resolve("p"));
        for (int i = 0; i < PARENTS; i++) {
            String id = "P" + i;
            parents.add(column -> id);
        }
        TableKeys children = new TableKeys(database, table, dir.resolve("c"));
        for (Child row : rows) {
            children.add(column -> row.parent() < 0 ? null : "P" + row.parent());
        }
        parents.finish();
        children.finish();
        ParentRows links = ParentRows.join(KEY, children, parents, dir.resolve("key"));
        return new SiblingOrder(table, new Cells(table, rows), links, PARENTS);
    }

    /** Passes over the rows. */
    private int passes;

    private final class Cells implements LinkageSource {
        private final TableMetadata table;
        private final List<Child> rows;

        Cells(TableMetadata table, List<Child> rows) {
            this.table = table;
            this.rows = rows;
        }

        @Override
        public TableRows rows(String name) {
            throw new AssertionError("keys are joined already");
        }

        @Override
        public Protection protection(String table) {
            throw new AssertionError("keys are joined already");
        }

        @Override
        public List<String> contentColumns(String name) {
            return table.contentColumns().stream().map(ColumnMetadata::name).toList();
        }

        @Override
        public void forEachRow(String name, List<String> columns, TypedRow action) throws IOException {
            passes++;
            for (int row = 0; row < rows.size(); row++) {
                Child child = rows.get(row);
                action.accept(
                        row,
                        columns.stream()
                                .map(c -> child.cells()[table.indexOf(c).orElseThrow() - 1])
                                .toArray());
            }
        }

        @Override
        public Feature feature(String name, String column, int[] rows) {
            throw new AssertionError("no feature is asked for");
        }
    }

    /** Two or three rows of each parent, those of one parent far apart. */
    private static List<Child> rows(java.util.function.BiFunction<Integer, Integer, Object[]> cells) {
        return IntStream.range(0, 3)
                .boxed()
                .flatMap(place -> IntStream.range(0, PARENTS)
                        .filter(parent -> place < 2 || parent % 2 == 0)
                        .mapToObj(parent -> new Child(parent, cells.apply(parent, place))))
                .toList();
    }

    @Test
    void aNumberThatGrowsAlongNearlyEveryParentsRowsOrdersThem() throws IOException {
        // Given
        TableMetadata table = child(Optional.empty(), "level", "year");
        List<Child> rows = rows((parent, place) -> new Object[] {
            (parent * 7L + place * 5L) % 4, parent % 50 == 0 ? 1900L - place : 1900L + parent % 60 + place
        });

        // When
        Optional<String> column = order(table, rows).column();

        // Then
        assertThat(column).contains("year");
    }

    @Test
    void aNumberThatHardlyEverChangesOrdersNothing() throws IOException {
        // Given
        TableMetadata table = child(Optional.empty(), "level");
        List<Child> rows = rows((parent, place) -> new Object[] {parent % 10 == 0 && place > 0 ? 2L : 1L});

        // When
        Optional<String> column = order(table, rows).column();

        // Then
        assertThat(column).isEmpty();
    }

    @Test
    void aDatetimeAlongWhichTheSourceGoesComesBeforeAnEarlierOneThatDoesNot() throws IOException {
        // Given
        TableMetadata table = child(Optional.empty(), "born", "day");
        List<Child> rows = rows((parent, place) -> new Object[] {
            LocalDate.EPOCH.plusDays((parent * 31L + place * 17L) % 23), LocalDate.EPOCH.plusDays(parent + place)
        });

        // When
        Optional<String> column = order(table, rows).column();

        // Then
        assertThat(column).contains("day");
    }

    @Test
    void whereTheSourceHasNoOrderTheFirstDatetimeGivesOne() throws IOException {
        // Given
        TableMetadata table = child(Optional.empty(), "level", "born", "day");
        List<Child> rows = rows((parent, place) -> new Object[] {
            (long) (2 - place),
            LocalDate.EPOCH.plusDays((parent * 31L + place * 17L) % 23),
            LocalDate.EPOCH.minusDays(place)
        });

        // When
        Optional<String> column = order(table, rows).column();

        // Then
        assertThat(column).contains("born");
    }

    @Test
    void anOrderIsLookedForAndWrittenOnceHoweverOftenItIsAskedFor() throws IOException {
        // Given
        List<Child> rows =
                rows((parent, place) -> new Object[] {(long) (2 - place), LocalDate.EPOCH.plusDays(parent + place)});
        SiblingOrder order = order(child(Optional.empty(), "level", "day"), rows);

        // When
        Optional<String> first = order.column();
        Path written = order.write("day", dir.resolve("order"));
        Optional<String> second = order.column();
        Path again = order.write("day", dir.resolve("again"));

        // Then
        assertThat(passes).isEqualTo(2);
        assertThat(second).isEqualTo(first).contains("day");
        assertThat(again).isEqualTo(written).exists();
    }

    @Test
    void theMetadatasChoiceWins() throws IOException {
        // Given
        TableMetadata table = child(Optional.of("level"), "level", "day");
        List<Child> rows =
                rows((parent, place) -> new Object[] {(long) (2 - place), LocalDate.EPOCH.plusDays(parent + place)});

        // When
        Optional<String> column = order(table, rows).column();

        // Then
        assertThat(column).contains("level");
    }

    @Test
    void aParentsRowsStandTogetherByTheColumnThenAsInTheSourceWithNullsAtTheEnd() throws IOException {
        // Given
        TableMetadata table = child(Optional.of("year"), "year");
        List<Child> rows = List.of(
                new Child(2, 5L),
                new Child(1, (Object) null),
                new Child(2, -3L),
                new Child(1, 7L),
                new Child(-1, 1L),
                new Child(2, 5L),
                new Child(1, -0.0),
                new Child(1, 0.0),
                new Child(2, 4L));
        Path file = dir.resolve("order");

        // When
        order(table, rows).write("year", file);

        // Then
        EncodedColumnFile order = EncodedColumnFile.map(file);
        assertThat(IntStream.range(0, rows.size()).map(place -> order.code(0, place)))
                .containsExactly(4, 6, 7, 3, 1, 2, 8, 0, 5);
    }
}
