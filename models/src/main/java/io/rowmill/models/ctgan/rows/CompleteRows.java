package io.rowmill.models.ctgan.rows;

import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Content and context without the rows in whose content a category is absent: those are marked so that they be left out. */
public record CompleteRows(EncodedRows content, EncodedRows context) {
    public static CompleteRows of(TrainingInput input) {
        EncodedRows content = input.content();
        BitSet incomplete = new BitSet();
        List<Part> layout = content.layout();
        for (int part = 0; part < layout.size(); part++) {
            for (int row = 0; layout.get(part) instanceof Part.OneHot && row < content.rows(); row++) {
                if (content.code(part, row) < 0) {
                    incomplete.set(row);
                }
            }
        }
        if (incomplete.isEmpty()) {
            return new CompleteRows(content, input.context());
        }
        int[] rows = IntStream.range(0, content.rows())
                .filter(row -> !incomplete.get(row))
                .toArray();
        return new CompleteRows(new Subset(content, rows), new Subset(input.context(), rows));
    }

    public int rows() {
        return content.rows();
    }

    private record Subset(EncodedRows of, int[] chosen) implements EncodedRows {
        @Override
        public int rows() {
            return chosen.length;
        }

        @Override
        public List<Part> layout() {
            return of.layout();
        }

        @Override
        public int code(int part, int row) {
            return of.code(part, chosen[row]);
        }

        @Override
        public float scalar(int part, int row) {
            return of.scalar(part, chosen[row]);
        }
    }
}
