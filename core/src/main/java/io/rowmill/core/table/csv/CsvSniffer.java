package io.rowmill.core.table.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the dialect of a file from its first 64 KiB: the delimiter that gives most records as many fields as the first one.
 * Where nothing speaks for another one, it is the plain dialect.
 */
public final class CsvSniffer {
    /** In the order in which they are preferred. */
    static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');

    private static final double LEAST_SHARE = 0.5;

    private CsvSniffer() {}

    /**
     * What was found.
     *
     * @param decimalComma whether numbers are written with one
     * @param table whether all records looked at have the same number of fields, of two or more
     */
    public record Sniffed(CsvDialect dialect, boolean decimalComma, boolean table) {
        /** For a line of output: {@code ';', windows-1252, decimal comma}. */
        public String describe() {
            return dialect.describe() + (decimalComma && dialect.delimiter() != ',' ? ", decimal comma" : "");
        }
    }

    /**
     * @param file the file's name; {@code .gz} at its end: {@code source} is gzipped
     * @param said what isn't to be detected
     */
    public static Sniffed sniff(String file, ByteSource source, CsvOptions said) throws IOException {
        SampleBytes sample = SampleBytes.of(CsvTable.unzipped(file, source));
        Charset charset = charset(sample, said);
        String text = new String(sample.bytes(), charset);
        boolean marked = text.startsWith("\uFEFF");
        String body = withoutLines(marked ? text.substring(1) : text, said.skipLines());
        char byDefault = file.toLowerCase(Locale.ROOT).matches(".*\\.(tsv|tab)(\\.gz)?") ? '\t' : ',';
        Choice choice = choose(body, sample.complete(), said, byDefault);
        CsvDialect.Quotes quotes = choice.tally().quotes();
        CsvDialect dialect = new CsvDialect(
                choice.dialect().delimiter(),
                choice.dialect().quote(),
                quotes,
                charset.name(),
                marked,
                lineEnd(body),
                said.header(),
                said.comment().orElse(null),
                said.skipLines(),
                said.nulls(),
                "");
        boolean table = choice.tally().columns() > 1
                && choice.tally().records() > 1
                && choice.tally().share() == 1;
        return new Sniffed(dialect, choice.tally().hasDecimalCommas(), table);
    }

    private static Charset charset(SampleBytes sample, CsvOptions said) {
        if (said.encoding().isEmpty()) {
            return sample.charset();
        }
        Charset charset = said.encoding().get();
        boolean eitherOrder = charset.equals(StandardCharsets.UTF_16);
        return eitherOrder ? sample.marked().orElse(StandardCharsets.UTF_16LE) : charset;
    }

    private static String withoutLines(String text, int lines) {
        String rest = text;
        for (int i = 0; i < lines && !rest.isEmpty(); i++) {
            int end = 0;
            while (end < rest.length() && rest.charAt(end) != '\n' && rest.charAt(end) != '\r') {
                end++;
            }
            rest = rest.substring(Math.min(rest.length(), end + (rest.startsWith("\r\n", end) ? 2 : 1)));
        }
        return rest;
    }

    private static String lineEnd(String text) {
        int feed = text.indexOf('\n');
        int carriage = text.indexOf('\r');
        if (carriage < 0 || (feed >= 0 && feed < carriage)) {
            return "\n";
        }
        return text.startsWith("\r\n", carriage) ? "\r\n" : "\r";
    }

    private record Choice(CsvDialect dialect, SampleTally tally) {}

    private static Choice choose(String text, boolean complete, CsvOptions said, char byDefault) {
        Optional<Character> quote = said.quote().orElse(Optional.of('"'));
        Optional<Choice> best = best(text, complete, said, quote, byDefault);
        if (said.quote().isEmpty() && best.map(c -> c.tally().share() < 1).orElse(true) && text.indexOf('\'') >= 0) {
            Optional<Choice> single = best(text, complete, said, Optional.of('\''), byDefault);
            if (single.isPresent() && single.get().tally().share() == 1) {
                best = single;
            }
        }
        return best.orElseGet(() -> tally(text, complete, said, said.delimiter().orElse(byDefault), quote));
    }

    private static Optional<Choice> best(
            String text, boolean complete, CsvOptions said, Optional<Character> quote, char byDefault) {
        List<Character> delimiters = said.delimiter().map(List::of).orElse(CANDIDATES);
        Comparator<Choice> order = Comparator.<Choice>comparingLong(
                        c -> -Math.round(c.tally().share() * 10))
                .thenComparingInt(c -> -c.tally().columns())
                .thenComparingInt(c -> c.tally().foreign())
                .thenComparing(c -> c.dialect().delimiter() != byDefault);
        return delimiters.stream()
                .filter(d -> !quote.equals(Optional.of(d)))
                .map(d -> tally(text, complete, said, d, quote))
                .filter(c -> c.tally().columns() > 1 && c.tally().share() >= LEAST_SHARE)
                .min(order);
    }

    private static Choice tally(
            String text, boolean complete, CsvOptions said, char delimiter, Optional<Character> quote) {
        CsvDialect dialect = new CsvDialect(
                delimiter,
                quote.filter(q -> q != delimiter).orElse(null),
                CsvDialect.Quotes.NEEDED,
                "UTF-8",
                false,
                "\n",
                said.header(),
                said.comment().orElse(null),
                0,
                List.of(),
                "");
        return new Choice(dialect, SampleTally.of(text, complete, dialect));
    }
}
