package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsHeaderTest {
    private static WeightsHeader header(int size, int... codes) {
        List<Digits> digits = List.of(new Digits(0, 2, codes, new int[codes.length]));
        return new WeightsHeader(
                8, List.of(16), List.of(new Part.OneHot(size, true)), List.of(), new int[0][], true, digits, List.of());
    }

    @Test
    void weightsMeanTheSameWhereAllIsEncodedAlike() {
        assertThat(header(3, 0, 1, 2).differenceFrom(header(3, 0, 1, 2))).isEmpty();
    }

    @Test
    void weightsMeanSomethingElseUnderOtherCategoriesOrDigits() {
        assertThat(header(3, 0, 1, 2).differenceFrom(header(4, 0, 1, 2)).orElseThrow())
                .contains("encoded otherwise");
        assertThat(header(3, 0, 1, 2).differenceFrom(header(3, 1, 0, 2)).orElseThrow())
                .contains("other digits");
    }
}
