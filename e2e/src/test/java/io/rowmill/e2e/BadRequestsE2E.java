package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a request is said at once, in sentences, with exit code 2 and nothing left behind. */
class BadRequestsE2E {
    @TempDir
    Path dir;

    private Path shop;

    @BeforeEach
    void writeShop() throws Exception {
        shop = ShopDatabase.write(dir.resolve("shop"));
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() throws Exception {
        rejected("smaple").contains("smaple", "sample");
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() throws Exception {
        rejected("synthesize", "--source", "nowhere", "--out", "out").contains("nowhere");
    }

    @Test
    void aPasswordInAUrlIsRefusedWithoutRepeatingIt() throws Exception {
        rejected("synthesize", "--source", "jdbc:postgresql://db/shop?user=me&password=hunter2", "--out", "out")
                .contains("ROWMILL_SOURCE_PASSWORD")
                .doesNotContain("hunter2");
    }

    @Test
    void allWrongSettingsAreToldAtOnceWithTheNearestName() throws Exception {
        rejected(
                        "synthesize",
                        "--source",
                        shop,
                        "--out",
                        "out",
                        "--set",
                        "epochz=3",
                        "--set",
                        "batchSize=-1",
                        "--set",
                        "customer.maxClusters=0")
                .contains("epochz", "epochs", "batchSize", "customer", "maxClusters");
    }

    @Test
    void brokenKeysAreToldWithTableAndCountAndWithoutValues() throws Exception {
        // Given
        Files.writeString(shop.resolve("line.csv"), "1001,1,9999,3\n1001,1,1,3\n", StandardOpenOption.APPEND);
        Files.writeString(shop.resolve("product.csv"), "26,C-7777,1.50,true\n", StandardOpenOption.APPEND);

        // Then
        rejected("synthesize", "--source", shop, "--out", "out")
                .contains("line", "product")
                .doesNotContain("C-7777")
                .doesNotContain("9999");
    }

    private org.assertj.core.api.AbstractStringAssert<?> rejected(Object... arguments) throws Exception {
        Rowmill.Result result = new Rowmill(dir).run(arguments).exits(2);
        assertThat(result.out()).isEmpty();
        assertThat(dir.resolve("out")).doesNotExist();
        return assertThat(result.err()).doesNotContain("\tat ");
    }
}
