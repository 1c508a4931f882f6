package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.CopiedRows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a key column are written. A generated value depends only on the row's ordinal and is unique, so rows can refer
 * to a key before its row is generated.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeyFormat.WholeNumber.class, name = "wholeNumber"),
    @JsonSubTypes.Type(value = KeyFormat.Numbered.class, name = "numbered"),
    @JsonSubTypes.Type(value = KeyFormat.Pattern.class, name = "pattern"),
    @JsonSubTypes.Type(value = KeyFormat.RandomUuid.class, name = "uuid"),
    @JsonSubTypes.Type(value = KeyFormat.IsoDate.class, name = "date"),
    @JsonSubTypes.Type(value = KeyFormat.Instant.class, name = "instant"),
    @JsonSubTypes.Type(value = KeyFormat.MailAddress.class, name = "mailAddress"),
    @JsonSubTypes.Type(value = KeyFormat.Listed.class, name = "listed")
})
public sealed interface KeyFormat {
    /**
     * @param ordinal 0-based
     * @return a Long or a String, the same type for all ordinals
     */
    Object at(long ordinal);

    /** Whether the values are Longs. */
    @JsonIgnore
    default boolean isNumber() {
        return false;
    }

    /** 1, 2, 3, ... as Long. */
    record WholeNumber() implements KeyFormat {
        @Override
        public Long at(long ordinal) {
            return ordinal + 1;
        }

        @Override
        public boolean isNumber() {
            return true;
        }
    }

    /**
     * A prefix and a number: {@code C-0001}.
     *
     * @param width minimum number of digits, padded with zeros
     */
    record Numbered(String prefix, int width) implements KeyFormat {
        public Numbered {
            Objects.requireNonNull(prefix);
        }

        @Override
        public String at(long ordinal) {
            String digits = Long.toString(ordinal + 1);
            return prefix + "0".repeat(Math.max(0, width - digits.length())) + digits;
        }
    }

    /**
     * The n-th string of a pattern, counted in a mixed-radix number system with one digit per position. When all strings
     * are used, the last position that varies is repeated: the strings become longer and stay unique.
     *
     * @param positions allowed characters per position; a single one is literal
     */
    record Pattern(List<String> positions) implements KeyFormat {
        public Pattern {
            positions = List.copyOf(positions);
            if (positions.stream().noneMatch(p -> p.length() > 1)
                    || positions.stream().anyMatch(String::isEmpty)) {
                throw new IllegalArgumentException("a pattern needs a position that varies and no empty one");
            }
        }

        @Override
        public String at(long ordinal) {
            int growing = positions.size() - 1;
            while (positions.get(growing).length() == 1) {
                growing--;
            }
            int repeats = 1;
            long rest = ordinal;
            for (long capacity = capacity(1); rest >= capacity; capacity = capacity(++repeats)) {
                rest -= capacity;
            }
            StringBuilder reversed = new StringBuilder();
            for (int p = positions.size() - 1; p >= 0; p--) {
                String alphabet = positions.get(p);
                for (int i = 0; i < (p == growing ? repeats : 1); i++) {
                    reversed.append(alphabet.charAt((int) (rest % alphabet.length())));
                    rest /= alphabet.length();
                }
            }
            return reversed.reverse().toString();
        }

        /** Number of strings of the pattern with its last varying position repeated this often, at most {@code Long.MAX_VALUE}. */
        private long capacity(int repeats) {
            long capacity = 1;
            int last = 1;
            for (String alphabet : positions) {
                capacity = saturatedProduct(capacity, alphabet.length());
                last = alphabet.length() > 1 ? alphabet.length() : last;
            }
            for (int i = 1; i < repeats; i++) {
                capacity = saturatedProduct(capacity, last);
            }
            return capacity;
        }

        private static long saturatedProduct(long a, long b) {
            return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
        }
    }

    /**
     * Version 4 UUIDs; their low 62 bits are a permutation of the ordinal, so that they never repeat.
     *
     * @param start where the sequence begins, so that each key column has its own; 0 in models of earlier versions
     */
    record RandomUuid(boolean upperCase, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long start)
            implements KeyFormat {
        private static final long LOW_62 = (1L << 62) - 1;
        private static final long OFFSET = 0x5851f42d4c957f2dL;

        @Override
        public String at(long ordinal) {
            long place = start + ordinal;
            long high = permute(place ^ OFFSET) ^ (place * 0x9e3779b97f4a7c15L);
            long low = permute((place + OFFSET) & LOW_62);
            UUID uuid = new UUID((high & ~0xf000L) | 0x4000L, low | Long.MIN_VALUE);
            return upperCase ? uuid.toString().toUpperCase(java.util.Locale.ROOT) : uuid.toString();
        }

        /** A bijection of 62-bit numbers: odd multiplications and xor-shifts. */
        private static long permute(long value) {
            long z = (value * 0xbf58476d1ce4e5b9L) & LOW_62;
            z ^= z >>> 31;
            z = (z * 0x94d049bb133111ebL) & LOW_62;
            return z ^ (z >>> 29);
        }
    }

    /**
     * Consecutive days.
     *
     * @param first ISO date of ordinal 0
     */
    record IsoDate(String first) implements KeyFormat {
        @Override
        public String at(long ordinal) {
            return LocalDate.parse(first).plusDays(ordinal).toString();
        }
    }

    /**
     * Points in time at equal distances.
     *
     * @param format how they are written: a date, or a date and a time
     * @param first of ordinal 0: ISO, with a time and without a zone
     * @param step from one to the next
     * @param count after so many they repeat, beside another column that doesn't; 0: they never do
     */
    record Instant(
            ValueFormat format, String first, ChronoUnit step, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long count)
            implements KeyFormat {
        public Instant {
            Objects.requireNonNull(format);
            Objects.requireNonNull(step);
            LocalDateTime.parse(first);
        }

        @Override
        public String at(long ordinal) {
            LocalDateTime time = LocalDateTime.parse(first).plus(count == 0 ? ordinal : ordinal % count, step);
            return format.format(format instanceof ValueFormat.Date ? time.toLocalDate() : time);
        }
    }

    /**
     * The keys of a table that is copied, as they are.
     *
     * @param values of its rows; null for a null, which no row refers to (empty in models of earlier versions)
     * @param numbers whether all are written like whole numbers
     */
    record Listed(List<@Nullable String> values, boolean numbers) implements KeyFormat {
        public Listed {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        static Listed of(List<@Nullable String> values) {
            return new Listed(
                    values,
                    !values.isEmpty() && values.stream().allMatch(v -> v == null || CopiedRows.isWholeNumber(v)));
        }

        public boolean isNull(long ordinal) {
            return values.get(Math.toIntExact(ordinal)) == null;
        }

        @Override
        public Object at(long ordinal) {
            String value = Objects.requireNonNullElse(values.get(Math.toIntExact(ordinal)), "");
            return numbers && !value.isEmpty() ? (Object) Long.valueOf(value) : value;
        }

        @Override
        public boolean isNumber() {
            return numbers;
        }
    }

    /** Made-up mail addresses, at domains that are reserved for examples (RFC 2606): nobody gets mail that is sent there. */
    record MailAddress() implements KeyFormat {
        private static final List<String> FIRST_NAMES = List.of(
                "ada", "alex", "anna", "ben", "carla", "chris", "dana", "david", "elena", "emma", "felix", "grace",
                "hana", "hugo", "ines", "ivan", "jana", "john", "julia", "kai", "lea", "lucas", "maria", "mia", "nina",
                "noah", "omar", "paul", "rosa", "sam", "tara", "yuki");
        private static final List<String> LAST_NAMES = List.of(
                "adams", "bauer", "brown", "clark", "costa", "diaz", "evans", "fischer", "garcia", "green", "hall",
                "ito", "jones", "khan", "kim", "lee", "lopez", "martin", "meyer", "moore", "nguyen", "novak", "patel",
                "perez", "rossi", "sato", "silva", "smith", "taylor", "weber", "wong", "young");
        private static final List<String> DOMAINS = List.of("example.com", "example.net", "example.org");
        private static final int PAIRS = FIRST_NAMES.size() * LAST_NAMES.size();
        /** Odd, so that it permutes the pairs: a power of two of them. */
        private static final int STRIDE = 619;

        @Override
        public String at(long ordinal) {
            int pair = (int) (ordinal * STRIDE & PAIRS - 1);
            long round = ordinal / PAIRS;
            return FIRST_NAMES.get(pair % FIRST_NAMES.size())
                    + "."
                    + LAST_NAMES.get(pair / FIRST_NAMES.size())
                    + (round == 0 ? "" : Long.toString(round))
                    + "@"
                    + DOMAINS.get((int) (ordinal % DOMAINS.size()));
        }
    }
}
