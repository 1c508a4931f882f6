package io.rowmill.core.kinds;

import java.util.List;
import java.util.regex.Pattern;

/** Digests, colours and other bytes in hexadecimal digits, perhaps after {@code 0x}, {@code \x} or {@code #}. */
final class HexKind implements ValueKind {
    private static final int SHORTEST = 6;
    private static final int LONGEST = 512;
    private static final Pattern HEX = Pattern.compile("(?:0x|0X|\\\\x|#)?(?:[0-9a-f]+|[0-9A-F]+)");
    /** Of cells without a prefix: hardly any digest is without a letter, and hardly any word has a digit. */
    private static final double MIXED = 0.8;

    @Override
    public String name() {
        return "hex";
    }

    @Override
    public String title() {
        return "hexadecimal digits";
    }

    @Override
    public boolean isValid(String cell) {
        return cell.length() >= SHORTEST
                && cell.length() <= LONGEST
                && HEX.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        return new HexLearner();
    }

    @Override
    public long size(String template) {
        return Layout.size(template);
    }

    @Override
    public String make(String template, long index) {
        return Layout.make(template, index);
    }

    private static final class HexLearner implements Learner {
        private final CountedTemplates layouts = new CountedTemplates();
        private long cells;
        private long mixed;
        private boolean capital;

        @Override
        public void accept(String cell) {
            String prefix = cell.startsWith("#") ? "#" : cell.matches("(?i)(?:0x|\\\\x).*") ? cell.substring(0, 2) : "";
            String digits = cell.substring(prefix.length());
            boolean letters = digits.chars().anyMatch(c -> c > '9');
            capital |= letters && digits.chars().anyMatch(c -> c >= 'A' && c <= 'F');
            cells++;
            mixed += !prefix.isEmpty() || (letters && digits.chars().anyMatch(c -> c <= '9')) ? 1 : 0;
            layouts.add(Layout.literal(prefix) + "x".repeat(digits.length()));
        }

        @Override
        public List<Template> templates(int threshold) {
            if (mixed < MIXED * cells) {
                return List.of();
            }
            return layouts.shared(threshold).stream()
                    .map(t -> capital ? new Template(capitals(t.text()), t.rows()) : t)
                    .toList();
        }

        private static String capitals(String layout) {
            return layout.replaceAll("(?<!\\\\)x", "X");
        }
    }
}
