package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.KeyGuess;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small made tables, each of one kind: guesses that must be made, and guesses that must not. */
class KeyGuessesTest {
    @TempDir
    private Path folder;

    /** Writes a table; cells by row. */
    private void table(String name, int rows, String columns, IntFunction<Object[]> cells) throws IOException {
        String body = IntStream.range(0, rows)
                .mapToObj(i -> Arrays.stream(cells.apply(i))
                        .map(c -> c == null ? "" : c.toString())
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(name + ".csv"), columns + "\n" + body + "\n");
    }

    /** Differs from row to row, in no order. */
    private static int mixed(int i) {
        return i * 7919 % 10_007;
    }

    private SourceDetector.Detected inspect() throws IOException {
        return SourceDetector.inspect(new CsvSource(new FolderFiles(folder)));
    }

    private static List<String> primaryKey(DatabaseMetadata metadata, String table) {
        return metadata.table(table).primaryKey();
    }

    private List<String> primaryKey(String table) throws IOException {
        return primaryKey(
                SourceDetector.detect(new CsvSource(new FolderFiles(folder))).metadata(), table);
    }

    private List<String> references() throws IOException {
        return SourceDetector.detect(new CsvSource(new FolderFiles(folder))).metadata().relationships().stream()
                .map(Relationship::name)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paid",
                "humid",
                "bid",
                "valid",
                "grid",
                "void",
                "android",
                "liquid",
                "avoid",
                "acid",
                "covid",
                "key_figure",
                "no_of_rooms",
                "year",
                "rank",
                "temp"
            })
    void aWordThatEndsLikeAnIdIsNoKey(String column) throws IOException {
        // Given
        table("payment", 60, "method," + column, i -> new Object[] {i % 3, mixed(i)});
        table("weather", 50, "station," + column, i -> new Object[] {i % 4, mixed(i)});

        // When, Then
        assertThat(primaryKey("payment")).isEmpty();
        assertThat(primaryKey("weather")).isEmpty();
        assertThat(references()).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "customers, customer_id",
        "customers, customerid",
        "customers, CUSTOMERID",
        "Customer, CustomerID",
        "customers, customerNo",
        "dim_customer, cust_key",
        "tbl_customer, customer_id",
        "tblcustomers, customer_id",
        "people, person_id",
        "addresses, address_id",
        "cities, cityId",
        "movies, movieid",
        "boxes, box_nr",
        "orders, id",
        "orders, ID",
        "orders, uuid",
        "orders, order_number",
        "orders, id_order",
        "employees, emp_no",
        "dim_date, date_key",
        "children, child_id"
    })
    void anIdThatIsCalledAfterItsTableIsAKey(String name, String column) throws IOException {
        // Given
        table(name, 60, "note," + column, i -> new Object[] {i % 7, mixed(i)});

        // When, Then
        assertThat(primaryKey(name)).containsExactly(column);
    }

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
    void referencesThatDontRepeatByAccidentAreNoKey() throws IOException {
        // Given
        table("customers", 5_000, "customer_id,x", i -> new Object[] {i + 1, i % 3});
        table("complaints", 30, "customer_id,x", i -> new Object[] {mixed(i) % 5_000 + 1, i % 3});

        // When, Then
        assertThat(primaryKey("complaints")).isEmpty();
        assertThat(references()).containsExactly("complaints.customer_id->customers");
    }

    @Test
    void aPairThatDoesntRepeatIsNoKeyUnlessItRefersToSomething() throws IOException {
        // Given
        table("diagnoses", 150, "hadm_id,icd9_code,x", i -> new Object[] {i / 3 + 1, "C" + mixed(i), i % 3});

        // When, Then
        assertThat(primaryKey("diagnoses")).isEmpty();
    }

    @Test
    void aTableThatLinksTwoOthersHasBothAsKey() throws IOException {
        // Given
        table("students", 30, "student_id,x", i -> new Object[] {i + 1, i % 3});
        table("courses", 12, "course_id,x", i -> new Object[] {i + 1, i % 3});
        table("grades", 90, "student_id,course_id,grade", i -> new Object[] {i / 3 + 1, i % 12 + 1, i % 5});

        // When, Then
        assertThat(primaryKey("grades")).containsExactly("student_id", "course_id");
        assertThat(references()).containsExactly("grades.course_id->courses", "grades.student_id->students");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void rowsNumberedWithinTheirParentHaveBothAsKey(int first) throws IOException {
        // Given
        table("orders", 50, "order_id,x", i -> new Object[] {i + 1, i % 3});
        table("order_lines", 200, "order_id,line_no,qty", i -> new Object[] {i / 4 + 1, i % 4 + first, i % 7});
        table("order_rooms", 150, "order_id,room_no,qty", i ->
                new Object[] {i / 3 + 1, mixed(i) % 9_000 + first, i % 7});

        // When, Then
        assertThat(primaryKey("order_lines")).containsExactly("order_id", "line_no");
        assertThat(primaryKey("order_rooms")).isEmpty();
    }

    @Test
    void aMailAddressIsAKeyIfOthersReferToIt() throws IOException {
        // Given
        table("account", 80, "email,plan", i -> new Object[] {"u" + i + "@mail.test", i % 3});
        table("login", 300, "login_id,email,secs", i -> new Object[] {i + 1, "u" + mixed(i) % 80 + "@mail.test", i});

        // When
        DatabaseMetadata metadata = inspect().findings().metadata();

        // Then
        assertThat(primaryKey(metadata, "account")).containsExactly("email");
        assertThat(references()).containsExactly("login.email->account");
        for (TableMetadata table : metadata.tables()) {
            assertThat(table.column("email").sdtypeName()).isEqualTo("email");
            assertThat(table.column("email").pii()).isTrue();
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "isbn, 978-3-%06d",
        "country_code, C%03d",
        "iata, Q%03d",
        "sku, A-%04d",
        "username, u%d"
    })
    void anIdentifierOfTheWorldIsAKeyIfOthersReferToIt(String column, String format) throws IOException {
        // Given
        table("thing", 60, "x," + column, i -> new Object[] {i % 3, format.formatted(i)});
        table("event", 300, "event_id," + column, i -> new Object[] {i + 1, format.formatted(mixed(i) % 60)});

        // When, Then
        assertThat(primaryKey("thing")).containsExactly(column);
        assertThat(references()).containsExactly("event." + column + "->thing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "isbn", "country_code", "username", "colour"})
    void anIdentifierThatNobodyRefersToIsNoKey(String column) throws IOException {
        // Given
        table("thing", 60, "x," + column, i -> new Object[] {i % 3, "v" + i + "@mail.test"});
        table("event", 300, "event_id,x", i -> new Object[] {i + 1, i % 3});

        // When, Then
        assertThat(primaryKey("thing")).isEmpty();
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
