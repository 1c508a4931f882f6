package io.rowmill.core.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the numbers of a column are spelled: decimals, exponents, units, points, durations, and markers of missing ones. */
final class NumberDetector implements ValueFormat.Detector {
    private static final int MAX_SPELLINGS = 8;

    private final MissingMarkers markers = new MissingMarkers();
    private final PointedNumbers plain = new PointedNumbers("", "");
    private final Map<String, PointedNumbers> affixed = new LinkedHashMap<>();
    private final DurationDetector durations = new DurationDetector();

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        NumberCell number = NumberCell.scanOrNull(cell);
        if (number != null) {
            return !durations.hasValue() && plain.accept(number, cell);
        }
        return markers.accept(cell) || (durations.hasValue() ? durations.accept(cell) : acceptSpelled(cell));
    }

    private boolean acceptSpelled(String cell) {
        return acceptAffixed(cell) || (!hasValue() && durations.accept(cell));
    }

    private boolean acceptAffixed(String cell) {
        AffixedCell scanned = AffixedCell.scanOrNull(cell);
        if (scanned == null) {
            return false;
        }
        if (scanned.prefix().isEmpty() && scanned.suffix().isEmpty()) {
            return plain.accept(scanned);
        }
        String key = scanned.prefix() + '\n' + scanned.suffix();
        PointedNumbers known = affixed.get(key);
        if (known == null && affixed.size() < MAX_SPELLINGS) {
            known = new PointedNumbers(scanned.prefix(), scanned.suffix());
            if (known.accept(scanned)) {
                affixed.put(key, known);
                return true;
            }
            return false;
        }
        return known != null && known.accept(scanned);
    }

    @Override
    public boolean hasValue() {
        return plain.cells() > 0 || !affixed.isEmpty() || durations.hasValue();
    }

    @Override
    public boolean isConvincing() {
        return hasValue() && plain.areQuantities() && affixed.values().stream().allMatch(PointedNumbers::areQuantities);
    }

    /** A column without a number is one of whole numbers. */
    @Override
    public ValueFormat format() {
        List<PointedNumbers> numbers = new ArrayList<>(affixed.values());
        if (plain.cells() > 0) {
            numbers.add(plain);
        }
        if (numbers.isEmpty()) {
            return Spellings.of(
                    List.of(durations.hasValue() ? durations.format() : new ValueFormat.WholeNumber(1)),
                    markers.found());
        }
        numbers.sort(Comparator.comparingLong(n -> -n.cells()));
        return Spellings.of(numbers.stream().map(PointedNumbers::format).toList(), markers.found());
    }
}
