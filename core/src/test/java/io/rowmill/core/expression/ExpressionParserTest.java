package io.rowmill.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.expression.Expression.Column;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionParserTest {
    private static @Nullable Object value(String expression) {
        Map<Column, @Nullable Object> row = new HashMap<>();
        row.put(Expression.own("a"), 6L);
        row.put(Expression.own("b"), new BigDecimal("1.5"));
        row.put(Expression.own("unit price"), 2L);
        row.put(Expression.own("name"), "it's");
        row.put(new Column(List.of("product"), "price"), 4L);
        return ExpressionParser.parse(expression).value(row::get);
    }

    @Test
    void productsComeBeforeSumsAndSumsBeforeComparisons() {
        assertThat(value("a + b * 2")).isEqualTo(new BigDecimal("9.0"));
        assertThat(value("(a + b) * 2")).isEqualTo(new BigDecimal("15.0"));
        assertThat(value("a - 1 - 1")).isEqualTo(new BigDecimal("4"));
        assertThat(value("a / 2 * 3 = 9")).isEqualTo(true);
        assertThat(value("-a + 7 > .5 and a ≥ 6")).isEqualTo(true);
        assertThat(value("-(a + 1)")).isEqualTo(new BigDecimal("-7"));
    }

    @Test
    void wordsAreReadInAnyCase() {
        assertThat(value("NOT a < 1 AND b IS NOT NULL or c is null")).isEqualTo(true);
        assertThat(value("name Matches 'it''.'")).isEqualTo(true);
    }

    @Test
    void namesHaveQuotesAndPaths() {
        assertThat(value("\"unit price\" * product.price = 8e0")).isEqualTo(true);
        assertThat(value("\"product\".\"price\" <> 4")).isEqualTo(false);
    }

    @Test
    void textsAndNamesAreAsLongAsTheExpressionMayBe() {
        assertThat(value("name != '" + "x''".repeat(3_000) + "'")).isEqualTo(true);
        assertThat(value("\"" + "\"\"".repeat(4_000) + "\" is null")).isEqualTo(true);
        assertThatThrownBy(() -> value("name matches '" + "(".repeat(9_000) + ")".repeat(900) + "'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("character 14: this ");
    }

    @Test
    void errorsNameTheCharacter() {
        assertThatThrownBy(() -> value("a + "))
                .hasMessage("character 5: a column, a number or a text is expected, not the end");
        assertThatThrownBy(() -> value("a b")).hasMessage("character 3: an operator or the end is expected, not 'b'");
        assertThatThrownBy(() -> value("(a")).hasMessage("character 3: ')' is expected, not the end");
        assertThatThrownBy(() -> value("a is 3")).hasMessage("character 6: 'null' is expected, not '3'");
        assertThatThrownBy(() -> value("a matches b"))
                .hasMessage("character 11: a regular expression in '…' is expected, not 'b'");
        assertThatThrownBy(() -> value("a = 'b")).hasMessage("character 5: the text has no end: '…' is expected");
        assertThatThrownBy(() -> value("a = 'b''")).hasMessage("character 5: the text has no end: '…' is expected");
        assertThatThrownBy(() -> value("a.3")).hasMessageStartingWith("character 2:");
        assertThatThrownBy(() -> value("(".repeat(200) + "a")).hasMessageContaining("nested too deeply");
    }
}
