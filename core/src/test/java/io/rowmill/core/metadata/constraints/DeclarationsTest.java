package io.rowmill.core.metadata.constraints;

import static io.rowmill.core.metadata.constraints.DeclaredMetadata.constraint;
import static io.rowmill.core.metadata.constraints.DeclaredMetadata.database;
import static io.rowmill.core.metadata.constraints.DeclaredMetadata.errors;
import static io.rowmill.core.metadata.constraints.DeclaredMetadata.expression;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    private static Plan plan(String... constraints) {
        List<String> problems = new ArrayList<>();
        Plan plan = Declarations.plan(database(constraints), "line", d -> true, problems);
        assertThat(problems).isEmpty();
        return plan;
    }

    private static String order(String low, String high) {
        return constraint("Inequality", "line", "`low_column_name`: `" + low + "`, `high_column_name`: `" + high + "`");
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndByName() {
        assertThat(errors(
                        constraint("Inequalty", "line", ""),
                        constraint("Inequality", "lines", ""),
                        constraint("Inequality", "line", "`low_column_name`: `a`, `high`: `b`"),
                        order("a", "bb"),
                        order("state", "land"),
                        constraint("FixedIncrements", "line", "`column_name`: `a`, `increment_value`: `5`"),
                        order("id", "a"),
                        constraint("FixedCombinations", "line", "`column_names`: [`state`, `code`]")))
                .containsExactly(
                        "Constraint 1 (Inequalty of table line): there is no such constraint (did you mean 'Inequality'?);"
                                + " known are Inequality, Range, ScalarInequality, ScalarRange, Positive, Negative,"
                                + " FixedCombinations, FixedIncrements, OneHotEncoding, Unique, Expression, Total, KeyRule.",
                        "Constraint 2 (Inequality of table lines): there is no table lines (did you mean 'line'?).",
                        "Constraint 3 (Inequality of table line): parameter 'high_column_name' is missing.",
                        "Constraint 3 (Inequality of table line): there is no parameter 'high'; it has low_column_name,"
                                + " high_column_name, strict_boundaries.",
                        "Constraint 4 (Inequality of table line): table line has no column bb (did you mean 'b'?).",
                        "Constraint 5 (Inequality of table line): only numbers and times have an order, which"
                                + " state (categorical) and land (categorical) have not.",
                        "Constraint 6 (FixedIncrements of table line): parameter 'increment_value' must be a number.",
                        "Constraint 7 (Inequality of table line): column id of table line is part of a key, and keys are"
                                + " made before other columns; a rule can't name it.",
                        "Constraint 8 (FixedCombinations of table line): column code is of type text, so its values are"
                                + " made up and stand with no others; leave it out.");
    }

    @Test
    void expressionsAreReadOrTheirErrorsSaid() {
        assertThat(errors(
                        expression("a <= product.least + 'x'"),
                        expression("a <= customer.mail"),
                        expression("a < shop.size"),
                        expression("a < b < c"),
                        expression("a + b"),
                        expression("a = b or a = c"),
                        expression("a + b < c + 1"),
                        expression("ordered < '2024-13-01'"),
                        expression("code matches '[A-Z]+'"),
                        expression("state matches '['"),
                        expression("a # b")))
                .containsExactly(
                        "Constraint 1 (Expression of table line): a number and a text can't be computed with each other.",
                        "Constraint 2 (Expression of table line): several keys of table line lead to customer; write the"
                                + " key's columns in its place: 'buyer' or 'payer'.",
                        "Constraint 3 (Expression of table line): no foreign key of table line leads to shop.",
                        "Constraint 4 (Expression of table line): character 7: only two sides can be compared; write"
                                + " 'a <= b and b <= c'.",
                        "Constraint 5 (Expression of table line): the expression is no condition; write 'column = …',"
                                + " 'column <= …' or the like.",
                        "Constraint 8 (Expression of table line): a time is written as '2024-12-31' or"
                                + " '2024-12-31 23:59:59' beside a column of times.",
                        "Constraint 10 (Expression of table line): character 15: this is no regular expression:"
                                + " Unclosed character class.",
                        "Constraint 11 (Expression of table line): character 3: '#' means nothing here.");
        assertThat(errors(
                        expression("a = b or a = c"), expression("a + b < c + 1"), expression("code matches '[A-Z]+'")))
                .containsExactly(
                        "Constraint 1 (Expression of table line) can't be kept: rules that are kept are 'column = …',"
                                + " 'column <= …', 'column < …', 'column is not null' and 'column matches '…'', and such"
                                + " rules joined by 'and'; 'or' joins only what is said of one categorical column's cells,"
                                + " or a rule with that one of its columns is null.",
                        "Constraint 2 (Expression of table line) can't be kept: a column of the table must stand alone on"
                                + " one side of the comparison.",
                        "Constraint 3 (Expression of table line) can't be kept: values of a text are made up in shapes of"
                                + " the source's; a regular expression is kept for a column of the type categorical, whose"
                                + " cells are those of the source.");
    }

    @Test
    void thatAColumnMayBeNullSaysNothingBesideARuleAboutIt() {
        Plan plain = plan(expression("a <= b"), expression("ordered < shipped"), expression("c >= 1 and c <= 9"));

        Plan written = plan(
                expression("a is null or b is null or a <= b"),
                expression("ordered < shipped or shipped is null"),
                expression("c is null or c >= 1 and c <= 9"));

        assertThat(written.limits()).isEqualTo(plain.limits()).hasSize(3);
        assertThat(errors(expression("a is null or b <= c"), expression("a is null or not (b is null and a <= b)")))
                .hasSize(2)
                .allMatch(e -> e.contains("'or' joins only"));
    }

    @Test
    void whatIsSaidOfTheCellsOfOneColumnMayBeJoinedInAnyWay() {
        Plan plan =
                plan(expression("state = 'new' or state = 'paid' or state matches 'sent.*' and state != 'sent back'"));

        assertThat(plan.cells()).hasSize(1);
        assertThat(errors(
                        expression("state = 'new' or land = 'x'"),
                        expression("state = 'new' or a = 1"),
                        expression("a = 1 or a = 2")))
                .hasSize(3)
                .allMatch(e -> e.contains("'or' joins only"));
    }

    @Test
    void rulesThatExcludeOneAnotherAreNamed() {
        assertThat(errors(expression("a = b + 1"), expression("a = c * 2")))
                .containsExactly(
                        "Constraint 1 (Expression of table line) and Constraint 2 (Expression of table line) both"
                                + " say what column a of table line is; leave one of them out.");
        assertThat(errors(expression("a = b + 1"), expression("b = c * 2"), expression("c = a - 1")))
                .singleElement()
                .asString()
                .startsWith("Constraint 1 (Expression of table line) and Constraint 2 (Expression of table line) and"
                        + " Constraint 3 (Expression of table line): columns a, b, c would be made from each other");
        assertThat(errors(expression("a < b"), expression("b < a")))
                .containsExactly("Constraint 1 (Expression of table line) and Constraint 2 (Expression of table line)"
                        + " exclude one another: no row can keep both for columns a, b; leave one of them out.");
        assertThat(errors(
                        constraint("Positive", "line", "`column_name`: `a`"),
                        constraint("Negative", "line", "`column_name`: `a`")))
                .containsExactly(
                        "Constraint 1 (Positive of table line) and Constraint 2 (Negative of table line) exclude"
                                + " one another: they leave no choice for column a; leave one of them out.");
        assertThat(errors(expression("a >= product.least"), expression("a <= product.most")))
                .singleElement()
                .asString()
                .startsWith(
                        "Constraint 1 (Expression of table line) and Constraint 2 (Expression of table line) can't both"
                                + " be kept: nothing says that what column a is not below is never above what it is not above;"
                                + " declare that, too.");
    }

    @Test
    void aBoundIsPassedOnToWhatLiesBelow() {
        // Given
        Plan plan = plan(order("a", "b"), order("b", "c"), expression("c <= 10"), expression("a >= 1"));

        // Then
        assertThat(plan.limits()).extracting(Limits::column).containsSubsequence("a", "b", "c");
        assertThat(plan.limits()).allSatisfy(l -> assertThat(l.uppers()).hasSize(1));
    }

    @Test
    void aParentsOwnRulesLeaveRoom() {
        // Given
        String ofProduct =
                constraint("Inequality", "product", "`low_column_name`: `least`, `high_column_name`: `most`");

        // When
        Plan plan = plan(ofProduct, expression("a >= product.least"), expression("a <= product.most"));

        // Then
        assertThat(plan.limits()).hasSize(1);
        assertThat(plan.ofRow().isEmpty()).isTrue();
    }

    @Test
    void anEndWithinDaysOfItsStartHasRoom() {
        assertThat(plan(order("ordered", "shipped"), expression("shipped <= ordered + 30"))
                        .limits())
                .hasSize(1);
    }

    @Test
    void whatIsComputedMayBoundOthers() {
        // Given
        Plan plan = plan(expression("c = a * b"), order("\\\"odd name\\\"".replace("\\\"", ""), "c"));

        // Then
        assertThat(plan.equations()).hasSize(1);
        assertThat(plan.limits()).singleElement().satisfies(l -> assertThat(l.uppers())
                .hasSize(1));
    }

    @Test
    void whatIsComputedOrStandsTogetherKeepsWhatItsPartsKeep() {
        assertThat(plan(expression("a = b * c and a >= 0 and b >= 0 and c >= 1"), expression("b <= 7"))
                        .equations())
                .hasSize(1);
        assertThat(plan(
                                constraint("FixedCombinations", "line", "`column_names`: [`state`, `a`]"),
                                constraint("Positive", "line", "`column_name`: `a`"))
                        .limits())
                .isEmpty();
        assertThat(errors(expression("a = b * c and a >= 0")))
                .containsExactly(
                        "Constraint 1 (Expression of table line) can't be kept: none of its columns can be moved,"
                                + " because they are made up, unique, or what another constraint says.");
    }

    @Test
    void constraintsAreWrittenAsTheyAreRead() {
        // Given
        DatabaseMetadata database = database(
                expression("a <= \"odd name\" and x = y"),
                "{\"constraint_class\": \"sdv.constraints.Range\", \"table_name\": \"line\", \"strict\": false, \"keep\":"
                        + " false, \"rows\": 10, \"holds\": 9, \"constraint_parameters\": {\"low_column_name\": \"a\","
                        + " \"middle_column_name\": \"b\", \"high_column_name\": \"c\", \"strict_boundaries\": false}}",
                constraint("FixedIncrements", "line", "`column_name`: `a`, `increment_value`: 0.25"));

        // When
        DatabaseMetadata again =
                MetadataJson.read(MetadataJson.write(database), "again").metadata();

        // Then
        assertThat(again).isEqualTo(database);
        assertThat(Declarations.struck(database, "line")).hasSize(2);
        assertThat(Declarations.of(database, "line")).hasSize(3);
    }

    @Test
    void uniqueIsAKey() {
        // Given
        DatabaseMetadata database = database(constraint("Unique", "line", "`column_names`: [`code`]"));

        // Then
        assertThat(database.table("line").alternateKeys()).containsExactly(List.of("code"));
        assertThat(MetadataJson.read(MetadataJson.write(database), "again").metadata())
                .isEqualTo(database);
    }

    @Test
    void totalsAndRulesOfKeysAreFoundAndCanOnlyBeStruck() {
        // Given
        String total = constraint("Total", "product", "`column_name`: `price`");
        String key = constraint("KeyRule", "line", "`column_names`: [`buyer`]");
        String unknown = constraint("KeyRule", "line", "`column_names`: [`byer`]");

        // When
        DatabaseMetadata database = database(with("keep", total), with("keep", key));

        // Then
        assertThat(Declarations.struckTotals(database, "product")).containsExactly("price");
        assertThat(Declarations.struckTotals(database, "line")).isEmpty();
        assertThat(Declarations.struckKeys(database, "line")).containsExactly("line.buyer->customer");
        assertThat(Declarations.of(database, "line")).isEmpty();
        assertThat(errors(total, with("keep", unknown), with("strict", key)))
                .containsExactly(
                        "Constraint 1 (Total of table product): such a rule is kept if it is found, and can only be struck:"
                                + " set 'keep' to false, or leave 'strict' at false.",
                        "Constraint 2 (KeyRule of table line): table line has no foreign key of column byer"
                                + " (did you mean 'buyer'?).");
    }

    /** A flag that is false. */
    private static String with(String flag, String constraint) {
        return constraint.substring(0, constraint.length() - 1) + ", \"" + flag + "\": false}";
    }
}
