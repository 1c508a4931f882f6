package io.rowmill.core.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTableWriterTest {
    private static final JsonStyle STYLE = new JsonStyle(List.of("zip"), List.of("note"));

    @Test
    void valuesAreTextsOrStandAsTheyAre() throws IOException {
        // When
        String written = write(
                List.of("zip", "price", "tags", "note"),
                Arrays.asList("12", "1.50", "[\"x\",{\"y\":1}]", "a \"b\"\n"),
                Arrays.asList("true", null, "{}", null),
                Arrays.asList("{}", "-1e+7", "[1,", "01"),
                Arrays.asList("", "NaN", "{} {}", "null"));

        // Then
        assertThat(written)
                .isEqualTo(
                        """
                        {"zip":"12","price":1.50,"tags":["x",{"y":1}],"note":"a \\"b\\"\\n"}
                        {"zip":"true","price":null,"tags":{}}
                        {"zip":"{}","price":-1e+7,"tags":"[1,","note":"01"}
                        {"zip":"","price":"NaN","tags":"{} {}","note":"null"}
                        """);
    }

    @SafeVarargs
    private static String write(List<String> header, List<String>... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = new FileStyle(".jsonl", STYLE).writer(out, header)) {
            for (List<String> row : rows) {
                writer.write(row);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
