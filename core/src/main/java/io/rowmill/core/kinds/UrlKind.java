package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Web addresses. A template is an address in which {@code *} stands for letters and {@code #} for digits that too few rows share;
 * words that enough rows have stay.
 */
final class UrlKind implements ValueKind {
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]{1,10}://[^\\s/?#]+[^\\s]*");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z]+|\\d+|[^A-Za-z\\d]");
    private static final int MAX_WORDS = 20_000;
    private static final int MAX_LENGTH = 300;
    private static final String VOWELS = "aeiou";
    private static final String CONSONANTS = "bdfgklmnprstv";

    @Override
    public String name() {
        return "url";
    }

    @Override
    public String title() {
        return "web address";
    }

    @Override
    public boolean isValid(String cell) {
        return cell.length() <= MAX_LENGTH
                && cell.indexOf("://") > 0
                && URL.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        return new UrlLearner(personal);
    }

    @Override
    public long size(String template) {
        return template.indexOf('*') >= 0 || template.indexOf('#') >= 0 ? 1L << 40 : 1;
    }

    @Override
    public String make(String template, long index) {
        SplittableRandom random = new Seed(index).random();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            switch (template.charAt(i)) {
                case '*' -> out.append(word(random));
                case '#' -> out.append(1 + random.nextInt(99_999));
                case '%' -> out.append("%20");
                default -> out.append(template.charAt(i));
            }
        }
        return out.toString();
    }

    private static String word(SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
            out.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return out.toString();
    }

    private static final class UrlLearner implements Learner {
        private static final int MAX_CELLS = 5_000;
        private final boolean personal;
        private final Map<String, long[]> words = new LinkedHashMap<>();
        /** The first cells, of which the templates are made when the words are known. */
        private final List<String> cells = new ArrayList<>();

        private long rows;

        UrlLearner(boolean personal) {
            this.personal = personal;
        }

        @Override
        public void accept(String cell) {
            rows++;
            if (cells.size() < MAX_CELLS) {
                cells.add(cell);
            }
            Matcher matcher = TOKEN.matcher(cell);
            while (matcher.find()) {
                if (Character.isLetter(matcher.group().charAt(0))
                        && (words.size() < MAX_WORDS || words.containsKey(matcher.group()))) {
                    words.computeIfAbsent(matcher.group(), w -> new long[1])[0]++;
                }
            }
        }

        @Override
        public List<Template> templates(int threshold) {
            CountedTemplates templates = new CountedTemplates();
            cells.forEach(cell -> templates.add(template(cell, threshold)));
            List<Template> shared = templates.shared(threshold);
            if (shared.isEmpty()) {
                return List.of(new Template("https://www.*.com/*", Math.max(1, rows)));
            }
            double scale =
                    (double) rows / shared.stream().mapToLong(Template::rows).sum();
            return shared.stream()
                    .map(t -> new Template(t.text(), Math.max(1, Math.round(t.rows() * scale))))
                    .toList();
        }

        private String template(String cell, int threshold) {
            int host = cell.indexOf("://");
            StringBuilder out = new StringBuilder(cell.substring(0, host + 3).toLowerCase(Locale.ROOT));
            Matcher matcher = TOKEN.matcher(cell.substring(host + 3));
            while (matcher.find()) {
                String token = matcher.group();
                char first = token.charAt(0);
                boolean told = !personal && words.containsKey(token) && words.get(token)[0] >= threshold;
                String written = Character.isLetter(first)
                        ? (told ? token : "*")
                        : Character.isDigit(first) ? "#" : symbol(first);
                boolean again = written.equals("*") && out.charAt(out.length() - 1) == '*';
                out.append(again ? "" : written);
            }
            return out.toString().replaceAll("[*#]{2,}", "*");
        }

        private static String symbol(char c) {
            return "/.?&=-_:~+".indexOf(c) >= 0 ? String.valueOf(c) : "-";
        }
    }
}
