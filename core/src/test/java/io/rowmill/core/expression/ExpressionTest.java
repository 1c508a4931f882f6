package io.rowmill.core.expression;

import static io.rowmill.core.expression.Expression.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.expression.Expression.Or;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.expression.Expression.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final Column PRICE = new Column(List.of("line.product->product"), "price");
    private static final Expression.Row ROW = row();

    private static Expression.Row row() {
        Map<Column, @Nullable Object> values = new HashMap<>();
        values.put(own("quantity"), 3L);
        values.put(own("share"), 0.1);
        values.put(PRICE, new BigDecimal("19.95"));
        values.put(own("start"), LocalDate.of(2024, 2, 28));
        values.put(own("end"), LocalDateTime.of(2024, 3, 1, 12, 0));
        values.put(own("name"), "Alpha");
        values.put(own("none"), null);
        return values::get;
    }

    private static Expression number(String value) {
        return new Expression.Numeral(new BigDecimal(value));
    }

    private static Comparison compare(Expression left, Relation relation, Expression right) {
        return new Comparison(relation, left, right);
    }

    @Test
    void numbersAreDecimals() {
        assertThat(Expression.of(own("quantity"), Operator.MULTIPLY, PRICE).value(ROW))
                .isEqualTo(new BigDecimal("59.85"));
        assertThat(Expression.of(own("share"), Operator.ADD, number("0.2")).value(ROW))
                .isEqualTo(new BigDecimal("0.3"));
        assertThat((BigDecimal) Expression.of(number("1"), Operator.DIVIDE, own("quantity"))
                        .value(ROW))
                .isBetween(new BigDecimal("0.33333333"), new BigDecimal("0.33333334"));
        assertThat(Expression.of(number("1"), Operator.DIVIDE, number("0")).value(ROW))
                .isNull();
    }

    @Test
    void timesAreDaysApart() {
        assertThat((BigDecimal) Expression.of(own("end"), Operator.SUBTRACT, own("start"))
                        .value(ROW))
                .isEqualByComparingTo("2.5");
        assertThat(Expression.of(own("start"), Operator.ADD, number("2.5")).value(ROW))
                .isEqualTo(LocalDateTime.of(2024, 3, 1, 12, 0));
        assertThat(compare(own("start"), Relation.LESS, new Text("2024-03-01")).value(ROW))
                .isEqualTo(true);
    }

    @Test
    void whatIsNullDecidesNothing() {
        // Given
        Expression untold = compare(own("none"), Relation.LESS, number("1"));
        Expression truth = compare(own("quantity"), Relation.AT_LEAST, number("3.0"));

        // Then
        assertThat(untold.value(ROW)).isNull();
        assertThat(new Not(untold).value(ROW)).isNull();
        assertThat(new And(List.of(untold, truth)).value(ROW)).isNull();
        assertThat(new And(List.of(untold, new Not(truth))).value(ROW)).isEqualTo(false);
        assertThat(new Or(List.of(untold, truth)).value(ROW)).isEqualTo(true);
        assertThat(new Or(List.of(untold, new Not(truth))).value(ROW)).isNull();
        assertThat(new IsNull(own("none")).value(ROW)).isEqualTo(true);
        assertThat(new IsNull(own("name")).value(ROW)).isEqualTo(false);
    }

    @Test
    void aPatternFitsTheWholeText() {
        assertThat(new Matches(own("name"), "[A-Z][a-z]+").value(ROW)).isEqualTo(true);
        assertThat(new Matches(own("name"), "[A-Z]").value(ROW)).isEqualTo(false);
        assertThat(new Matches(own("none"), ".*").value(ROW)).isNull();
    }

    @Test
    void typesThatHaveNothingInCommonAreNamedWithoutTheirValues() {
        assertThatThrownBy(() ->
                        compare(own("name"), Relation.LESS, own("quantity")).value(ROW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text and a number have nothing in common");
    }

    @Test
    void anExpressionIsReadAsItWasWritten() throws IOException {
        // Given
        ObjectMapper json = new ObjectMapper();
        Expression of = new Or(List.of(
                compare(own("amount"), Relation.EQUAL, Expression.of(own("quantity"), Operator.MULTIPLY, PRICE)),
                new And(List.of(new IsNull(own("none")), new Not(new Matches(own("name"), "a+")))),
                compare(new Text("x"), Relation.DIFFERENT, own("name")),
                compare(number("1.50"), Relation.GREATER, own("share"))));

        // When
        Expression read = json.readValue(json.writeValueAsBytes(of), Expression.class);

        // Then
        assertThat(read).isEqualTo(of);
        assertThat(read.columns())
                .containsExactly(own("amount"), own("quantity"), PRICE, own("none"), own("name"), own("share"));
    }

    @Test
    void operandsStandInParenthesesWhereTheyMust() {
        // Given
        Expression sum = Expression.of(own("a"), Operator.ADD, own("b"));
        Expression of = new And(List.of(
                compare(
                        Expression.of(sum, Operator.MULTIPLY, number("2")),
                        Relation.AT_MOST,
                        Expression.of(own("c"), Operator.SUBTRACT, sum)),
                new Or(List.of(new IsNull(own("c")), new Matches(own("name"), "it's")))));

        // Then
        assertThat(of.text(Column::name))
                .isEqualTo("(a + b) * 2 <= c - (a + b) and (c is null or name matches 'it''s')");
    }
}
