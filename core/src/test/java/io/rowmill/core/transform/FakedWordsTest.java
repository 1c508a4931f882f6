package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.datafaker.Faker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakedWordsTest {
    private static InMemoryRows column(String sdtype, String... cells) {
        return Tables.of(List.of(new ColumnMetadata("c", Sdtype.of(sdtype), sdtype, true, Optional.empty())), cells);
    }

    private static TableTransform fit(InMemoryRows rows, Locale locale) {
        return Transforms.fit(
                rows, new TransformOptions(NullStrategy.MODEL, 10, Encoding.NORMALIZED, locale), Set.of());
    }

    private static List<String> fakes(TableTransform transform, long first, int count) {
        return Transforms.cells(transform, transform.decode(EncodedTable.empty(count), first, Transforms.SEED), "c");
    }

    private static String[] unique(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Abc Def" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "email",
                "user_name",
                "street_address",
                "address",
                "company",
                "ipv4_address",
                "url",
                "hostname"
            })
    void uniqueValuesStayUniqueAcrossChunks(String sdtype) {
        // Given
        TableTransform transform = fit(column(sdtype, unique(50)), Locale.ENGLISH);

        // When
        List<String> all = new ArrayList<>(fakes(transform, 0, 60_000));
        List<String> again = fakes(transform, 20_000, 100);
        List<String> far = fakes(transform, 5_000_000, 20_000);

        // Then
        assertThat(again).isEqualTo(all.subList(20_000, 20_100));
        all.addAll(far);
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(ShapeSpace.of(all.get(0)).shape()).isNotEqualTo("Aaa Aaa9");
    }

    @Test
    void aColumnThatRepeatsValuesHoldsWordsOfItsMeaning() {
        // Given
        String[] cities = {"Xtown", "Xtown", "Ytown", "Ztown"};

        // When
        List<String> fakes = fakes(fit(column("city", cities), Locale.ENGLISH), 0, 2_000);

        // Then
        assertThat(fakes).allMatch(c -> c.length() > 3).doesNotContain("Xtown", "Ytown", "Ztown");
        assertThat(new HashSet<>(fakes)).hasSizeBetween(500, 2_000);
        assertThat(fakes.stream().filter(c -> c.matches("[A-Z][a-z]{4}"))).hasSizeLessThan(200);
    }

    @Test
    void emailsAndAddressesLookLikeSomeAndLeadToNobody() {
        // Given
        TableTransform emails = fit(column("email", unique(9)), Locale.ENGLISH);
        TableTransform addresses = fit(column("ipv4_address", unique(9)), Locale.ENGLISH);

        // When, Then
        assertThat(fakes(emails, 0, 1_000)).allMatch(c -> c.matches("[^@ ]+@example\\.com"));
        assertThat(fakes(addresses, 0, 1_000))
                .allMatch(c -> Arrays.stream(c.split("\\.")).allMatch(o -> Integer.parseInt(o) < 256));
    }

    @Test
    void nullsAndBlanksKeepTheirRates() {
        // Given
        String[] cells = new String[600];
        Arrays.setAll(cells, i -> i % 3 == 0 ? null : i % 3 == 1 ? "" : "Ann");

        // When
        List<String> fakes = fakes(fit(column("first_name", cells), Locale.ENGLISH), 0, 6_000);

        // Then
        assertThat(fakes.stream().filter(Objects::isNull).count()).isBetween(1_850L, 2_150L);
        assertThat(fakes.stream().filter(""::equals).count()).isBetween(1_850L, 2_150L);
        assertThat(fakes).doesNotContain("Ann");
    }

    @Test
    void wordsThatAreAllRealOnesGiveWayToShapes() {
        // Given
        List<String> real = WordPool.of(new FakedWords(WordKind.STATE, "en"));

        // When
        List<String> fakes = fakes(fit(column("state", twice(real)), Locale.ENGLISH), 0, 500);

        // Then
        assertThat(fakes).doesNotContainAnyElementsOf(real);
    }

    private static String[] twice(List<String> values) {
        List<String> out = new ArrayList<>(values);
        out.addAll(values);
        return out.toArray(String[]::new);
    }

    @Test
    void theLocaleDecidesTheWordsAndStaysWithTheModel() throws Exception {
        // Given
        InMemoryRows rows = column("city", "A", "B", "A");
        ObjectMapper json = new ObjectMapper();

        // When
        TableTransform german = fit(rows, Locale.GERMAN);
        TableTransform read = json.readValue(json.writeValueAsString(german), TableTransform.class);

        // Then
        assertThat(fakes(read, 0, 100)).isEqualTo(fakes(german, 0, 100));
        assertThat(fakes(read, 0, 100)).isNotEqualTo(fakes(fit(rows, Locale.ENGLISH), 0, 100));
    }

    @Test
    void everyLocaleOfTheSettingHasWordsOfEveryKind() {
        // Given
        List<String> locales = RunSettings.descriptors().stream()
                .filter(d -> d.name().equals(RunSettings.LOCALE))
                .findFirst()
                .orElseThrow()
                .choices();

        // When, Then
        for (String locale : locales) {
            Faker faker = new Faker(Locale.forLanguageTag(locale), new Random(3));
            for (WordKind kind : WordKind.values()) {
                assertThat(kind.make(faker)).as(locale + " " + kind).isNotBlank();
            }
        }
    }
}
