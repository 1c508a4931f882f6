package io.rowmill.core.table.csv;

import java.util.regex.Pattern;

/** How the beginning of a file looks, if it had a certain delimiter and quote: the more records are alike, the likelier it has. */
final class SampleTally {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+([.,]\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
    private static final int NONE = -2;

    private final String text;
    private final boolean complete;
    private final char delimiter;
    private final int quote;
    private final int comment;
    private int position;

    private int columns;
    private int records;
    private int alike;
    private boolean clean;
    private int foreign;
    private int decimalCommas;
    private int quotedNumbers;
    private int quotedTexts;
    private int plainNumbers;
    private int plainTexts;

    private SampleTally(String text, boolean complete, CsvDialect assumed) {
        this.text = text;
        this.complete = complete;
        this.delimiter = assumed.delimiter();
        this.quote = assumed.quote() == null ? NONE : assumed.quote();
        this.comment = assumed.comment() == null ? NONE : assumed.comment();
    }

    /**
     * @param text the file's beginning, without skipped lines
     * @param complete whether it is the whole file: if not, its last record is cut
     */
    static SampleTally of(String text, boolean complete, CsvDialect assumed) {
        SampleTally tally = new SampleTally(text, complete, assumed);
        while (tally.position < text.length()) {
            tally.record();
        }
        return tally;
    }

    static boolean isNumber(String cell) {
        return !cell.isEmpty() && cell.charAt(0) <= '9' && NUMBER.matcher(cell).matches();
    }

    private void record() {
        if (text.charAt(position) == comment) {
            toLineEnd();
            lineEnd();
            return;
        }
        int begin = position;
        int fields = 1;
        clean = true;
        field();
        while (position < text.length() && text.charAt(position) == delimiter) {
            position++;
            fields++;
            field();
        }
        boolean empty = position == begin;
        boolean cut = position == text.length() && !complete;
        lineEnd();
        if (cut || (empty && columns != 1)) {
            return;
        }
        columns = columns == 0 ? fields : columns;
        records++;
        alike += clean && fields == columns ? 1 : 0;
    }

    private void field() {
        int begin = position;
        boolean quoted = position < text.length() && text.charAt(position) == quote;
        if (quoted) {
            position = closingQuote(position + 1);
        }
        int end = position;
        while (position < text.length() && !endsField(text.charAt(position))) {
            clean &= text.charAt(position) != quote;
            position++;
        }
        if (quoted) {
            clean &= end == position;
            count(text.substring(begin + 1, Math.max(begin + 1, end - 1)), true);
        } else if (position > begin) {
            count(text.substring(begin, position), false);
        }
    }

    /** @return the place behind it; the text's end, if there is none */
    private int closingQuote(int from) {
        int at = from;
        while (true) {
            at = text.indexOf(quote, at);
            if (at < 0) {
                clean &= !complete;
                return text.length();
            }
            if (at + 1 == text.length() || text.charAt(at + 1) != quote) {
                return at + 1;
            }
            at += 2;
        }
    }

    private boolean endsField(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void count(String cell, boolean quoted) {
        if (isNumber(cell)) {
            decimalCommas += DECIMAL_COMMA.matcher(cell).matches() ? 1 : 0;
            quotedNumbers += quoted ? 1 : 0;
            plainNumbers += quoted ? 0 : 1;
            return;
        }
        quotedTexts += quoted ? 1 : 0;
        plainTexts += quoted ? 0 : 1;
        if (!quoted && holdsOtherDelimiter(cell)) {
            foreign++;
        }
    }

    private boolean holdsOtherDelimiter(String cell) {
        return CsvSniffer.CANDIDATES.stream().anyMatch(c -> c != delimiter && cell.indexOf(c) >= 0);
    }

    private void toLineEnd() {
        while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
            position++;
        }
    }

    private void lineEnd() {
        if (position < text.length() && text.charAt(position) == '\r') {
            position++;
            position += position < text.length() && text.charAt(position) == '\n' ? 1 : 0;
        } else if (position < text.length() && text.charAt(position) == '\n') {
            position++;
        }
    }

    /** Fields of the first record. */
    int columns() {
        return columns;
    }

    int records() {
        return records;
    }

    /** Share of records that have as many fields as the first one, and no quote inside of an unquoted field. */
    double share() {
        return records == 0 ? 0 : (double) alike / records;
    }

    /** Unquoted cells with another likely delimiter in them, numbers aside. */
    int foreign() {
        return foreign;
    }

    boolean hasDecimalCommas() {
        return decimalCommas > 0;
    }

    /** Texts that need no quotes show the habit; a file without any quoted cell has none. */
    CsvDialect.Quotes quotes() {
        if (quotedTexts == 0 || plainTexts > 0) {
            return CsvDialect.Quotes.NEEDED;
        }
        if (plainNumbers == 0) {
            return CsvDialect.Quotes.ALL;
        }
        return quotedNumbers == 0 ? CsvDialect.Quotes.TEXTS : CsvDialect.Quotes.NEEDED;
    }
}
