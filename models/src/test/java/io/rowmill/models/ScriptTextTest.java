package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations that the script's compiler takes without a word and that do not do what they say, or do it on the wrong device. */
class ScriptTextTest {
    private String text;

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = ScriptStep.class.getResourceAsStream("training-step.torchscript")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void newTensorsAreMadeOnTheDeviceOfAnArgument() {
        // Given
        Matcher factory = Pattern.compile(
                        "torch\\.(rand\\w*|zeros|ones|empty|full|arange|eye|linspace|tensor|scalar_tensor)\\(")
                .matcher(text);

        // When / Then
        while (factory.find()) {
            String call = text.substring(factory.start(), end(factory.end()));
            assertThat(call).containsPattern("device=[\\w\\[\\]]+\\.device");
        }
    }

    /** Behind the bracket that closes the one before {@code from}. */
    private int end(int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char c = text.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at;
    }

    @Test
    void namesNoDeviceAndNothingRandomOfTheLibrary() {
        assertThat(text)
                .doesNotContainIgnoringCase("cpu\"")
                .doesNotContainIgnoringCase("cuda")
                .doesNotContain("dropout(");
        assertThat(Pattern.compile("torch\\.\\w*(rand|normal|bernoulli|multinomial)")
                        .matcher(text)
                        .find())
                .isFalse();
    }

    @Test
    void usesNoOperationThatTheCompilerDropsSilently() {
        assertThat(text).doesNotContain("_fused_").doesNotContain("_foreach_");
    }
}
