package io.rowmill.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is suggested, and what is said where it looks the same. */
class NearestNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "custmer|customer| (did you mean 'customer'?)",
                "Customer|customer| (did you mean 'customer'? Upper and lower case differ)",
                "id |id| (did you mean 'id'? Character 3 is U+0020 here, missing there)",
                "id|id\u00a0| (did you mean 'id\u00a0'? Character 3 is missing here, U+00A0 there)",
                "\ufeffname|name| (did you mean 'name'? Character 1 is U+FEFF here, U+006E there)",
                "n\u0430me|name| (did you mean 'name'? Character 2 is U+0430 here, U+0061 there)",
                "cafe\u0301|caf\u00e9| (did you mean 'caf\u00e9'? Character 4 is U+0065 here, U+00E9 there)",
                "b\uff11|b1| (did you mean 'b1'? Character 2 is U+FF11 here, U+0031 there)",
                "zebra|customer|''"
            })
    void aHint(String name, String known, String hint) {
        assertThat(NearestName.hint(name, List.of(known))).isEqualTo(hint);
    }

    @org.junit.jupiter.api.Test
    void theSameWordIsNoSuggestion() {
        assertThat(NearestName.hint("id", List.of("id"))).isEmpty();
        assertThat(NearestName.hint("id", List.of("id", "ID"))).contains("'ID'");
    }
}
