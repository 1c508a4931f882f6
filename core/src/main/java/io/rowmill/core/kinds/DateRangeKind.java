package io.rowmill.core.kinds;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of dates or times as PostgreSQL writes them: {@code [2023-01-02,2023-01-09)}, one without an end, or {@code empty}. A template
 * has four parts with {@code \0} between them: the brackets, what the bounds are ({@code d}, {@code t} or {@code z}: a date, a time, one in
 * UTC), the first bound in days or seconds since 1970, and how far the second one is. A part without a bound is empty.
 */
final class DateRangeKind implements ValueKind {
    private static final String BOUND =
            "\"?(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?)(\\+00)?)?\"?";
    private static final Pattern RANGE = Pattern.compile("([\\[(])(?:" + BOUND + ")?,(?:" + BOUND + ")?([\\])])");
    private static final String EMPTY = "empty";
    private static final String SPLIT = "\0";
    private static final int LOWER = 2;
    private static final int UPPER = 5;
    private static final int CLOSE = 8;
    /** Bounds further out than the fifth are not told. */
    private static final int BEYOND = 5;

    @Override
    public String name() {
        return "date-range";
    }

    @Override
    public String title() {
        return "range of dates";
    }

    @Override
    public boolean isValid(String cell) {
        if (cell.equals(EMPTY)) {
            return true;
        }
        boolean bracketed = !cell.isEmpty() && (cell.charAt(0) == '[' || cell.charAt(0) == '(');
        return bracketed && Bounds.of(cell) != null;
    }

    @Override
    public Learner learner(boolean personal) {
        return new RangeLearner();
    }

    @Override
    public long size(String template) {
        if (template.equals(EMPTY)) {
            return 1;
        }
        String[] parts = template.split(SPLIT, -1);
        long starts = choices(parts[2]);
        long lengths = choices(parts[3]);
        return starts > (1L << 60) / lengths ? 1L << 60 : starts * lengths;
    }

    private static long choices(String range) {
        return range.isEmpty() ? 1 : Math.max(1, NumberRange.size(range));
    }

    @Override
    public String make(String template, long index) {
        if (template.equals(EMPTY)) {
            return EMPTY;
        }
        String[] parts = template.split(SPLIT, -1);
        BigDecimal lower = number(parts[2], Math.floorMod(index, choices(parts[2])));
        BigDecimal upper = number(parts[3], Math.floorMod(index / choices(parts[2]), choices(parts[3])));
        BigDecimal end = lower != null && upper != null ? lower.add(upper) : upper;
        return parts[0].charAt(0) + written(parts[1], lower) + "," + written(parts[1], end) + parts[0].charAt(1);
    }

    private static @Nullable BigDecimal number(String range, long index) {
        return range.isEmpty() ? null : new BigDecimal(NumberRange.make(range, index));
    }

    private static String written(String what, @Nullable BigDecimal bound) {
        if (bound == null) {
            return "";
        }
        if (what.equals("d")) {
            return LocalDate.ofEpochDay(bound.longValue()).toString();
        }
        long second = bound.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
        BigDecimal fraction = bound.subtract(BigDecimal.valueOf(second));
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        String clock = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        String point = fraction.signum() == 0
                ? ""
                : fraction.stripTrailingZeros().toPlainString().substring(1);
        return "\"" + time.toLocalDate() + " " + clock + point + (what.equals("z") ? "+00" : "") + "\"";
    }

    /** A range, taken apart: without a bound it is null. */
    private record Bounds(String brackets, String what, @Nullable BigDecimal lower, @Nullable BigDecimal upper) {
        static @Nullable Bounds of(String cell) {
            Matcher matcher = RANGE.matcher(cell);
            if (!matcher.matches()) {
                return null;
            }
            String lower = what(matcher, LOWER);
            String upper = what(matcher, UPPER);
            boolean alike = lower.isEmpty() || upper.isEmpty() || lower.equals(upper);
            if (!alike || (lower.isEmpty() && upper.isEmpty())) {
                return null;
            }
            try {
                BigDecimal from = number(matcher, LOWER);
                BigDecimal to = number(matcher, UPPER);
                boolean ordered = from == null || to == null || from.compareTo(to) <= 0;
                String brackets = matcher.group(1) + matcher.group(CLOSE);
                return ordered ? new Bounds(brackets, lower.isEmpty() ? upper : lower, from, to) : null;
            } catch (java.time.DateTimeException e) {
                return null;
            }
        }

        private static String what(Matcher matcher, int group) {
            if (matcher.group(group) == null) {
                return "";
            }
            return matcher.group(group + 1) == null ? "d" : matcher.group(group + 2) == null ? "t" : "z";
        }

        private static @Nullable BigDecimal number(Matcher matcher, int group) {
            if (matcher.group(group) == null) {
                return null;
            }
            LocalDate date = LocalDate.parse(matcher.group(group));
            String clock = matcher.group(group + 1);
            if (clock == null) {
                return BigDecimal.valueOf(date.toEpochDay());
            }
            LocalDateTime time = LocalDateTime.parse(date + "T" + clock);
            return BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.UTC))
                    .add(BigDecimal.valueOf(time.get(ChronoField.NANO_OF_SECOND), 9)
                            .stripTrailingZeros());
        }

        String layout() {
            return brackets + SPLIT + what + SPLIT + (lower == null ? "" : "l") + (upper == null ? "" : "u");
        }
    }

    private static final class RangeLearner implements Learner {
        private final Map<String, Numbers> layouts = new TreeMap<>();
        private long empty;

        @Override
        public void accept(String cell) {
            Bounds bounds = Bounds.of(cell);
            if (bounds == null) {
                empty++;
            } else {
                layouts.computeIfAbsent(bounds.layout(), l -> new Numbers(bounds))
                        .add(bounds);
            }
        }

        @Override
        public List<Template> templates(int threshold) {
            List<Template> templates = new java.util.ArrayList<>(layouts.values().stream()
                    .filter(n -> n.rows >= threshold)
                    .map(Numbers::template)
                    .toList());
            if (empty >= threshold && empty > 0) {
                templates.add(new Template(EMPTY, empty));
            }
            return templates;
        }
    }

    /** Where the ranges of one layout begin, and how long they are. */
    private static final class Numbers {
        private final Bounds like;
        private final NumberRange lower = new NumberRange(BEYOND);
        private final NumberRange upper = new NumberRange(BEYOND);
        private long rows;

        Numbers(Bounds like) {
            this.like = like;
        }

        void add(Bounds bounds) {
            rows++;
            if (bounds.lower != null) {
                lower.add(bounds.lower.toPlainString());
            }
            if (bounds.upper != null) {
                BigDecimal end = bounds.lower == null ? bounds.upper : bounds.upper.subtract(bounds.lower);
                upper.add(end.toPlainString());
            }
        }

        Template template() {
            String text = like.brackets
                    + SPLIT
                    + like.what
                    + SPLIT
                    + (like.lower == null ? "" : lower.text())
                    + SPLIT
                    + (like.upper == null ? "" : upper.text());
            return new Template(text, rows);
        }
    }
}
