package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.KeyGuess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made tables of one kind each: references that must be guessed, and references that must not. */
class ForeignKeyGuessesTest extends MadeTables {
    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "customers, customer_id, customer_id", "customers, id, customer_id", "customers, id, customer",
        "customers, customerid, customerid", "dim_customer, cust_key, cust_key", "tbl_customer, id, customer_id",
        "customers, customerNumber, customerNumber", "customers, id, cust_id", "people, person_id, owner_person_id",
        "addresses, address_id, billingAddressId", "team, team_id, home_team_id", "team, id, team2_id",
        "airport, id, from_airport", "shippers, shipper_id, ship_via", "categories, categoryID, CategoryID"
    })
    void aColumnThatIsCalledLikeAKeyOrItsTableRefersToIt(String parent, String key, String column) throws IOException {
        // Given
        table(parent, 40, key + ",x", i -> new Object[] {i + 1, i % 3});
        table("visit", 300, "visit_id," + column, i -> new Object[] {i + 1, mixed(i) % 40 + 1});

        // When, Then
        assertThat(references()).containsExactly("visit." + column + "->" + parent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manager_id",
                "parent_id",
                "reports_to",
                "supervisor",
                "boss_id",
                "employee_parent",
                "REPORTSTO",
                "managerid"
            })
    void aTableRefersToItself(String column) throws IOException {
        // Given
        table("employee", 100, "employee_id,x," + column, i -> new Object[] {i + 1, i % 3, i == 0 ? null : i / 3 + 1});

        // When, Then
        assertThat(references()).containsExactly("employee." + column + "->employee");
    }

    @Test
    void aTableCalledAfterSeveralThingsHasNotTheKeyOfOneOfThem() throws IOException {
        // Given
        table("orders", 500, "order_id,x", i -> new Object[] {i + 1, i % 3});
        table("order_details", 40, "order_id,x", i -> new Object[] {mixed(i) % 500 + 1, i % 3});

        // When
        SourceDetector.Detected detected = inspect();

        // Then
        assertThat(primaryKey("order_details")).isEmpty();
        assertThat(references()).containsExactly("order_details.order_id->orders");
        assertThat(detected.guesses())
                .filteredOn(g -> !g.kept())
                .singleElement()
                .satisfies(g -> assertThat(g.reason()).contains("can be an accident"));
    }

    @Test
    void severalColumnsReferToOneParent() throws IOException {
        // Given
        table("teams", 20, "team_id,name", i -> new Object[] {i + 1, "t" + i});
        table("match", 200, "match_id,home_team_id,away_team_id,goals", i ->
                new Object[] {i + 1, mixed(i) % 20 + 1, mixed(i + 7) % 20 + 1, i % 5});

        // When, Then
        assertThat(references()).containsExactly("match.away_team_id->teams", "match.home_team_id->teams");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_count",
                "order_qty",
                "num_customers",
                "no_of_orders",
                "customers",
                "rating",
                "product_weight",
                "line_no",
                "orderly_level",
                "year",
                "quantity"
            })
    void countsAndMeasuresThatHappenToBeKeysReferToNothing(String column) throws IOException {
        // Given
        table("customers", 50, "customer_id,x", i -> new Object[] {i + 1, i % 3});
        table("orders", 60, "order_id,x", i -> new Object[] {i + 1, i % 3});
        table("production", 30, "production_id,x", i -> new Object[] {i + 1, i % 3});
        table("fact", 400, "fact_id," + column, i -> new Object[] {i + 1, mixed(i) % 25 + 1});

        // When, Then
        assertThat(references()).isEmpty();
    }

    @Test
    void surrogateIdsThatAllStartAtOneReferToNothing() throws IOException {
        // Given
        for (String name : List.of("a", "b", "c")) {
            table(name + "_list", 50 + name.charAt(0), "id,row_id,x", i -> new Object[] {i + 1, i + 1, i % 4});
        }
        table("p_note", 20, "record_id,x", i -> new Object[] {i + 1, i % 4});
        table("q_note", 30, "record_id,x", i -> new Object[] {i + 1, i % 4});

        // When, Then
        assertThat(references()).isEmpty();
    }

    @Test
    void aHintIsDroppedWhereNextToNothingOfTheParentIsUsed() throws IOException {
        // Given
        table("shippers", 1_000, "shipper_id,x", i -> new Object[] {i + 1, i % 3});
        table("orders", 500, "order_id,ship_class", i -> new Object[] {i + 1, i % 3 + 1});

        // When
        SourceDetector.Detected detected = inspect();

        // Then
        assertThat(detected.findings().metadata().relationships()).isEmpty();
        assertThat(detected.guesses())
                .filteredOn(g -> !g.kept())
                .singleElement()
                .satisfies(g -> assertThat(g.reason()).contains("less than 1 %"));
    }

    @Test
    void ofTablesWithTheSameKeysOneIsTheParent() throws IOException {
        // Given
        for (String name : List.of("demographics", "labs", "vitals")) {
            table(name, 60, "patient_id,x", i -> new Object[] {i + 100, i % 3});
        }

        // When
        SourceDetector.Detected detected = inspect();

        // Then
        assertThat(detected.findings().errors()).isEmpty();
        assertThat(references()).containsExactly("labs.patient_id->demographics", "vitals.patient_id->demographics");
        assertThat(detected.findings().warnings()).anyMatch(w -> w.contains("each could refer to the other"));
    }

    @Test
    void theTableThatAKeyIsCalledAfterIsTheParentWhereverItComes() throws IOException {
        // Given
        table("labs", 60, "patient_id,x", i -> new Object[] {i + 100, i % 3});
        table("patients", 60, "x,patient_id", i -> new Object[] {i % 3, i + 100});

        // When, Then
        assertThat(references()).containsExactly("labs.patient_id->patients");
    }

    @Test
    void aPartOfTheKeysRefersToTheWhole() throws IOException {
        // Given
        table("badges", 40, "patient_id,x", i -> new Object[] {i + 100, i % 3});
        table("visits", 60, "patient_id,x", i -> new Object[] {i + 100, i % 3});

        // When, Then
        assertThat(references()).containsExactly("badges.patient_id->visits");
    }

    @Test
    void uuidsReferToUuids() throws IOException {
        // Given
        table("person", 60, "person_uuid,x", i -> new Object[] {new UUID(mixed(i), i), i % 3});
        table("visit", 200, "uuid,person_uuid", i ->
                new Object[] {new UUID(5, i), new UUID(mixed(mixed(i) % 60), mixed(i) % 60)});

        // When, Then
        assertThat(primaryKey("visit")).containsExactly("uuid");
        assertThat(references()).containsExactly("visit.person_uuid->person");
    }

    @Test
    void yearsAndSmallEnumerationsAreNeitherKeysNorReferences() throws IOException {
        // Given
        table("budget", 40, "yearID,amount", i -> new Object[] {1980 + i, mixed(i)});
        table("season", 40, "year_id,mean", i -> new Object[] {1980 + i, mixed(i)});
        table("status", 5, "status_id,label", i -> new Object[] {i + 1, "s" + i});
        table("ticket", 200, "ticket_id,priority,year_id", i -> new Object[] {i + 1, i % 5 + 1, 1980 + i % 40});

        // When, Then
        assertThat(primaryKey("budget")).isEmpty();
        assertThat(references()).isEmpty();
    }

    @Test
    void eachGuessHasAReasonThatNamesNoValue() throws IOException {
        // Given
        table("customers", 40, "customer_id,x", i -> new Object[] {"ZQX" + i, i % 3});
        table("orders", 300, "order_id,customer_id,seller_customer_id", i ->
                new Object[] {i + 1, "ZQX" + mixed(i) % 40, i == 7 ? "ZQX99" : "ZQX" + i % 40});

        // When
        List<KeyGuess> guesses = inspect().guesses();

        // Then
        assertThat(guesses).hasSize(3).allMatch(g -> g.kept() && g.confidence() > 0.9);
        assertThat(guesses)
                .extracting(KeyGuess::parentTable)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of("customers"));
        assertThat(guesses.toString()).doesNotContain("ZQX");
    }

    @Test
    void aKeyThatAFewRowsBreakIsReportedAndNotKept() throws IOException {
        // Given
        table("customers", 40, "customer_id,x", i -> new Object[] {i + 1, i % 3});
        table("orders", 300, "order_id,customer_id", i -> new Object[] {i + 1, i == 7 ? 99 : i % 40 + 1});

        // When
        SourceDetector.Detected detected = inspect();

        // Then
        assertThat(detected.findings().metadata().relationships()).isEmpty();
        assertThat(detected.findings().warnings())
                .anyMatch(w -> w.contains("customer_id is not taken for a reference"));
    }
}
