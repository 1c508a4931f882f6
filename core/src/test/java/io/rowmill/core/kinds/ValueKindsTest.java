package io.rowmill.core.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.kinds.ValueKind.Learner;
import io.rowmill.core.kinds.ValueKind.Template;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueKindsTest {
    private static List<Template> templates(String kind, boolean personal, int rows, IntFunction<String> cell) {
        Learner learner = ValueKinds.get(kind).learner(personal);
        IntStream.range(0, rows).mapToObj(cell).forEach(learner::accept);
        return learner.templates(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "uuid|28d4c208-d76f-4649-8a4f-0ada0219b994",
                "uuid|{28D4C208-D76F-4649-8A4F-0ADA0219B994}",
                "ipv4|10.119.72.254",
                "ipv4|10.0.0.0/8",
                "ipv4|127.0.0.1:8080",
                "ipv6|2001:db8::1",
                "ipv6|::1",
                "ipv6|fe80:0:0:0:0:0:0:1/64",
                "mac|08:00:2b:01:02:03",
                "mac|0800.2b01.0203",
                "url|https://www.example.com/a/b?c=1#d",
                "json|{\"a\": [1, {\"b\": null}]}",
                "wkt|SRID=4326;POINT(7.1 46.2)",
                "wkt|POLYGON ((0 0, 1 0, 1 1, 0 0))",
                "hex|#00ff7f",
                "hex|\\xdeadbeef",
                "tsvector|'fox':3 'it''s':4,9B",
                "pattern|[5,10)"
            })
    void aCellIsOfItsKindAndSoIsEveryMadeUpOne(String name, String cell) {
        // Given
        ValueKind kind = ValueKinds.get(name);

        // When
        ValueKind found = ValueKinds.all().stream()
                .filter(k -> k.isValid(cell))
                .findFirst()
                .orElseThrow();
        List<Template> templates = templates(name, false, 20, i -> cell);

        // Then
        assertThat(found.name()).isEqualTo(name);
        assertThat(templates).isNotEmpty();
        for (Template template : templates) {
            assertThat(LongStream.range(0, 200).mapToObj(i -> kind.make(template.text(), i)))
                    .allMatch(kind::isValid);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "uuid|28d4c208-d76f-4649-8a4f-0ada0219b99",
                "ipv4|10.119.72.256",
                "ipv4|1.2.3",
                "ipv6|2001:db8:::1",
                "ipv6|12:30:15",
                "mac|08:00:2b:01:02",
                "url|www.example.com",
                "json|{\"a\": }",
                "json|{1,2}",
                "wkt|POINT()",
                "hex|00ff7g",
                "tsvector|'fox':0",
                "tsvector|'fox' 'dog'",
                "pattern|phone"
            })
    void whatIsNotOfAKindIsRefused(String name, String cell) {
        assertThat(ValueKinds.get(name).isValid(cell)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"uuid", "mac", "hex", "ipv6", "tsvector"})
    void differentIndicesGiveDifferentValues(String name) {
        // Given
        String cell =
                switch (name) {
                    case "uuid" -> "28d4c208-d76f-4649-8a4f-0ada0219b994";
                    case "mac" -> "08:00:2b:01:02:03";
                    case "hex" -> "deadbeef00112233";
                    case "tsvector" -> "'dog':2 'fox':1";
                    default -> "2001:db8::1";
                };
        ValueKind kind = ValueKinds.get(name);
        String template = templates(name, false, 9, i -> cell).get(0).text();

        // When, Then
        assertThat(LongStream.range(0, 20_000)
                        .mapToObj(i -> kind.make(template, i))
                        .distinct()
                        .count())
                .isEqualTo(20_000);
    }

    @Test
    void wordsThatFewRowsHoldAreNotKept() {
        // Given, When
        List<Template> json = templates(
                "json",
                false,
                40,
                i -> i < 3
                        ? "{\"secret\": \"mallory\", \"n\": 1}"
                        : "{\"kind\": \"" + (i % 2 == 0 ? "big" : "small") + "\", \"n\": " + i + "}");
        List<Template> urls =
                templates("url", false, 40, i -> "https://example.com/users/" + (i < 3 ? "mallory" : "anyone"));

        // Then
        assertThat(json.toString()).contains("kind", "big", "small").doesNotContain("secret", "mallory");
        assertThat(urls.toString()).contains("example", "users", "anyone").doesNotContain("mallory");
    }

    @Test
    void ofPersonalDataNoWordIsKept() {
        // Given, When
        List<Template> json = templates("json", true, 40, i -> "{\"name\": \"alice\"}");
        List<Template> urls = templates("url", true, 40, i -> "https://example.com/alice");
        List<Template> patterns = templates("pattern", true, 40, i -> "<alice>" + i + "</alice>");

        // Then
        assertThat(json.toString() + urls + patterns).doesNotContain("alice");
    }

    @Test
    void theOutermostNumbersAreNotTold() {
        // Given, When
        List<Template> ranges =
                templates("pattern", false, 100, i -> "[" + (i == 50 ? 999_999 : 100 + i) + ",1000000)");

        // Then
        assertThat(ranges.toString()).doesNotContain("999999");
    }

    @Test
    void rangesStayInOrder() {
        // Given
        String template = templates("pattern", false, 100, i -> "[" + 7 * i + "," + (7 * i + i % 9) + ")")
                .get(0)
                .text();

        // When, Then
        assertThat(LongStream.range(0, 500)
                        .mapToObj(i -> ValueKinds.get("pattern").make(template, i)))
                .allMatch(r -> {
                    String[] ends = r.substring(1, r.length() - 1).split(",", -1);
                    return Integer.parseInt(ends[0]) <= Integer.parseInt(ends[1]);
                });
    }

    @Test
    void networksHaveNoHosts() {
        // Given
        String template =
                templates("ipv4", false, 30, i -> "10." + i + ".0.0/16").get(0).text();

        // When, Then
        assertThat(LongStream.range(0, 300).mapToObj(i -> ValueKinds.get("ipv4").make(template, i)))
                .allMatch(n -> n.matches("10\\.\\d+\\.0\\.0/16"));
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> ValueKinds.get("nothing")).hasMessageContaining("nothing");
    }
}
