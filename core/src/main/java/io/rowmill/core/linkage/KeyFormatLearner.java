package io.rowmill.core.linkage;

import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Protection;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link KeyFormat} of a column in one pass over its cells, in constant memory. A format
 * contains a text or a year of the cells only if enough rows share it.
 */
public final class KeyFormatLearner {
    private static final String DIGITS = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String OTHER = "_";
    private static final int LONGEST_PATTERN = 64;
    /** The format if too few rows share a common part. */
    private static final List<String> WORD = List.of(UPPER, LOWER, LOWER, LOWER, LOWER);

    private static final KeyFormat DIGITS_ALONE = new KeyFormat.Numbered("", 1);
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);
    private static final java.util.regex.Pattern UUID_TEXT =
            java.util.regex.Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final java.util.regex.Pattern MAIL_ADDRESS =
            java.util.regex.Pattern.compile("[^@\\s]+@[^@\\s]+\\.\\p{L}+");

    private final Protection protection;
    private final Seed seed;
    private final int maxLength;
    private final TimeKeys times = new TimeKeys();
    private final StringBuilder first = new StringBuilder();
    private final boolean[] varies = new boolean[LONGEST_PATTERN];
    private final int[] classes = new int[LONGEST_PATTERN];
    private long cells;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int commonPrefix;
    private int digitsAtEnd = Integer.MAX_VALUE;
    private boolean whole = true;
    private boolean leadingZero;
    private boolean uuids = true;
    private boolean mailAddresses = true;
    private boolean upperCase;
    /** Null: not all cells are dates. */
    private @Nullable LocalDate earliest = LocalDate.MAX;
    /** At most ten thousand: a date of ten characters has a year of four digits. */
    private final TreeMap<Integer, Long> rowsOfYear = new TreeMap<>();

    /** @param seed of the column: keys that are the same whatever the source holds begin somewhere else in every column */
    public KeyFormatLearner(Protection protection, Seed seed) {
        this(protection, seed, 0);
    }

    /** @param maxLength characters that the schema allows in a key; 0: any number */
    KeyFormatLearner(Protection protection, Seed seed, int maxLength) {
        this.protection = protection;
        this.seed = seed;
        this.maxLength = maxLength;
    }

    /** @param cell null: ignored */
    public void add(@Nullable String cell) {
        if (cell == null) {
            return;
        }
        if (cells++ == 0) {
            first.append(cell);
            commonPrefix = cell.length();
        }
        shortest = Math.min(shortest, cell.length());
        longest = Math.max(longest, cell.length());
        whole = whole && isCanonicalWholeNumber(cell);
        uuids = uuids && UUID_TEXT.matcher(cell).matches();
        mailAddresses = mailAddresses && MAIL_ADDRESS.matcher(cell).matches();
        upperCase = upperCase || !cell.equals(cell.toLowerCase(Locale.ROOT));
        addDate(cell);
        times.add(cell);
        addPositions(cell);
        addTrailingDigits(cell);
    }

    private void addDate(String cell) {
        if (earliest == null) {
            return;
        }
        try {
            LocalDate date = cell.length() == 10 ? LocalDate.parse(cell) : null;
            earliest = date == null || earliest.isBefore(date) ? (date == null ? null : earliest) : date;
            if (date != null) {
                rowsOfYear.merge(date.getYear(), 1L, Long::sum);
            }
        } catch (DateTimeException e) {
            earliest = null;
        }
    }

    private void addPositions(String cell) {
        int common = 0;
        while (common < Math.min(commonPrefix, cell.length()) && cell.charAt(common) == first.charAt(common)) {
            common++;
        }
        commonPrefix = common;
        for (int i = 0; i < Math.min(cell.length(), LONGEST_PATTERN); i++) {
            classes[i] |= classOf(cell.charAt(i));
            varies[i] |= i >= first.length() || cell.charAt(i) != first.charAt(i);
        }
    }

    private void addTrailingDigits(String cell) {
        int start = cell.length();
        while (start > 0 && isDigit(cell.charAt(start - 1))) {
            start--;
        }
        digitsAtEnd = Math.min(digitsAtEnd, cell.length() - start);
        leadingZero = leadingZero || (start < cell.length() - 1 && cell.charAt(start) == '0');
    }

    /** All cells so far are points in time. */
    boolean isTime() {
        return times.areAll();
    }

    /** Of points in time, beside a column of the key that tells rows apart: they may repeat. */
    KeyFormat learnedTimes() {
        return times.repeated(protection).orElseGet(this::learned);
    }

    /** The format of the cells so far; whole numbers if there are none. */
    public KeyFormat learned() {
        if (whole) {
            return new KeyFormat.WholeNumber();
        }
        if (uuids) {
            return new KeyFormat.RandomUuid(upperCase, seed.value());
        }
        if (mailAddresses) {
            return new KeyFormat.MailAddress();
        }
        if (earliest != null) {
            return new KeyFormat.IsoDate(firstDay(earliest).toString());
        }
        Optional<KeyFormat> ofTimes = times.learned(protection);
        if (ofTimes.isPresent()) {
            return ofTimes.get();
        }
        if (protection.isRare(cells)) {
            return digitsAtEnd == longest && digitsAtEnd > 0 ? DIGITS_ALONE : words();
        }
        return isPrefixAndNumber() ? prefixAndNumber() : pattern();
    }

    private KeyFormat words() {
        return new KeyFormat.Pattern(maxLength == 0 ? WORD : WORD.subList(0, Math.min(maxLength, WORD.size())));
    }

    /** The earliest day can belong to a single row, but its year may be shared. */
    private LocalDate firstDay(LocalDate earliest) {
        if (!protection.isRare(1)) {
            return earliest;
        }
        return rowsOfYear.entrySet().stream()
                .filter(e -> !protection.isRare(e.getValue()))
                .findFirst()
                .map(e -> LocalDate.of(e.getKey(), 1, 1))
                .orElse(ANY_DAY);
    }

    /** True if every cell is the same prefix, not ending in a digit, followed by digits. */
    private boolean isPrefixAndNumber() {
        int prefix = prefixLength();
        return digitsAtEnd > 0 && shortest > prefix && digitsAtEnd >= shortest - prefix && allDigitsAfter(prefix);
    }

    private boolean allDigitsAfter(int prefix) {
        for (int i = prefix; i < Math.min(longest, LONGEST_PATTERN); i++) {
            if (classes[i] != 1) {
                return false;
            }
        }
        return longest <= LONGEST_PATTERN;
    }

    private int prefixLength() {
        int length = commonPrefix;
        while (length > 0 && isDigit(first.charAt(length - 1))) {
            length--;
        }
        return length;
    }

    private KeyFormat prefixAndNumber() {
        int prefix = prefixLength();
        boolean padded = leadingZero || shortest == longest;
        return new KeyFormat.Numbered(first.substring(0, prefix), padded ? shortest - prefix : 1);
    }

    private KeyFormat pattern() {
        List<String> positions = new ArrayList<>();
        int length = Math.min(shortest, LONGEST_PATTERN);
        for (int i = 0; i < length; i++) {
            boolean literal = !varies[i] && cells > 1;
            positions.add(literal ? first.substring(i, i + 1) : alphabet(classes[i]));
        }
        if (positions.stream().noneMatch(p -> p.length() > 1)) {
            positions.add(DIGITS);
        }
        return new KeyFormat.Pattern(positions);
    }

    private static String alphabet(int classes) {
        String letters = ((classes & 1) != 0 ? DIGITS : "")
                + ((classes & 2) != 0 ? UPPER : "")
                + ((classes & 4) != 0 ? LOWER : "");
        return letters.isEmpty() ? OTHER : letters;
    }

    private static int classOf(char c) {
        if (isDigit(c)) {
            return 1;
        }
        if (Character.isUpperCase(c)) {
            return 2;
        }
        return Character.isLetter(c) ? 4 : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isCanonicalWholeNumber(String cell) {
        try {
            return Long.toString(Long.parseLong(cell)).equals(cell);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
