package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Uniqueness.Rule;
import io.rowmill.core.metadata.ColumnRef;
import org.junit.jupiter.api.Test;

class SchemaGraphTest {
    static String driverOf(SchemaGraph graph, String table) {
        return graph.table(table).driver().map(ForeignKey::name).orElse("root");
    }

    static KeyRole roleOf(SchemaGraph graph, String key) {
        return graph.tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> k.name().equals(key))
                .map(ForeignKey::role)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theParentWithMostRowsDrives() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("rental", 0, "id")
                .table("staff", 2, "id")
                .table("inventory", 4581, "id")
                .key("rental", "staff_id", "staff")
                .key("rental", "inventory_id", "inventory");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "rental")).isEqualTo("rental.inventory_id->inventory");
        assertThat(roleOf(graph, "rental.staff_id->staff")).isEqualTo(KeyRole.SECOND_PARENT);
        assertThat(graph.tables()).extracting(TableStructure::table).containsExactly("inventory", "rental", "staff");
    }

    /** As employees have that are persons. */
    @Test
    void aSelfReferenceThatCannotBeKeptIsNamed() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("person", 50, "id")
                .table("employee", 20, "person_id")
                .key("employee", "person_id", "person")
                .nullableKey("employee", "manager_id", "employee");

        // When / Then
        assertThatThrownBy(schema::graph)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table employee refers to itself by employee.manager_id->employee")
                .hasMessageContaining("leave this foreign key out of the metadata");
    }

    @Test
    void aDeclaredDriverWins() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("staff", 2, "id")
                .table("inventory", 4581, "id")
                .table("rental", 0, "id")
                .driver("rental", "staff_id", "staff")
                .key("rental", "inventory_id", "inventory");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "rental")).isEqualTo("rental.staff_id->staff");
    }

    @Test
    void aKeyThatIsNeverNullIsPreferredToANullableOneWithALargerParent() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("big", 1000, "id")
                .table("small", 10, "id")
                .table("child", 50, "id")
                .table("orphanage", 50, "id")
                .nullableKey("child", "big_id", "big")
                .key("child", "small_id", "small")
                .nullableKey("orphanage", "big_id", "big");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "child")).isEqualTo("child.small_id->small");
        assertThat(driverOf(graph, "orphanage")).isEqualTo("orphanage.big_id->big");
    }

    @Test
    void anExtensionTableIsDrivenByTheTableItExtends() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("person", 10, "id")
                .table("city", 1000, "id")
                .table("passport", 5, "person_id")
                .key("passport", "city_id", "city")
                .key("passport", "person_id", "person");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "passport")).isEqualTo("passport.person_id->person");
        assertThat(graph.table("passport").uniqueness().rule()).isEqualTo(Rule.ONE_PER_PARENT);
        assertThat(graph.origin("passport", "person_id")).isEqualTo(new ColumnRef("person", "id"));
    }

    @Test
    void aPrimaryKeyThatIsASecondKeyIsDistinctOverTheTable() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("person", 10, "id")
                .table("city", 1000, "id")
                .table("passport", 5, "person_id")
                .driver("passport", "city_id", "city")
                .key("passport", "person_id", "person");

        // When
        TableStructure passport = schema.graph().table("passport");

        // Then
        assertThat(passport.uniqueness().rule()).isEqualTo(Rule.DISTINCT_IN_TABLE);
        assertThat(passport.uniqueness().keys()).containsExactly("passport.person_id->person");
    }

    @Test
    void aLinkTableHasDistinctSecondParentsInItsGroup() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("actor", 200, "id")
                .table("film", 1000, "id")
                .table("film_actor", 5000, "actor_id,film_id")
                .key("film_actor", "film_id", "film")
                .key("film_actor", "actor_id", "actor");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "film_actor")).isEqualTo("film_actor.film_id->film");
        assertThat(graph.table("film_actor").uniqueness())
                .isEqualTo(new Uniqueness(Rule.DISTINCT_IN_GROUP, java.util.List.of("film_actor.actor_id->actor")));
        assertThat(graph.table("film_actor").keysFollowOrdinal()).isFalse();
    }

    @Test
    void aLineIsNumberedWithinItsOrderHoweverManyProductsThereAre() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("orders", 10, "id")
                .table("product", 1000, "id")
                .table("line", 50, "order_id,line_no")
                .key("line", "product_id", "product")
                .key("line", "order_id", "orders");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "line")).isEqualTo("line.order_id->orders");
        assertThat(graph.table("line").uniqueness().rule()).isEqualTo(Rule.NUMBERED_IN_GROUP);
        assertThat(graph.table("line").ownKeyColumns()).containsExactly("line_no");
    }

    @Test
    void aSelfReferenceNeverDrives() {
        // Given
        SchemaBuilder schema =
                new SchemaBuilder().table("employee", 8, "id").nullableKey("employee", "manager", "employee");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "employee")).isEqualTo("root");
        assertThat(roleOf(graph, "employee.manager->employee")).isEqualTo(KeyRole.SELF_REFERENCE);
    }

    @Test
    void twoKeysToTheSameParentAreADriverAndASecondParent() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("language", 6, "id")
                .table("film", 1000, "id")
                .key("film", "language_id", "language")
                .nullableKey("film", "original_language_id", "language");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "film")).isEqualTo("film.language_id->language");
        assertThat(roleOf(graph, "film.original_language_id->language")).isEqualTo(KeyRole.SECOND_PARENT);
    }

    @Test
    void aCycleIsCutAtANullableKeySoThatTheOtherKeyDrives() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("team", 10, "id")
                .table("player", 100, "id")
                .nullableKey("team", "captain", "player")
                .key("player", "team_id", "team");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "team")).isEqualTo("root");
        assertThat(driverOf(graph, "player")).isEqualTo("player.team_id->team");
        assertThat(graph.fixedTotals()).containsExactly("player");
    }

    @Test
    void aCycleOfKeysThatAreNeverNullIsCutOutsideThePrimaryKey() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("address", 603, "id")
                .table("staff", 2, "id")
                .table("store", 2, "id")
                .key("staff", "address_id", "address")
                .key("staff", "store_id", "store")
                .key("store", "address_id", "address")
                .key("store", "manager", "staff");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "staff")).isEqualTo("staff.address_id->address");
        assertThat(driverOf(graph, "store")).isEqualTo("store.address_id->address");
        assertThat(graph.fixedTotals()).isEmpty();
    }

    @Test
    void aCycleOfIdentifyingKeysIsRejectedWithItsPath() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("a", 1, "id")
                .table("b", 1, "id")
                .key("a", "id", "b")
                .key("b", "id", "a");

        // When / Then
        assertThatThrownBy(schema::graph).isInstanceOf(FailureException.class).hasMessageContaining("a -> b -> a");
    }

    @Test
    void aKeyThatRepeatsAGrandparentsKeyIsDerived() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("customer", 9000, "id")
                .table("orders", 10, "customer_id,no")
                .table("line", 50, "id")
                .key("orders", "customer_id", "customer")
                .key("line", "customer_id", "customer")
                .key("line", "customer_id,order_no", "orders");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "line")).isEqualTo("line.customer_id,order_no->orders");
        assertThat(roleOf(graph, "line.customer_id->customer")).isEqualTo(KeyRole.DERIVED);
    }

    @Test
    void keysThatShareColumnsWithoutAgreementAreRejected() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("a", 10, "id")
                .table("b", 10, "id")
                .table("both", 50, "id")
                .key("both", "ref", "a")
                .key("both", "ref", "b");

        // When / Then
        assertThatThrownBy(schema::graph)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("both.ref->a")
                .hasMessageContaining("share columns");
    }

    @Test
    void aKeyMustReferToTheWholePrimaryKey() {
        // Given
        SchemaBuilder schema =
                new SchemaBuilder().table("a", 10, "").table("b", 10, "id").key("b", "ref", "a");

        // When / Then
        assertThatThrownBy(schema::graph)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("whole primary key");
    }
}
