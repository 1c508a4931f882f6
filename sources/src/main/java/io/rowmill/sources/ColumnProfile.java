package io.rowmill.sources;

import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of one column look like, collected in bounded memory. */
final class ColumnProfile {
    private static final int FEW = 50;
    private static final int MANY = 1000;
    private static final long MEAN_TEXT_LENGTH = 40;

    private static final int ROWS_PER_CATEGORY = 5;
    /** Error of an estimated number of distinct values. */
    private static final double ESTIMATE = 0.05;

    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.\\p{L}+");
    private static final String ZERO_DATE = "0000-00-00";
    private static final Pattern COUNTER = Pattern.compile("\\d{1,9}");

    private final String name;
    private final DeclaredType declared;
    private final ValueSketch values = new ValueSketch();
    /** Of each detector: null, a cell was not of its kind. */
    private ValueFormat.@Nullable Detector numbers = ValueFormat.Detector.of(Sdtype.NUMERICAL, Optional.empty());

    private ValueFormat.@Nullable Detector times = ValueFormat.Detector.of(Sdtype.DATETIME, Optional.empty());
    private ValueFormat.@Nullable Detector booleans = ValueFormat.Detector.of(Sdtype.BOOLEAN, Optional.empty());
    private long rows;
    private long nulls;
    private long characters;
    private boolean digits;
    private long zeroDates;
    private boolean padded;
    private boolean mailAddresses = true;
    /** Null: a cell was no whole number of a counter's size. */
    private @Nullable Long smallest = Long.MAX_VALUE;

    private long rowsOfSmallest;

    ColumnProfile(String name, Optional<Sdtype> declared) {
        this(name, new DeclaredType("", declared, false, List.of(), 0));
    }

    ColumnProfile(String name, DeclaredType declared) {
        this.name = name;
        this.declared = declared;
    }

    void add(@Nullable String cell) {
        rows++;
        if (cell == null) {
            nulls++;
            return;
        }
        values.add(cell);
        characters += cell.length();
        digits = digits || cell.chars().anyMatch(Character::isDigit);
        zeroDates += cell.startsWith(ZERO_DATE) ? 1 : 0;
        padded |= cell.length() > 1 && cell.charAt(0) == '0' && cell.charAt(1) >= '0' && cell.charAt(1) <= '9';
        mailAddresses = mailAddresses && MAIL_ADDRESS.matcher(cell).matches();
        count(cell);
        numbers = accepts(numbers, cell);
        times = accepts(times, cell);
        booleans = accepts(booleans, cell);
    }

    private void count(String cell) {
        if (smallest == null || !COUNTER.matcher(cell).matches()) {
            smallest = null;
            return;
        }
        long number = Long.parseLong(cell);
        rowsOfSmallest = number < smallest ? 1 : number == smallest ? rowsOfSmallest + 1 : rowsOfSmallest;
        smallest = Math.min(smallest, number);
    }

    private static ValueFormat.@Nullable Detector accepts(ValueFormat.@Nullable Detector detector, String cell) {
        return detector != null && detector.accept(cell) ? detector : null;
    }

    String name() {
        return name;
    }

    ValueSketch values() {
        return values;
    }

    boolean hasValues() {
        return rows > nulls;
    }

    long rows() {
        return rows;
    }

    long filled() {
        return rows - nulls;
    }

    boolean isWhole() {
        return rows > 0 && nulls == 0;
    }

    /** Values that differ from one another by count alone: equal ones tell little. */
    boolean isNumber() {
        return hasValues() && numbers != null;
    }

    boolean isMailAddress() {
        return hasValues() && mailAddresses;
    }

    /** Could count the rows of each value of the other column, from 0 or 1: as many rows are first ones as there are values. */
    boolean countsRowsOf(ColumnProfile other) {
        boolean fromOne = hasValues() && smallest != null && smallest <= 1;
        return fromOne && Math.abs(rowsOfSmallest - other.values.distinct()) <= ESTIMATE * rowsOfSmallest;
    }

    /** Long texts, each of which stands in one row only. */
    boolean isUniqueText() {
        return hasValues() && numbers == null && values.isUnique() && characters > MEAN_TEXT_LENGTH * filled();
    }

    /** No value has a digit. */
    boolean isWord() {
        return hasValues() && !digits;
    }

    /** A whole number or a text without spaces: what a key is made of. */
    boolean looksLikeKey() {
        boolean fraction = numbers != null && !(numbers.format() instanceof ValueFormat.WholeNumber);
        boolean time = times != null && numbers == null;
        return hasValues() && !fraction && !time && characters <= 40 * (rows - nulls);
    }

    boolean canBePrimaryKey() {
        return isWhole() && looksLikeKey() && values.isUnique();
    }

    /** @param mailAddress what the key holds that this column is or refers to */
    ColumnMetadata asKey(boolean mailAddress) {
        return mailAddress
                ? new ColumnMetadata(name, Sdtype.UNKNOWN, "email", true, Optional.empty())
                : ColumnMetadata.of(name, Sdtype.ID).withMaxLength(declared.maxLength());
    }

    /** The type of a column that is part of no key. */
    ColumnMetadata asContent() {
        if (ColumnNames.isPersonal(name)) {
            return new ColumnMetadata(name, Sdtype.UNKNOWN, "unknown", true, Optional.empty())
                    .withMaxLength(declared.maxLength());
        }
        Sdtype sdtype = sdtype();
        return new ColumnMetadata(name, sdtype, sdtype.name().toLowerCase(Locale.ROOT), false, datetimeFormat(sdtype))
                .withLabels(declared.labels())
                .withMaxLength(declared.maxLength());
    }

    private Sdtype sdtype() {
        if (declared.structured() && hasValues()) {
            return isText() ? Sdtype.TEXT : Sdtype.CATEGORICAL;
        }
        if (declared.sdtype().equals(Optional.of(Sdtype.DATETIME)) && times == null && numbers != null) {
            // MySQL's TIME is a length of time: it may be negative, and longer than a day.
            return Sdtype.NUMERICAL;
        }
        return declared.sdtype().filter(this::isReadAs).orElseGet(this::guess);
    }

    /** A database knows numbers and times beyond those that can be learned. */
    private boolean isReadAs(Sdtype sdtype) {
        return switch (sdtype) {
            case NUMERICAL -> numbers != null;
            case DATETIME -> times != null;
            case BOOLEAN -> booleans != null;
            default -> true;
        };
    }

    /** MySQL's dates that are none. */
    long zeroDates() {
        return sdtype() == Sdtype.DATETIME ? zeroDates : 0;
    }

    /** Why the values of a column that is no key are made up and not learned; empty: they are learned. */
    Optional<String> reasonToMakeUp() {
        ColumnMetadata content = asContent();
        if (content.isContent()) {
            return Optional.empty();
        }
        if (content.pii()) {
            return Optional.of("by its name it holds personal data");
        }
        if (content.sdtype() == Sdtype.ID) {
            return Optional.of("it is called an id, and no value repeats");
        }
        String type = declared.name().isEmpty() ? "" : "its type is " + declared.name() + ", and ";
        return Optional.of(
                type + (characters > MEAN_TEXT_LENGTH * filled() ? "it holds long texts" : "its values hardly repeat"));
    }

    private Optional<String> datetimeFormat(Sdtype sdtype) {
        if (sdtype != Sdtype.DATETIME || times == null || !hasValues()) {
            return Optional.empty();
        }
        ValueFormat found = times.format();
        boolean oneFormat =
                found instanceof Spellings spellings && spellings.formats().size() == 1;
        ValueFormat format = oneFormat ? ((Spellings) found).formats().get(0) : found;
        if (format instanceof ValueFormat.Date date) {
            return Optional.of(date.format());
        }
        return format instanceof ValueFormat.Timestamp timestamp ? Optional.of(timestamp.format()) : Optional.empty();
    }

    private Sdtype guess() {
        if (!hasValues()) {
            return Sdtype.CATEGORICAL;
        }
        if (times != null && times.isConvincing()) {
            return Sdtype.DATETIME;
        }
        if (numbers != null && !padded && numbers.isConvincing()) {
            return values.distinct() <= 2 ? Sdtype.CATEGORICAL : Sdtype.NUMERICAL;
        }
        if (booleans != null && values.distinct() <= 2) {
            return Sdtype.BOOLEAN;
        }
        if (ColumnNames.endsInIdWord(name) && isWhole() && values.isUnique()) {
            return Sdtype.ID;
        }
        return isText() ? Sdtype.TEXT : Sdtype.CATEGORICAL;
    }

    private boolean isText() {
        long filled = rows - nulls;
        long distinct = values.distinct();
        if (characters > MEAN_TEXT_LENGTH * filled && distinct > FEW) {
            return true;
        }
        // Values that hardly repeat name things: learned as categories, they would come out as they are.
        return distinct > FEW && (distinct > MANY || distinct * ROWS_PER_CATEGORY > filled);
    }
}
