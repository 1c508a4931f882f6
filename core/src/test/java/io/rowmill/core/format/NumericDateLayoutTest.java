package io.rowmill.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericDateLayoutTest {
    private static final String CHARACTERS = "0123456789-/.: T";

    private final SplittableRandom random = new SplittableRandom(3);

    private static LocalDateTime closely(String format, String cell) {
        try {
            return Strptime.of(format).parseClosely(cell);
        } catch (ValueFormatException e) {
            return null;
        }
    }

    /** A cell of the format, its numbers padded or not, in and out of their ranges, perhaps with a character changed. */
    private String cell(String format) {
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                cell.append(format.charAt(i));
            } else if (format.charAt(++i) == 'Y') {
                cell.append("%04d".formatted(random.nextInt(1880, 2110)));
            } else {
                int number = random.nextInt(random.nextBoolean() ? 13 : 62);
                cell.append(random.nextBoolean() ? "%02d".formatted(number) : "" + number);
            }
        }
        if (random.nextInt(4) == 0) {
            cell.setCharAt(random.nextInt(cell.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return cell.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%m/%d/%Y", "%d.%m.%Y %H:%M:%S", "%Y", "%H:%M"
            })
    void whatIsReadQuicklyIsWhatTheGeneralReaderReads(String format) {
        // Given
        NumericDateLayout layout = NumericDateLayout.of(format).orElseThrow();
        int read = 0;

        for (int i = 0; i < 20_000; i++) {
            String cell = cell(format);

            // When
            LocalDateTime quick = layout.parse(cell);

            // Then
            if (quick != null) {
                read++;
                assertThat(quick).isEqualTo(closely(format, cell));
                assertThat(Strptime.of(format).writes(quick, cell))
                        .isEqualTo(Strptime.of(format).format(quick).equals(cell));
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void leapDaysAreDatesInLeapYearsOnly() {
        // Given
        NumericDateLayout layout = NumericDateLayout.of("%Y-%m-%d").orElseThrow();

        // When, Then
        assertThat(layout.parse("2024-02-29")).isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
        assertThat(layout.parse("1900-02-29")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%Y%m%d", "%-m/%d/%Y", "%d-%b-%Y", "%Y-%m-%d %H:%M:%S.%f", "%m %m", "%Y-%m-%", "%y", "%H1%M"})
    void otherFormatsAreLeftToTheGeneralReader(String format) {
        // Given, When, Then
        assertThat(NumericDateLayout.of(format)).isEmpty();
    }
}
