package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.MadeUpColumn;
import io.rowmill.core.transform.MadeUpColumn.Reason;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MadeUpSummaryTest {
    private static PreprocessManifest table(List<HiddenValues> hidden, List<MadeUpColumn> madeUp) {
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                "run",
                "orders",
                100,
                new BlobRef("sha256:" + "0".repeat(64), 1),
                List.of(),
                List.of(),
                hidden,
                madeUp);
    }

    @Test
    void columnsThatAreAlikeShareALineThatFitsATerminal() {
        // Given
        List<MadeUpColumn> columns = IntStream.range(0, 12)
                .mapToObj(i -> new MadeUpColumn("a_column_" + i, "text of the same shapes", Reason.PERSONAL))
                .toList();

        // When
        List<String> lines = MadeUpSummary.lines(List.of(table(List.of(), columns)));

        // Then
        assertThat(lines).allMatch(line -> line.length() <= 120);
        assertThat(lines.stream().filter(l -> l.contains("personal data") && l.startsWith("orders")))
                .hasSizeBetween(2, 4);
        assertThat(String.join("\n", lines))
                .contains("a_column_0, a_column_1", "a_column_11", "- personal data: " + Reason.PERSONAL.advice());
    }

    @Test
    void aColumnThatProtectionHasChangedIsNamed() {
        // Given
        HiddenValues many = new HiddenValues("price", 20, 30, 0, false);
        HiddenValues few = new HiddenValues("size", 2, 3, 0, false);
        HiddenValues measured = new HiddenValues("weight", 90, 97, 3, false);

        // When
        List<String> lines = MadeUpSummary.lines(List.of(table(List.of(many, few, measured), List.of())));

        // Then
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("Table orders, column price", "30 rows", "rareValueThreshold");
    }

    @Test
    void whereAllIsLearnedThereIsNothingToSay() {
        assertThat(MadeUpSummary.lines(List.of(table(List.of(), List.of())))).isEmpty();
    }
}
