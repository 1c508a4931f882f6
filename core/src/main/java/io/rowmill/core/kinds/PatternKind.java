package io.rowmill.core.kinds;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that is the same in many rows but for its numbers: {@code (0.1,0.7)}, {@code [5,10)}, {@code {1,2}}, {@code <a>1</a>}. A template is
 * that text with {@code \0} around what each number may be; where a number was never less than the one before it, it is made as that
 * number and a difference ({@code +}).
 */
final class PatternKind implements ValueKind {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\d.])-?\\d+(?:\\.\\d+)?(?![\\d])");
    private static final int LONGEST = 300;
    private static final int MOST_NUMBERS = 12;
    private static final int MAX_PATTERNS = 1_000;
    private static final char MARK = '\0';
    private static final String SPLIT = String.valueOf(MARK);

    @Override
    public String name() {
        return "pattern";
    }

    @Override
    public String title() {
        return "text around numbers";
    }

    /** Has numbers and brackets or quotes around them: identifiers and telephone numbers keep their shape instead. */
    @Override
    public boolean isValid(String cell) {
        if (cell.length() > LONGEST || cell.isEmpty() || cell.indexOf(MARK) >= 0) {
            return false;
        }
        char first = cell.charAt(0);
        boolean structured = "([{<'\"".indexOf(first) >= 0;
        return structured && NUMBER.matcher(cell).find();
    }

    @Override
    public Learner learner(boolean personal) {
        return new PatternLearner(personal);
    }

    @Override
    public long size(String template) {
        String[] parts = template.split(SPLIT, -1);
        long size = 1;
        for (int i = 1; i < parts.length; i += 2) {
            long choices = Math.max(1, NumberRange.size(range(parts[i])));
            size = size > (1L << 60) / choices ? 1L << 60 : size * choices;
        }
        return size;
    }

    private static String range(String slot) {
        return slot.startsWith("+") ? slot.substring(1) : slot;
    }

    @Override
    public String make(String template, long index) {
        String[] parts = template.split(SPLIT, -1);
        StringBuilder out = new StringBuilder(parts[0]);
        long left = index;
        String before = "0";
        for (int i = 1; i < parts.length; i += 2) {
            String range = range(parts[i]);
            long choices = Math.max(1, NumberRange.size(range));
            String number = NumberRange.make(range, Math.floorMod(left, choices));
            left /= choices;
            before = parts[i].startsWith("+") ? sum(before, number) : number;
            out.append(before).append(parts[i + 1]);
        }
        return out.toString();
    }

    private static String sum(String before, String difference) {
        return new BigDecimal(before).add(new BigDecimal(difference)).toPlainString();
    }

    private static final class PatternLearner implements Learner {
        private final boolean personal;
        private final Map<String, Numbers> patterns = new HashMap<>();

        PatternLearner(boolean personal) {
            this.personal = personal;
        }

        @Override
        public void accept(String cell) {
            List<String> numbers = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            Matcher matcher = NUMBER.matcher(cell);
            while (matcher.find()) {
                numbers.add(matcher.group());
                matcher.appendReplacement(text, SPLIT);
            }
            matcher.appendTail(text);
            String pattern = text.toString();
            if (personal || numbers.size() > MOST_NUMBERS) {
                return;
            }
            Numbers known = patterns.get(pattern);
            if (known == null && patterns.size() < MAX_PATTERNS) {
                known = new Numbers(numbers.size());
                patterns.put(pattern, known);
            }
            if (known != null) {
                known.add(numbers);
            }
        }

        @Override
        public List<Template> templates(int threshold) {
            // Ranges of numbers would tell too much of whoever they belong to; shapes don't.
            return personal
                    ? List.of()
                    : patterns.entrySet().stream()
                            .filter(e -> e.getValue().rows >= threshold)
                            .sorted(Map.Entry.comparingByKey())
                            .map(e -> new Template(e.getValue().template(e.getKey()), e.getValue().rows))
                            .toList();
        }
    }

    /** What the numbers of one pattern may be. */
    private static final class Numbers {
        /** Values further out than the fifth are not told. */
        private static final int BEYOND = 5;

        private final NumberRange[] ranges;
        private final NumberRange[] differences;
        private final boolean[] ascending;
        private long rows;

        Numbers(int count) {
            ranges = new NumberRange[count];
            differences = new NumberRange[count];
            ascending = new boolean[count];
            for (int i = 0; i < count; i++) {
                ranges[i] = new NumberRange(BEYOND);
                differences[i] = new NumberRange(BEYOND);
                ascending[i] = i > 0;
            }
        }

        void add(List<String> numbers) {
            rows++;
            for (int i = 0; i < ranges.length; i++) {
                ranges[i].add(numbers.get(i));
                if (ascending[i]) {
                    BigDecimal difference = new BigDecimal(numbers.get(i)).subtract(new BigDecimal(numbers.get(i - 1)));
                    ascending[i] = difference.signum() >= 0 && !isPadded(numbers.get(i));
                    differences[i].add(difference.max(BigDecimal.ZERO).toPlainString());
                }
            }
        }

        private static boolean isPadded(String number) {
            return number.length() > 1 && number.charAt(0) == '0' && number.charAt(1) != '.';
        }

        String template(String pattern) {
            StringBuilder out = new StringBuilder();
            int number = 0;
            for (int i = 0; i < pattern.length(); i++) {
                if (pattern.charAt(i) != MARK) {
                    out.append(pattern.charAt(i));
                    continue;
                }
                out.append(MARK)
                        .append(ascending[number] ? "+" + differences[number].text() : ranges[number].text())
                        .append(MARK);
                number++;
            }
            return out.toString();
        }
    }
}
