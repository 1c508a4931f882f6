package io.rowmill.core.synthesizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;
import org.junit.jupiter.api.Test;

class SynthesizerTest {
    private static final Synthesizer PLAIN = new Synthesizer() {
        @Override
        public EncodedTable sample(Groups groups, Seed seed) {
            return EncodedTable.empty(groups.rows());
        }

        @Override
        public void close() {}
    };

    @Test
    void oneThatKnowsNoLikelihoodSaysSo() {
        assertThatThrownBy(() -> PLAIN.logLikelihood(Groups.root(1), EncodedTable.empty(1)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("cannot tell how likely a row is");
    }
}
