package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations that are taken without a word and that do not do what they say, do it on the wrong device, or end the JVM. */
class ScriptTextTest {
    static List<Path> scripts() throws IOException {
        return files("src/main/resources", ".torchscript");
    }

    private static List<Path> files(String below, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(below))) {
            return files.filter(f -> f.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void allEnginesHaveScripts() throws IOException {
        assertThat(scripts()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void newTensorsAreMadeOnTheDeviceOfAnArgument(Path script) throws IOException {
        // Given
        String text = Files.readString(script);
        Matcher factory = Pattern.compile(
                        "torch\\.(rand\\w*|zeros|ones|empty|full|arange|eye|linspace|tensor|scalar_tensor)\\(")
                .matcher(text);

        // When / Then
        while (factory.find()) {
            String call = text.substring(factory.start(), end(text, factory.end()));
            assertThat(call).containsPattern("device=[\\w\\[\\]]+\\.device");
        }
    }

    /** Behind the bracket that closes the one before {@code from}. */
    private static int end(String text, int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char c = text.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void namesNoDeviceAndNothingRandomOfTheLibrary(Path script) throws IOException {
        String text = Files.readString(script);
        assertThat(text)
                .doesNotContainIgnoringCase("cpu\"")
                .doesNotContainIgnoringCase("cuda")
                .doesNotContain("dropout(");
        assertThat(Pattern.compile("torch\\.\\w*(rand|normal|bernoulli|multinomial)")
                        .matcher(text)
                        .find())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void usesNoOperationThatTheCompilerDropsSilently(Path script) throws IOException {
        assertThat(Files.readString(script)).doesNotContain("_fused_").doesNotContain("_foreach_");
    }

    /** Converting to it outside a script kills the process. */
    @Test
    void halfPrecisionIsForScriptsAlone() throws IOException {
        for (Path source : files("src/main/java", ".java")) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContain("DataType.BFLOAT16");
        }
    }
}
