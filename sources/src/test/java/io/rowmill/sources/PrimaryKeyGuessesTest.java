package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made tables of one kind each: keys that must be guessed, and keys that must not. */
class PrimaryKeyGuessesTest extends MadeTables {
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
}
