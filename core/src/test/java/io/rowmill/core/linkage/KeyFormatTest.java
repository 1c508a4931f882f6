package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Protection;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormatTest {
    private static final Protection FIVE = new Protection(5, 5);

    private static KeyFormat learn(String... cells) {
        return learn(Protection.OFF, Stream.of(cells));
    }

    private static KeyFormat learn(Protection protection, Stream<String> cells) {
        KeyFormatLearner learner = new KeyFormatLearner(protection, new Seed(1));
        cells.forEach(learner::add);
        return learner.learned();
    }

    private static String json(KeyFormat format) throws Exception {
        return new ObjectMapper().writerFor(KeyFormat.class).writeValueAsString(format);
    }

    @Test
    void aWordThatStandsForFewKeysIsNoLongerThanTheSchemaAllows() {
        // Given
        KeyFormatLearner codes = new KeyFormatLearner(FIVE, new Seed(1), 3);
        KeyFormatLearner names = new KeyFormatLearner(FIVE, new Seed(1), 20);
        Stream.of("CM", "G", "EA").forEach(cell -> {
            codes.add(cell);
            names.add(cell);
        });

        // When / Then
        assertThat(codes.learned().at(7).toString()).hasSize(3);
        assertThat(names.learned().at(7).toString()).hasSize(5);
    }

    @Test
    void wholeNumbersCountFromOne() {
        // Given
        KeyFormat format = learn("10248", "10249", null, "7");

        // When / Then
        assertThat(format.at(0)).isEqualTo(1L);
        assertThat(format.at(41)).isEqualTo(42L);
    }

    @Test
    void pointsInTimeStayOnesWithinTheDaysOfTheSource() {
        // Given
        String[] hourly = IntStream.range(0, 60)
                .mapToObj(i -> "2024-03-0%d %02d:00:00+00".formatted(1 + i / 24, i % 24))
                .toArray(String[]::new);

        // When
        KeyFormat format = learn(FIVE, Stream.of(hourly));

        // Then
        assertThat(format.at(0)).isEqualTo("2024-03-01 00:00:00+00");
        assertThat(format.at(59)).isEqualTo("2024-03-03 11:00:00+00");
    }

    @Test
    void manyPointsInTimeOfFewDaysLieCloser() {
        // Given
        Stream<String> cells = IntStream.range(0, 500)
                .mapToObj(i -> LocalDate.of(2024, 3, 1)
                                .atTime(0, 0)
                                .plusSeconds(i * 97L)
                                .toString()
                                .replace('T', ' ')
                        + (i * 97 % 60 == 0 ? ":00" : ""));

        // When
        KeyFormat format = learn(FIVE, cells);

        // Then
        Set<Object> values =
                new HashSet<>(LongStream.range(0, 500).mapToObj(format::at).toList());
        assertThat(values).hasSize(500).allMatch(v -> ((String) v).startsWith("2024-03-01 "));
    }

    @Test
    void timesBesideAColumnThatTellsRowsApartStayWithinTheDaysOfTheSource() throws Exception {
        // Given
        KeyFormatLearner learner = new KeyFormatLearner(FIVE, new Seed(1));
        IntStream.range(0, 100)
                .mapToObj(i -> LocalDate.of(2024, 3, 4).plusDays(i % 10).toString())
                .forEach(learner::add);

        // When
        KeyFormat format = learner.learnedTimes();

        // Then
        assertThat(learner.isTime()).isTrue();
        assertThat(LongStream.range(0, 100).mapToObj(format::at).distinct()).hasSize(10);
        assertThat(format.at(0)).isEqualTo(format.at(10)).isEqualTo("2024-03-04");
        assertThat(new ObjectMapper().readValue(json(format), KeyFormat.class)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03/25/2024", "2024-03-25T10:11:12.5Z", "25.03.2024 10:11"})
    void keysOfOtherSpellingsOfTimesAreUniqueAndValid(String cell) throws Exception {
        // Given
        KeyFormat format = learn(cell, cell);

        // When
        KeyFormat read = new ObjectMapper().readValue(json(format), KeyFormat.class);
        List<String> values =
                LongStream.range(0, 5_000).mapToObj(i -> (String) read.at(i)).toList();

        // Then
        assertThat(read).isEqualTo(format).isInstanceOf(KeyFormat.Instant.class);
        assertThat(new HashSet<>(values)).hasSize(5_000);
        assertThat(learn(values.toArray(String[]::new))).isInstanceOf(KeyFormat.Instant.class);
    }

    @Test
    void digitsKeepWidthAndLeadingZeros() {
        // Given
        KeyFormat format = learn("01581", "98104", "06897");

        // When / Then
        assertThat(format.at(0)).isEqualTo("00001");
        assertThat(format.at(123_455)).isEqualTo("123456");
    }

    @Test
    void aPrefixWithANumberKeepsBoth() {
        // Given / When / Then
        assertThat(learn("C-0001", "C-0917").at(11)).isEqualTo("C-0012");
        assertThat(learn("item9", "item10").at(11)).isEqualTo("item12");
    }

    @Test
    void lettersFollowThePatternOfTheSource() {
        // Given
        KeyFormat format = learn("ALFKI", "WOLZA", "BERGS");

        // When / Then
        assertThat(format.at(27)).isEqualTo("AAABB");
        assertThat((String) format.at(5_000_000)).matches("[A-Z]{5}");
    }

    @Test
    void anExhaustedPatternGrowsAndStaysUnique() {
        // Given
        KeyFormat format = learn("A-1x", "B-2y", "C-3x");
        int count = 26 * 10 * 26 * 3;

        // When
        Set<Object> values =
                new HashSet<>(LongStream.range(0, count).mapToObj(format::at).toList());

        // Then
        assertThat(values).hasSize(count).allMatch(v -> ((String) v).matches("[A-Z]-\\d[a-z]{1,2}"));
    }

    @Test
    void uuidsStayUuids() {
        // Given
        KeyFormat format = learn("123e4567-e89b-12d3-a456-426614174000", "00000000-0000-4000-8000-000000000000");

        // When
        Set<Object> values =
                new HashSet<>(LongStream.range(0, 50_000).mapToObj(format::at).toList());

        // Then
        assertThat(values).hasSize(50_000).allMatch(v -> ((String) v)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    void eachColumnOfUuidsHasASequenceOfItsOwn() throws Exception {
        // Given
        Set<Object> values = new HashSet<>();
        for (int column = 0; column < 20; column++) {
            KeyFormatLearner learner = new KeyFormatLearner(FIVE, new Seed(0).derive("t" + column));
            learner.add("123e4567-e89b-12d3-a456-426614174000");
            KeyFormat format = new ObjectMapper().readValue(json(learner.learned()), KeyFormat.class);

            // When
            LongStream.range(0, 1_000).mapToObj(format::at).forEach(values::add);
        }

        // Then
        assertThat(values).hasSize(20_000);
    }

    @Test
    void uuidsOfAnEarlierModelStayWhatTheyWere() throws Exception {
        // Given, When
        KeyFormat format = new ObjectMapper().readValue("{\"kind\":\"uuid\",\"upperCase\":false}", KeyFormat.class);

        // Then
        assertThat(format.at(0)).isEqualTo("1481ffd5-2599-4649-9481-ffd525996649");
        assertThat(format.at(7)).isEqualTo("7fe995d9-bb44-4c2d-9fad-cf59ac767c98");
        assertThat(json(format)).doesNotContain("start");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 80})
    void mailAddressesStayMailAddressesAndGoToNobody(int rows) throws Exception {
        // Given
        KeyFormat format = learn(FIVE, IntStream.range(0, rows).mapToObj(i -> "Box" + i + "@corp.firm.test"));

        // When
        List<Object> values = LongStream.range(0, 50_000).mapToObj(format::at).toList();

        // Then
        assertThat(values).doesNotHaveDuplicates().allMatch(v -> ((String) v)
                .matches("[^@\\s]+@example\\.(com|net|org)"));
        assertThat(json(format)).doesNotContain("Box", "firm");
        assertThat(new ObjectMapper().readValue(json(format), KeyFormat.class)).isEqualTo(format);
    }

    @Test
    void oneCellThatIsNoMailAddressMakesAllOfThemText() {
        // Given, When, Then
        assertThat((String) learn("a@b.de", "c@d.de", "e@f").at(0)).doesNotContain("example");
    }

    @Test
    void freeTextGivesTextOfTheShortestLength() {
        // Given
        KeyFormat format = learn("Argentina", "Peru", "El Salvador");

        // When / Then
        assertThat((String) format.at(77)).matches("[A-Z][a-z][a-z][a-zA-Z]");
    }

    @Test
    void aSingleValueStillGivesDifferentKeys() {
        // Given / When / Then
        assertThat(learn("main").at(0)).isNotEqualTo(learn("main").at(1));
        assertThat(learn("").at(0)).isNotEqualTo(learn("").at(1));
    }

    @Test
    void datesAreConsecutiveDays() {
        // Given / When / Then
        assertThat(learn("2024-02-29", "2024-02-28").at(2)).isEqualTo("2024-03-01");
    }

    @Test
    void formatsSurviveJson() throws Exception {
        // Given
        ObjectMapper json = new ObjectMapper();

        for (KeyFormat format :
                new KeyFormat[] {learn("1"), learn("01", "02"), learn("AB", "CD"), learn("2024-02-29")}) {
            // When
            KeyFormat read = json.readValue(json(format), KeyFormat.class);

            // Then
            assertThat(read).isEqualTo(format);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZYX-%04d", "ZYX-%c", "%c-QWERTZ", "Z%1$c%2$sQ", "2019-%c", "0777%d"})
    void whatTooFewRowsHaveInCommonIsNotKept(String format) throws Exception {
        // Given
        List<String> cells = IntStream.range(0, 5)
                .mapToObj(i -> String.format(Locale.ROOT, format, format.contains("d") ? i : 'a' + i, "-~*"))
                .toList();

        for (int rows = 1; rows < 5; rows++) {
            // When
            KeyFormat few = learn(FIVE, cells.stream().limit(rows));

            // Then
            assertThat(json(few)).doesNotContain("ZYX", "QWERTZ", "\"Z\"", "\"-\"", "\"~\"", "2019", "0777");
            assertThat(few.at(0)).isNotEqualTo(few.at(1)).isInstanceOf(String.class);
        }
        // When, Then
        assertThat(learn(FIVE, cells.stream())).isEqualTo(learn(cells.toArray(String[]::new)));
    }

    @Test
    void aKeyUnlikeAllOthersLeavesNoCharacter() throws Exception {
        // Given
        Stream<String> cells = Stream.concat(
                Stream.of("§Winterfeld§"), IntStream.range(100, 200).mapToObj(i -> "CUST-" + i));

        // When, Then
        assertThat(json(learn(FIVE, cells))).doesNotContain("§", "interf", "CUST");
    }

    @Test
    void datesBeginWithTheFirstYearThatEnoughRowsShare() {
        // Given
        Stream<String> days = IntStream.range(0, 50)
                .mapToObj(i -> LocalDate.of(2019, 12, 28).plusDays(i).toString());
        List<String> few = List.of("1907-06-05", "1908-07-06");

        // When, Then
        assertThat(learn(FIVE, Stream.concat(few.stream(), days)).at(0)).isEqualTo("2020-01-01");
        assertThat(learn(FIVE, few.stream()).at(1)).isEqualTo("2000-01-02");
    }
}
