package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildCountFitterTest {
    /** More than are sampled, and no multiple of a block. */
    private static final int PARENTS = 250_001;

    private static final ColumnRef KIND = new ColumnRef("p", "kind");
    private static final Relationship KEY =
            new Relationship("p", List.of("id"), "c", List.of("p"), Optional.empty(), false);
    private static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(
                    new TableMetadata("p", List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id")),
                    new TableMetadata("c", List.of(ColumnMetadata.of("p", Sdtype.ID)), List.of())),
            List.of(KEY));

    private static final Feature NOTHING = new Feature.Numeric(new double[0]);

    @TempDir
    Path dir;

    private ParentRows join(IntUnaryOperator childrenOf) throws IOException {
        TableKeys parents = new TableKeys(DATABASE, DATABASE.table("p"), dir.resolve("p"));
        TableKeys children = new TableKeys(DATABASE, DATABASE.table("c"), dir.resolve("c"));
        children.add(column -> null);
        for (int i = 0; i < PARENTS; i++) {
            String id = "P" + i;
            parents.add(column -> id);
            for (int child = 0; child < childrenOf.applyAsInt(i); child++) {
                children.add(column -> id);
            }
        }
        parents.finish();
        children.finish();
        return ParentRows.join(KEY, children, parents, dir.resolve("key"));
    }

    @Test
    void splitsComeFromASampleAndCountsFromAllParents() throws IOException {
        // Given
        IntUnaryOperator childrenOf = row -> row % 3 == 0 ? 2 + row % 2 : row % 7 == 0 ? 1 : 0;
        ParentRows links = join(childrenOf);

        // When
        CardinalityTree tree = new ChildCountFitter(
                        PARENTS,
                        links,
                        List.of(KIND),
                        (column, rows) -> new Feature.Codes(
                                Arrays.stream(rows).map(r -> r % 3).toArray(), 3),
                        5)
                .fit();

        // Then
        long children = java.util.stream.IntStream.range(0, PARENTS)
                .map(childrenOf)
                .asLongStream()
                .sum();
        assertThat(tree.columns()).containsExactly(KIND);
        assertThat(tree.leaves().stream()
                        .mapToLong(l -> l.histogram().parents())
                        .sum())
                .isEqualTo(PARENTS);
        assertThat(tree.leaves().stream()
                        .mapToDouble(l -> l.histogram().children())
                        .sum())
                .isEqualTo(children);
        assertThat(tree.leaves()).anyMatch(l -> l.histogram().counts()[0] == 2);
    }

    @Test
    void nobodyLearnsHowManyChildrenTheLargestParentHas() throws IOException {
        // Given
        ParentRows links = join(row -> row == 7 ? 5_000 : row < 100 ? 40 : row % 3);

        // When
        CardinalityTree tree = new ChildCountFitter(PARENTS, links, List.of(), (c, rows) -> NOTHING, 5).fit();
        CardinalityTree open = new ChildCountFitter(PARENTS, links, List.of(), (c, rows) -> NOTHING, 0).fit();

        // Then: a hundred parents share what they have
        assertThat(open.largest()).isEqualTo(5_000);
        assertThat(tree.largest()).isEqualTo((5_000 + 99 * 40) / 100 + 1);
        assertThat(tree.mean()).isEqualTo(open.mean());
    }

    @Test
    void rowsKnowTheirParentsAndHowManyHaveNone() throws IOException {
        // Given
        ParentRows links = join(row -> row % 2);

        // When, Then
        assertThat(links.orphans()).isEqualTo(1);
        assertThat(links.parents(0, 4)).containsExactly(-1, 1, 3, 5);
        assertThat(links.parentsOf(new int[] {3, -1, 0})).containsExactly(5, -1, -1);
        assertThat(links.childCounts(new int[] {7, 8})).containsExactly(1, 0);
    }
}
