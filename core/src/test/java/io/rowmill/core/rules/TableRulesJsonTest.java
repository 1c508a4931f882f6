package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.constraints.Plan.Hop;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.rules.Derivation.Part;
import io.rowmill.core.rules.Derivation.Weighted;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRulesJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ValueFormat TEXT = new ValueFormat.Text();
    private static final ValueFormat NUMBER = new ValueFormat.WholeNumber(1);
    private static final ValueFormat DATE = new ValueFormat.Date("%Y-%m-%d");
    private static final Source UP = new Source(List.of("orders.customer", "customers.region"), "name");

    @Test
    void rulesOfAllKindsAreReadAsTheyWereWritten() throws IOException {
        // Given
        TableRules rules = new TableRules(
                "orders",
                List.of(
                        new Copy("a", UP, TEXT, true),
                        new Difference(
                                "b",
                                Source.own("a"),
                                DATE,
                                DATE,
                                true,
                                Scalars.DAY,
                                new BigDecimal("1"),
                                new BigDecimal("0.5"),
                                new BigDecimal("99")),
                        new Following(
                                "f",
                                UP,
                                DATE,
                                DATE,
                                true,
                                false,
                                Scalars.DAY,
                                BigDecimal.ZERO,
                                BigDecimal.ONE,
                                BigDecimal.TEN,
                                new Typical(BigDecimal.ZERO, BigDecimal.ONE, List.of(BigDecimal.ONE)),
                                new Typical(BigDecimal.ONE, BigDecimal.TEN, List.of(BigDecimal.TEN))),
                        new Stepped(
                                "s",
                                NUMBER,
                                0,
                                BigDecimal.ZERO,
                                BigDecimal.TEN,
                                new Typical(BigDecimal.ZERO, BigDecimal.ONE, List.of(BigDecimal.ONE))),
                        new Ratio("r", UP, NUMBER, NUMBER, new BigDecimal("2"), BigDecimal.ONE, BigDecimal.TEN),
                        new Confined("c", List.of(new Bound(Source.own("d"), 0)), List.of(new Bound(UP, 0.01))),
                        new DatePart("year", Source.own("b"), NUMBER, DATE, Part.YEAR),
                        new Lookup(
                                "country",
                                List.of(Source.own("city"), UP),
                                TEXT,
                                List.of(TEXT, TEXT),
                                List.of(new Entry(Arrays.asList("x", null), null), new Entry(List.of("x", "y"), "z")),
                                List.of(new Weighted("z", 7), new Weighted(null, 3)),
                                true,
                                false),
                        new Member(
                                "town",
                                Source.own("country"),
                                TEXT,
                                TEXT,
                                List.of(new Group(null, List.of(new Weighted(null, 9))))),
                        new Limited(new Limits(
                                "limited",
                                new BigDecimal("0.5"),
                                List.of(new Limit(Expression.own("a"), List.of(new Hop("limited", true, null)))),
                                List.of(new Limit(new Expression.Text("2024-01-01"), List.of())))),
                        new Fitting(
                                "state",
                                new Expression.Matches(Expression.own("state"), "[a-z]+"),
                                List.of(new Weighted("open", 12))),
                        new Computed(
                                "total",
                                Expression.of(
                                        Expression.own("quantity"),
                                        Operator.MULTIPLY,
                                        new Expression.Column(UP.path(), "price")),
                                NUMBER,
                                List.of(NUMBER, NUMBER),
                                0,
                                RoundingMode.HALF_UP,
                                new Remainder(
                                        true, 0, new BigDecimal("1"), new BigDecimal("0.5"), new BigDecimal("99"))),
                        new Combination(
                                List.of("g", "h"),
                                List.of(TEXT, NUMBER),
                                List.of(new Combination.Cells(Arrays.asList("x", null), 7))),
                        new NullWith("e", Source.own("a")),
                        new NullImplies("f", Source.own("a"), 0.25)));

        // When
        TableRules read = JSON.readValue(JSON.writeValueAsBytes(rules), TableRules.class);

        // Then
        assertThat(read).isEqualTo(rules);
        assertThat(read.ofParents()).containsExactly(UP, Source.before("f"), new Source(UP.path(), "price"));
    }

    @Test
    void rulesOfALaterVersionAreRefused() {
        assertThatThrownBy(() -> JSON.readValue(
                        "{\"formatVersion\": 2, \"table\": \"t\", \"derivations\": []}", TableRules.class))
                .hasMessageContaining("unknown format version 2");
    }
}
