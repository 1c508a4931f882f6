package io.rowmill.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormatTest {
    private static ValueFormat detect(Sdtype sdtype, String datetimeFormat, String... cells) {
        ValueFormat.Detector detector = ValueFormat.Detector.of(sdtype, Optional.ofNullable(datetimeFormat));
        for (String cell : cells) {
            assertThat(detector.accept(cell)).isTrue();
        }
        return detector.format();
    }

    @ParameterizedTest
    @CsvSource({
        "NUMERICAL, 1|22|-7|0",
        "NUMERICAL, 007|012|999",
        "NUMERICAL, 14.0|9.8|12.75",
        "NUMERICAL, 9.99|10.00|-0.50",
        "NUMERICAL, 123456789012345678901234567890|1",
        "NUMERICAL, 0.0|0.0500000007|0.150000006",
        "NUMERICAL, 1.5e-07|2e+20|3.25",
        "NUMERICAL, 13|13.5|-122.25",
        "DATETIME, 2005-05-30|1999-12-31",
        "DATETIME, 2005-05-30 01:56:11|1999-12-31 00:00:00",
        "DATETIME, 2005-05-30 01:56:11.25|1999-12-31 00:00:00",
        "DATETIME, 2005-05-30T01:56:11.250000|1999-12-31T00:00:00.000001",
        "DATETIME, 2005-05-30T01:56:11Z|1999-12-31T00:00:00Z",
        "DATETIME, 5/3/2005|12/31/1999",
        "DATETIME, 20050530|19991231",
        "DATETIME, 2005-05-30|0044-03-15 BC|0045-02-29 BC|0001-12-31 BC",
        "DATETIME, 2005-05-30 01:02:03|0044-03-15 04:05:06 BC|infinity|-infinity",
        "DATETIME, 2005-05-30|0000-00-00",
        "DATETIME, 2005-05-30 01:02:03|0000-00-00 00:00:00",
        "NUMERICAL, 1 mon 2 days 03:04:05|-1 mons -2 days -03:04:05.5|-00:00:07|1 year",
        "BOOLEAN, t|f",
        "BOOLEAN, True|False",
        "BOOLEAN, 1|0",
        "CATEGORICAL, 1|02|",
        "CATEGORICAL, 3|-1|0",
        "UNKNOWN, 1962-02-18|1958-12-08",
        "TEXT, 1962-02-18|hello"
    })
    void aCellComesBackAsItWasWritten(Sdtype sdtype, String joined) {
        // Given
        String[] cells = joined.split("\\|", -1);
        ValueFormat format = detect(sdtype, null, cells);

        // When, Then
        for (String cell : cells) {
            assertThat(format.format(format.parse(cell))).isEqualTo(cell);
        }
    }

    @Test
    void theYearBeforeOneIsOneBeforeChrist() {
        // Given
        ValueFormat format = detect(Sdtype.DATETIME, null, "2005-05-30", "0044-03-15 BC");

        // When, Then
        assertThat(format.parse("0044-03-15 BC")).isEqualTo(LocalDate.of(-43, 3, 15));
        assertThat(format.format(LocalDate.of(0, 2, 29))).isEqualTo("0001-02-29 BC");
        assertThatThrownBy(() -> format.parse("0044-02-29 BC")).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void eachPartOfAnIntervalHasItsSign() {
        // Given
        ValueFormat format = detect(Sdtype.NUMERICAL, null, "-1 days +02:00:00", "1 day");

        // When, Then
        assertThat(format.parse("-1 days +02:00:00")).isEqualTo(java.time.Duration.ofHours(-22));
        assertThat(format.format(java.time.Duration.ofHours(-50))).isEqualTo("-2 days -02:00:00");
    }

    @Test
    void eachFormatHasItsType() {
        // Given, When, Then
        assertThat(detect(Sdtype.NUMERICAL, null, "7").parse("7")).isEqualTo(7L);
        assertThat(detect(Sdtype.NUMERICAL, null, "7.10").parse("7.10")).isEqualTo(new BigDecimal("7.10"));
        assertThat(detect(Sdtype.NUMERICAL, null, "0.1234567891").parse("0.5")).isEqualTo(0.5);
        assertThat(detect(Sdtype.DATETIME, "%d.%m.%Y", "3.4.2020").parse("3.4.2020"))
                .isEqualTo(LocalDate.of(2020, 4, 3));
        assertThat(detect(Sdtype.DATETIME, "%Y-%m-%d %H:%M:%S.%f", "2020-04-03 01:02:03.000004")
                        .parse("2020-04-03 01:02:03.000004"))
                .isEqualTo(LocalDateTime.of(2020, 4, 3, 1, 2, 3, 4_000));
        assertThat(detect(Sdtype.BOOLEAN, null, "Y").parse("N")).isEqualTo(false);
        assertThat(detect(Sdtype.CATEGORICAL, null, "2006", "2007").parse("2006"))
                .isEqualTo(2006L);
        assertThat(detect(Sdtype.CATEGORICAL, null, "2006", "x").parse("2006")).isEqualTo("2006");
    }

    @Test
    void anUnseenTruthValueIsSpelledLikeTheSeenOne() {
        // Given, When, Then
        assertThat(detect(Sdtype.BOOLEAN, null, "t")).isEqualTo(new ValueFormat.Bool("t", "f"));
        assertThat(detect(Sdtype.BOOLEAN, null, "No")).isEqualTo(new ValueFormat.Bool("Yes", "No"));
        assertThat(detect(Sdtype.BOOLEAN, null, "TRUE")).isEqualTo(new ValueFormat.Bool("TRUE", "FALSE"));
    }

    @Test
    void aFewFloatingPointTailsDoNotMakeTheScale() {
        // Given
        String[] cells = new String[1000];
        java.util.Arrays.fill(cells, "47.5112");
        cells[10] = "47.721000000000004";

        // When
        ValueFormat format = detect(Sdtype.NUMERICAL, null, cells);

        // Then
        assertThat(format).isEqualTo(new ValueFormat.Decimal(4, 4));
        assertThat(format.format(format.parse(cells[10]))).isEqualTo("47.7210");
    }

    @Test
    void nullAndEmptyStayApart() {
        // Given
        ValueFormat text = detect(Sdtype.TEXT, null, "", "a");

        // When, Then
        assertThat(text.parse("")).isEqualTo("");
        assertThat(text.parse(null)).isNull();
        assertThat(text.format(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "%d-%b-%y;03-Apr-20;2020-04-03T00:00",
                "%A, %B %-d, %Y;Friday, April 3, 2020;2020-04-03T00:00",
                "%m/%d/%Y %I:%M %p;04/03/2020 01:05 PM;2020-04-03T13:05",
                "%Y-%j;2020-094;2020-04-03T00:00",
                "%F %T;2020-04-03 13:05:09;2020-04-03T13:05:09",
                "%Y-%m-%dT%H:%M:%S%z;2020-04-03T13:05:09Z;2020-04-03T13:05:09",
                "%H:%M;13:05;1900-01-01T13:05",
                "100%% %Y;100% 2020;2020-01-01T00:00"
            })
    void strptimeDirectivesAreReadAndWritten(String format, String cell, LocalDateTime expected) {
        // Given
        Strptime strptime = Strptime.of(format);

        // When, Then
        assertThat(strptime.parse(cell)).isEqualTo(expected);
        assertThat(strptime.format(expected)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-04-03T13:05:09+02:00", "2020-04-03T13:05:09+0200", "2020-04-03T13:05:09+02"})
    void offsetsAreReadIntoUtc(String cell) {
        // Given, When, Then
        assertThat(Strptime.of("%Y-%m-%dT%H:%M:%S%z").parse(cell)).isEqualTo(LocalDateTime.of(2020, 4, 3, 11, 5, 9));
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        // Given, When, Then
        assertThatThrownBy(() -> Strptime.of("%Y-%Q")).hasMessageContaining("%Q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,2,3", "1.2.3", "--1", "1e", "1e99999", "1e400", "0x1F", "12A"})
    void whatIsNoNumberIsNotAccepted(String cell) {
        // Given, When, Then
        assertThat(ValueFormat.Detector.of(Sdtype.NUMERICAL, Optional.empty()).accept(cell))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2005-02-30", "2005-13-01", "2005-05-30 25:00:00", "yesterday"})
    void whatIsNoDateIsNotAccepted(String cell) {
        // Given, When, Then
        assertThat(ValueFormat.Detector.of(Sdtype.DATETIME, Optional.empty()).accept(cell))
                .isFalse();
    }

    @Test
    void anErrorDoesNotTellTheCell() {
        // Given
        ValueFormat number = new ValueFormat.WholeNumber(1);

        // When, Then
        for (String cell : List.of("secret", "1.5", "99999999999999999999")) {
            assertThatThrownBy(() -> number.parse(cell))
                    .isInstanceOf(ValueFormatException.class)
                    .hasMessageNotContaining(cell);
        }
    }

    @Test
    void jsonRoundTrips() throws Exception {
        // Given
        ObjectMapper json = new ObjectMapper();
        List<ValueFormat> formats = List.of(
                new ValueFormat.WholeNumber(3),
                new ValueFormat.Decimal(1, 2),
                new ValueFormat.Real(0, 10, true),
                new ValueFormat.Date("%Y-%m-%d"),
                new ValueFormat.Timestamp("%Y-%m-%d %H:%M:%S.%f", 3),
                new ValueFormat.Bool("t", "f"),
                new ValueFormat.Text());

        // When, Then
        for (ValueFormat format : formats) {
            assertThat(json.readValue(json.writeValueAsString(format), ValueFormat.class))
                    .isEqualTo(format);
        }
        assertThat(json.writeValueAsString(new ValueFormat.Decimal(1, 2)))
                .isEqualTo("{\"kind\":\"decimal\",\"minDecimals\":1,\"maxDecimals\":2}");
    }
}
