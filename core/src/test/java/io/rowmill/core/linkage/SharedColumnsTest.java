package io.rowmill.core.linkage;

import static io.rowmill.core.linkage.SchemaGraphTest.driverOf;
import static io.rowmill.core.linkage.SchemaGraphTest.roleOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Uniqueness.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys within a tenant, and keys besides the primary key. */
class SharedColumnsTest {
    private static SchemaBuilder tenants() {
        return new SchemaBuilder()
                .table("tenant", 8, "id")
                .table("product", 1000, "tenant_id,product_id")
                .key("product", "tenant_id", "tenant")
                .table("orders", 300, "tenant_id,order_id")
                .key("orders", "tenant_id", "tenant");
    }

    @Test
    void aLineBelongsToItsOrderAndItsProductIsOfTheSameTenant() {
        // Given
        SchemaBuilder schema = tenants()
                .table("line", 900, "tenant_id,order_id,line_no")
                .key("line", "tenant_id,product_id", "product")
                .key("line", "tenant_id,order_id", "orders");

        // When
        SchemaGraph graph = schema.graph();

        // Then
        assertThat(driverOf(graph, "line")).isEqualTo("line.tenant_id,order_id->orders");
        assertThat(roleOf(graph, "line.tenant_id,product_id->product")).isEqualTo(KeyRole.SECOND_PARENT);
        assertThat(graph.table("line").uniqueness().rule()).isEqualTo(Rule.NUMBERED_IN_GROUP);
        assertThat(graph.origin("line", "tenant_id")).hasToString("tenant.id");
    }

    @Test
    void anExtensionOfAProductMayReferToMoreRowsOfItsTenant() {
        // Given
        SchemaBuilder schema = tenants()
                .table("stock", 900, "tenant_id,product_id")
                .key("stock", "tenant_id,product_id", "product")
                .key("stock", "tenant_id,last_order", "orders");

        // When / Then
        assertThat(schema.graph().table("stock").uniqueness().rule()).isEqualTo(Rule.ONE_PER_PARENT);
    }

    @Test
    void aPrimaryKeyOfTwoKeysThatShareATenantIsRejected() {
        // Given
        SchemaBuilder schema = tenants()
                .table("listed", 900, "tenant_id,order_id,product_id")
                .key("listed", "tenant_id,order_id", "orders")
                .key("listed", "tenant_id,product_id", "product");

        // When / Then
        assertThatThrownBy(schema::graph)
                .hasMessageContaining("The primary key of table listed is made of foreign keys, of which")
                .hasMessageContaining("leave one of them out of the metadata");
    }

    @Test
    void keysThatShareAColumnOfNoCommonTableAreRejected() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("a", 10, "tenant_id,id")
                .table("b", 10, "tenant_id,id")
                .table("both", 50, "id")
                .key("both", "tenant_id,a_id", "a")
                .key("both", "tenant_id,b_id", "b");

        // When / Then
        assertThatThrownBy(schema::graph)
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("share tenant_id, which does not come from one table");
    }

    @Test
    void anAlternateKeyThatOthersReferToFollowsTheOrdinal() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("tenant", 8, "id")
                .table("account", 100, "tenant_id,nr")
                .alternateKey("account", "uuid")
                .key("account", "tenant_id", "tenant")
                .table("login", 300, "id")
                .key("login", "account_uuid", "account", "uuid");

        // When
        TableStructure account = schema.graph().table("account");

        // Then
        assertThat(account.ownAlternateColumns()).containsExactly("uuid");
        assertThat(account.followsOrdinal(List.of("uuid"))).isTrue();
        assertThat(account.followsOrdinal(account.primaryKey())).isFalse();
        assertThat(driverOf(schema.graph(), "login")).isEqualTo("login.account_uuid->account");
    }

    @Test
    void aNumberWithinItsParentIsCountedOverTheTableIfAnAlternateKeyIsMadeOfIt() {
        // Given
        SchemaBuilder schema = new SchemaBuilder()
                .table("tenant", 8, "id")
                .table("account", 100, "tenant_id,nr")
                .alternateKey("account", "nr")
                .key("account", "tenant_id", "tenant");

        // When / Then
        assertThat(schema.graph().table("account").uniqueness().rule()).isEqualTo(Rule.ORDINAL);
    }

    @Test
    void aGraphOfAnEarlierVersionHasNoAlternateKeys() throws Exception {
        // Given
        ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
        TableStructure table = new SchemaBuilder().table("a", 10, "id").graph().table("a");

        // When
        String written = json.writeValueAsString(table);

        // Then
        assertThat(written).doesNotContain("alternateKeys");
        assertThat(json.readValue(written, TableStructure.class)).isEqualTo(table);
    }
}
