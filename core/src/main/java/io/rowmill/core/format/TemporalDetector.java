package io.rowmill.core.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the dates and times of a column are spelled: the order of day, month and year, padding, capitals, fractions, offsets,
 * and markers of missing ones.
 */
final class TemporalDetector implements ValueFormat.Detector {
    private static final int MAX_SPELLINGS = 12;
    private static final int MAX_OFFSETS = 6;
    private static final String DEFAULT = "%Y-%m-%d";

    private final Optional<String> declared;
    private final Predicate<String> allowed;
    private final MissingMarkers markers = new MissingMarkers();
    private final Map<String, DateSpelling> spellings = new LinkedHashMap<>();
    private final DeclaredFormat literal;
    private @Nullable DateSpelling last;

    private TemporalDetector(Optional<String> declared, Predicate<String> allowed) {
        this.declared = declared.map(TemporalDetector::bare);
        this.allowed = allowed;
        this.literal = new DeclaredFormat(this.declared.orElse(DEFAULT));
    }

    /** @param declared strptime format that the cells have; empty: any */
    static TemporalDetector of(Optional<String> declared) {
        return new TemporalDetector(declared, format -> true);
    }

    /** Of columns that may be anything: digits alone are no date, and there is no time without a date. */
    static TemporalDetector ofInvented(Optional<String> declared) {
        return new TemporalDetector(
                declared,
                format -> format.matches("(?i).*%[Y].*")
                        && format.replaceAll("%[A-Za-z]", "").length() >= 2);
    }

    /** Fractions and offsets are found in the cells. */
    private static String bare(String format) {
        return format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S");
    }

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        DateSpelling before = last;
        if (before != null && before.acceptQuickly(cell)) {
            return true;
        }
        return declared.isPresent() ? acceptDeclared(declared.get(), cell) : acceptAny(cell);
    }

    private boolean acceptAny(String cell) {
        DateCell scanned = DateCell.scanOrNull(cell);
        if (scanned == null) {
            return markers.accept(cell);
        }
        DateSpelling spelling = spelling(
                scanned,
                DateLayouts.of(scanned.skeleton()).stream().filter(allowed).toList());
        if (spelling == null || !spelling.accept(cell, scanned)) {
            return markers.accept(cell);
        }
        last = spelling;
        return true;
    }

    /** Formats that no cell can be read by at sight ({@code %j}, {@code %s}) are taken as they are. */
    private boolean acceptDeclared(String format, String cell) {
        DateCell scanned = DateCell.scanOrNull(cell);
        List<String> known = scanned == null ? List.of() : DateLayouts.of(scanned.skeleton());
        String layout = layout(format);
        if (scanned != null && known.contains(layout)) {
            DateSpelling spelling = spelling(scanned, List.of(layout));
            boolean fits = spelling != null && spelling.accept(cell, scanned);
            last = fits ? spelling : last;
            return fits || markers.accept(cell);
        }
        return literal.accept(cell) || markers.accept(cell);
    }

    private static String layout(String format) {
        return format.replaceAll("[.,]%f", "")
                .replaceAll(" ?%z$", "")
                .replaceAll("%[-^#]?([A-Za-z])", "%$1")
                .replace("%e", "%d")
                .replace("%h", "%b")
                .replace("%B", "%b")
                .replace("%A", "%a");
    }

    private @Nullable DateSpelling spelling(DateCell scanned, List<String> formats) {
        if (formats.isEmpty()) {
            return null;
        }
        String offset = scanned.offset();
        String key = scanned.skeleton() + '|' + (offset == null ? "" : offset);
        DateSpelling known = spellings.get(key);
        if (known == null && offset != null && offsets(scanned.skeleton()) >= MAX_OFFSETS) {
            key = scanned.skeleton() + "|any";
            known = spellings.get(key);
        }
        if (known == null && spellings.size() < MAX_SPELLINGS) {
            known = new DateSpelling(formats, offset, key.endsWith("|any"));
            spellings.put(key, known);
        }
        return known;
    }

    private long offsets(String skeleton) {
        return spellings.keySet().stream()
                .filter(k -> k.startsWith(skeleton + '|'))
                .count();
    }

    @Override
    public boolean hasValue() {
        return literal.cells() > 0 || spellings.values().stream().anyMatch(s -> s.cells() > 0);
    }

    @Override
    public boolean isConvincing() {
        return hasValue()
                && spellings.values().stream().filter(s -> s.cells() > 0).allMatch(DateSpelling::isConvincing);
    }

    @Override
    public ValueFormat format() {
        List<DateSpelling> used = new ArrayList<>(
                spellings.values().stream().filter(s -> s.cells() > 0).toList());
        used.sort(Comparator.comparingLong(s -> -s.cells()));
        settleOrder(used);
        List<ValueFormat> formats =
                new ArrayList<>(used.stream().map(DateSpelling::format).toList());
        if (formats.isEmpty() || literal.cells() > 0) {
            formats.add(literal.format());
        }
        return Spellings.of(alike(formats), markers.found());
    }

    /** Where one spelling shows that days come before months, they do so in all. */
    private static void settleOrder(List<DateSpelling> spellings) {
        spellings.stream()
                .filter(s -> s.formats().size() == 1)
                .findFirst()
                .ifPresent(
                        known -> spellings.forEach(s -> s.prefer(known.formats().get(0))));
    }

    /** Dates among times are times at midnight, written without them. */
    private static List<ValueFormat> alike(List<ValueFormat> formats) {
        boolean times = formats.stream().anyMatch(ValueFormat.Timestamp.class::isInstance);
        return formats.stream()
                .map(f -> times && f instanceof ValueFormat.Date date ? new ValueFormat.Timestamp(date.format(), 0) : f)
                .toList();
    }
}
