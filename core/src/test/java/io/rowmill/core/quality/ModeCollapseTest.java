package io.rowmill.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModeCollapseTest {
    private static final TableMetadata METADATA = new TableMetadata(
            "t",
            List.of(ColumnMetadata.of("number", Sdtype.NUMERICAL), ColumnMetadata.of("sort", Sdtype.CATEGORICAL)),
            List.of());

    private static InMemoryRows rows(int count, IntFunction<String> number, IntFunction<String> sort) {
        return new InMemoryRows(
                METADATA,
                IntStream.range(0, count)
                        .mapToObj(i -> new String[] {number.apply(i), sort.apply(i)})
                        .toList());
    }

    private static InMemoryRows varied(int count) {
        return rows(count, i -> Integer.toString(i * 37 % count), i -> "abcd".substring(i % 4, i % 4 + 1));
    }

    private static List<String> collapsed(InMemoryRows real, InMemoryRows synthetic) throws IOException {
        return ModeCollapse.columns(RealColumns.of(METADATA, real).with(synthetic));
    }

    @Test
    void columnsThatVaryAsTheRealOnesHaveNotCollapsed() throws Exception {
        assertThat(collapsed(varied(400), varied(300))).isEmpty();
    }

    @Test
    void namesTheColumnsThatAreStuck() throws Exception {
        // Given
        InMemoryRows stuckNumber = rows(300, i -> "17", i -> "abcd".substring(i % 4, i % 4 + 1));
        InMemoryRows stuckSort = rows(300, Integer::toString, i -> i % 20 == 0 ? "b" : "a");

        // When, Then
        assertThat(collapsed(varied(300), stuckNumber)).containsExactly("number");
        assertThat(collapsed(varied(300), stuckSort)).containsExactly("sort");
    }

    @Test
    void aColumnThatHardlyVariesInTheSourceCannotCollapse() throws Exception {
        // Given
        InMemoryRows real = rows(1000, Integer::toString, i -> i % 100 == 0 ? "b" : "a");
        InMemoryRows synthetic = rows(1000, Integer::toString, i -> "a");

        // When, Then
        assertThat(collapsed(real, synthetic)).isEmpty();
    }

    @Test
    void tooFewRowsSayNothing() throws Exception {
        assertThat(collapsed(varied(300), rows(20, i -> "1", i -> "a"))).isEmpty();
    }
}
