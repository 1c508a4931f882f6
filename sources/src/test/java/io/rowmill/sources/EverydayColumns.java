package io.rowmill.sources;

import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Columns of the kinds that people bring, each with what it should be taken for and what a valid cell is. */
final class EverydayColumns {
    /**
     * One column.
     *
     * @param types any of these is right
     * @param cell draws a cell; null for a null
     * @param isValid of a synthetic cell that isn't null
     */
    record Column(String name, Set<Sdtype> types, Function<SplittableRandom, String> cell, Predicate<String> isValid) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Set<Sdtype> NUMBER = Set.of(Sdtype.NUMERICAL);
    private static final Set<Sdtype> MADE_UP = Set.of(Sdtype.TEXT, Sdtype.ID, Sdtype.UNKNOWN, Sdtype.CATEGORICAL);

    private final List<Column> columns = new ArrayList<>();

    static List<Column> all() {
        EverydayColumns all = new EverydayColumns();
        all.columns.addAll(EverydayDates.all());
        all.markers();
        all.numbers();
        all.quantities();
        all.durations();
        all.structures();
        all.codes();
        return all.columns;
    }

    private void add(
            String name, Set<Sdtype> types, Function<SplittableRandom, String> cell, Predicate<String> isValid) {
        columns.add(new Column(name, types, cell, isValid));
    }

    private void markers() {
        for (String marker : List.of(
                "NA", "N/A", "n/a", "NULL", "null", "NaN", "-", "--", "?", ".", "None", "inf", "#N/A", "\\N", "<NA>")) {
            add(
                    "number or " + marker,
                    NUMBER,
                    r -> r.nextInt(8) == 0 ? marker : decimals(r.nextDouble() * 90 + 10, 2),
                    c -> c.equals(marker) || c.matches("\\d{2,3}\\.\\d\\d"));
        }
        for (String marker : List.of("NA", "NULL", "n/a", "-", "NaT", "infinity", "unknown")) {
            add(
                    "date or " + marker,
                    EverydayDates.DATE,
                    r -> r.nextInt(8) == 0
                            ? marker
                            : EverydayDates.moment(r).toLocalDate().toString(),
                    c -> c.equals(marker) || c.matches("20[12]\\d-\\d\\d-\\d\\d"));
        }
        add(
                "number, NA or null",
                NUMBER,
                r -> r.nextInt(5) == 0 ? null : r.nextInt(8) == 0 ? "NA" : "" + r.nextInt(1000),
                c -> c.matches("NA|\\d{1,3}"));
        add(
                "number, inf or -inf",
                NUMBER,
                r -> r.nextInt(5) == 0 ? "inf" : r.nextInt(8) == 0 ? "-inf" : decimals(r.nextDouble(), 3),
                c -> c.matches("-?inf|[01]\\.\\d{3}"));
    }

    private static String decimals(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    private static double amount(SplittableRandom random) {
        return Math.exp(random.nextDouble() * 9);
    }

    private void numbers() {
        number("whole", r -> "" + r.nextInt(1, 5_000), "\\d{1,4}");
        number("negative", r -> "" + r.nextInt(-500, 500), "-?\\d{1,3}");
        number("cents", r -> decimals(amount(r), 2), "\\d+\\.\\d\\d");
        number("one decimal", r -> decimals(r.nextDouble() * 50, 1), "\\d+\\.\\d");
        number(
                "trimmed decimals",
                r -> new BigDecimal(decimals(amount(r), 3)).stripTrailingZeros().toPlainString(),
                "\\d+(\\.\\d{1,3})?");
        number("mostly zero", r -> r.nextInt(10) < 7 ? "0" : "" + r.nextInt(1, 90_000), "\\d{1,5}");
        number("mostly zero cents", r -> r.nextInt(10) < 9 ? "0.00" : decimals(amount(r), 2), "\\d+\\.\\d\\d");
        number("beyond doubles", r -> "" + (9_007_199_254_740_993L + r.nextLong(1L << 58)), "\\d{16,18}");
        number("twenty digits", r -> "1" + (1_000_000_000_000_000_000L + r.nextLong(1L << 59)), "1\\d{19}");
        number(
                "eighteen decimals",
                r -> "0." + (100_000_000_000_000_000L + r.nextLong(800_000_000_000_000_000L)),
                "0\\.\\d{18}");
        number(
                "small with exponent",
                r -> String.format(Locale.ROOT, "%.3e", amount(r) * 1e-9),
                "\\d\\.\\d{3}e-\\d\\d");
        number(
                "large with exponent",
                r -> String.format(Locale.ROOT, "%.2E", amount(r) * 1e20),
                "\\d\\.\\d{2}E\\+\\d\\d");
        number(
                "one exponent among decimals",
                r -> r.nextInt(150) == 0 ? "6e-05" : decimals(r.nextDouble(), 4),
                "[01]\\.\\d{1,4}|\\d(\\.\\d+)?e-\\d\\d");
        number("whole with exponent", r -> r.nextInt(50) == 0 ? "1e+05" : "" + r.nextInt(1, 99_999), "\\d{1,6}");
        number("float", r -> Double.toString(r.nextDouble() * 10), "\\d\\.\\d{1,17}|\\d(\\.\\d+)?[eE]-\\d+");
        number("latitude", r -> decimals(40 + r.nextDouble(), 6), "4[01]\\.\\d{6}");
        number("year", r -> "" + r.nextInt(1950, 2024), "(19|20)\\d\\d");
        number("seconds since 1970", r -> "" + (1_600_000_000 + r.nextInt(50_000_000)), "16\\d{8}");
        number("decimal comma", r -> decimals(amount(r), 2).replace('.', ','), "\\d+,\\d\\d");
        number(
                "thousands by commas",
                r -> String.format(Locale.US, "%,d", (long) (amount(r) * 100)),
                "\\d{1,3}(,\\d{3})*");
        number(
                "thousands by commas and cents",
                r -> String.format(Locale.US, "%,.2f", amount(r) * 10),
                "\\d{1,3}(,\\d{3})*\\.\\d\\d");
        number(
                "thousands by points",
                r -> String.format(Locale.GERMANY, "%,.2f", amount(r) * 10),
                "\\d{1,3}(\\.\\d{3})*,\\d\\d");
        number(
                "thousands by blanks",
                r -> String.format(Locale.US, "%,d", (long) (amount(r) * 100)).replace(',', ' '),
                "\\d{1,3}( \\d{3})*");
        number(
                "thousands by apostrophes",
                r -> String.format(Locale.US, "%,.2f", amount(r) * 10).replace(',', '\''),
                "\\d{1,3}('\\d{3})*\\.\\d\\d");
    }

    private void number(String name, Function<SplittableRandom, String> cell, String regex) {
        add("number, " + name, NUMBER, cell, c -> c.matches(regex));
    }

    private void quantities() {
        for (String unit : List.of(
                "%",
                " %", " kg", "kg", " km", "cm", " ml", "ms", " GB", "MB", "°C", " kWh", " EUR", "€", " USD", " m2",
                " pieces", " bpm")) {
            number("with " + unit, r -> decimals(r.nextDouble() * 80 + 10, 1) + unit, "\\d\\d\\.\\d\\Q" + unit + "\\E");
        }
        for (String currency : List.of("$", "€", "£", "USD ", "CHF ", "R$ ")) {
            number(
                    "after " + currency,
                    r -> currency + String.format(Locale.US, "%,.2f", amount(r)),
                    "\\Q" + currency + "\\E\\d{1,3}(,\\d{3})*\\.\\d\\d");
        }
        number("dollars lost", r -> (r.nextBoolean() ? "-$" : "$") + decimals(amount(r), 2), "-?\\$\\d+\\.\\d\\d");
        number(
                "kilograms or pounds",
                r -> r.nextInt(3) == 0 ? r.nextInt(90, 200) + " lb" : r.nextInt(40, 90) + " kg",
                "\\d{2,3} (lb|kg)");
        number(
                "percent with commas",
                r -> decimals(r.nextDouble() * 80 + 10, 1).replace('.', ',') + "%",
                "\\d\\d,\\d%");
    }

    private void durations() {
        Set<Sdtype> quantity = Set.of(Sdtype.NUMERICAL, Sdtype.DATETIME);
        add(
                "duration of hours",
                quantity,
                r -> r.nextInt(0, 90) + ":" + two(r) + ":" + two(r),
                c -> c.matches("\\d{1,2}:[0-5]\\d:[0-5]\\d"));
        add(
                "duration of a lap",
                quantity,
                r -> r.nextInt(1, 3) + ":" + two(r) + "." + r.nextInt(100, 1000),
                c -> c.matches("\\d:[0-5]\\d\\.\\d{3}"));
        add(
                "duration of a long run",
                quantity,
                r -> r.nextInt(55, 150) + ":" + two(r) + "." + r.nextInt(10, 100),
                c -> c.matches("\\d{2,3}:[0-5]\\d\\.\\d\\d"));
        add(
                "duration by ISO",
                quantity,
                r -> Duration.ofSeconds(r.nextLong(60, 90_000)).toString(),
                c -> Duration.parse(c) != null);
        add(
                "interval",
                quantity,
                r -> r.nextInt(2, 9) + " days " + "0" + r.nextInt(10) + ":" + two(r) + ":" + two(r),
                c -> c.matches("\\d days?( \\d\\d:\\d\\d:\\d\\d)?"));
    }

    private static String two(SplittableRandom random) {
        return String.format(Locale.ROOT, "%02d", random.nextInt(60));
    }

    private void structures() {
        add(
                "uuid",
                MADE_UP,
                r -> new UUID((r.nextLong() & ~0xf000L) | 0x4000L, (r.nextLong() & ~(3L << 62)) | (1L << 63))
                        .toString(),
                c -> UUID.fromString(c).version() == 4);
        add(
                "uuid in capitals",
                MADE_UP,
                r -> new UUID((r.nextLong() & ~0xf000L) | 0x4000L, (r.nextLong() & ~(3L << 62)) | (1L << 63))
                        .toString()
                        .toUpperCase(Locale.ROOT),
                c -> c.matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"));
        made(
                "ipv4",
                r -> "10." + r.nextInt(256) + "." + r.nextInt(256) + "." + r.nextInt(256),
                "10(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
        made("network", r -> "192.168." + r.nextInt(256) + ".0/24", "192\\.168\\.\\d{1,3}\\.0/24");
        made("ipv6", r -> "2001:db8::" + Integer.toHexString(r.nextInt(1, 65_536)), "2001(:[0-9a-f]{1,4}){7}");
        made(
                "mac",
                r -> hex(r, 2) + ":" + hex(r, 2) + ":" + hex(r, 2) + ":" + hex(r, 2) + ":" + hex(r, 2) + ":"
                        + hex(r, 2),
                "[0-9a-f]{2}(:[0-9a-f]{2}){5}");
        made(
                "mac in capitals",
                r -> (hex(r, 2) + "-" + hex(r, 2) + "-" + hex(r, 2) + "-" + hex(r, 2) + "-" + hex(r, 2) + "-"
                                + hex(r, 2))
                        .toUpperCase(Locale.ROOT),
                "[0-9A-F]{2}(-[0-9A-F]{2}){5}");
        made("digest", r -> hex(r, 32), "[0-9a-f]{32}");
        made("bytes", r -> "\\x" + hex(r, 8), "\\\\x[0-9a-f]{8}");
        made("colour", r -> "#" + hex(r, 6), "#[0-9a-f]{6}");
        made("address after 0x", r -> "0x" + hex(r, 40), "0x[0-9a-f]{40}");
        made(
                "url",
                r -> "https://www.example.com/products/" + r.nextInt(10_000),
                "https://www\\.example\\.com/products/\\d+");
        made(
                "url with query",
                r -> "http://shop.example.org/view?id=" + r.nextInt(10_000) + "&lang=en",
                "http://shop\\.example\\.org/view\\?id=\\d+&lang=en");
        made(
                "json",
                r -> "{\"n\": " + r.nextInt(999) + ", \"on\": " + r.nextBoolean() + ", \"tags\": [\"a\", \"b\"]}",
                "\\{\"n\": \\d{1,3}, \"on\": (true|false), \"tags\": \\[\"[ab]\", \"[ab]\"]}");
        made(
                "json without blanks",
                r -> "{\"id\":" + r.nextInt(9_999) + ",\"ok\":" + r.nextBoolean() + ",\"x\":null}",
                "\\{\"id\":\\d{1,4},\"ok\":(true|false),\"x\":null}");
        made(
                "point",
                r -> "(" + decimals(r.nextDouble(), 5) + "," + decimals(r.nextDouble(), 5) + ")",
                "\\(0\\.\\d{5},0\\.\\d{5}\\)");
        made(
                "geometry",
                r -> "POINT(" + decimals(7 + r.nextDouble(), 5) + " " + decimals(46 + r.nextDouble(), 5) + ")",
                "POINT\\([78]\\.\\d{5} 4[67]\\.\\d{5}\\)");
        add(
                "range",
                MADE_UP,
                r -> range(r.nextInt(1_000), r.nextInt(1, 50)),
                c -> c.matches("\\[\\d+,\\d+\\)")
                        && Integer.parseInt(c.substring(1, c.indexOf(',')))
                                <= Integer.parseInt(c.substring(c.indexOf(',') + 1, c.length() - 1)));
        made("array", r -> "{" + r.nextInt(900) + "," + r.nextInt(900) + "}", "\\{\\d{1,3},\\d{1,3}}");
        made("xml", r -> "<a><b>" + r.nextInt(9_000) + "</b></a>", "<a><b>\\d{1,4}</b></a>");
        made(
                "words of a search",
                r -> "'fox':2 'quick':1 '" + r.nextInt(9_000) + "':3",
                "'[a-z]{3,8}':[123]( '[a-z]{3,8}':[123]){2}");
    }

    private static String range(int low, int width) {
        return "[" + low + "," + (low + width) + ")";
    }

    private static String hex(SplittableRandom random, int digits) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            out.append("0123456789abcdef".charAt(random.nextInt(16)));
        }
        return out.toString();
    }

    private void made(String name, Function<SplittableRandom, String> cell, String regex) {
        add("text, " + name, MADE_UP, cell, c -> c.matches(regex));
    }

    private void codes() {
        made("product", r -> "AB-" + r.nextInt(1000, 9999), "[A-Z]{2}-\\d{4}");
        made("seat", r -> "" + (char) ('A' + r.nextInt(20)) + r.nextInt(10, 99), "[A-Z]\\d\\d");
        made(
                "plate",
                r -> "" + (char) ('A' + r.nextInt(26)) + (char) ('A' + r.nextInt(26)) + " " + r.nextInt(100, 999),
                "[A-Z]{2} \\d{3}");
        made("telephone", r -> "555 " + r.nextInt(100, 999) + " " + r.nextInt(100, 999), "\\d{3} \\d{3} \\d{3}");
        made(
                "telephone abroad",
                r -> "+41 79 " + r.nextInt(100, 999) + " " + r.nextInt(10, 99),
                "\\+\\d\\d \\d\\d \\d{3} \\d\\d");
        made("postcode with zero", r -> String.format(Locale.ROOT, "0%04d", r.nextInt(10_000)), "\\d{5}");
        made("version", r -> r.nextInt(1, 9) + "." + r.nextInt(40) + "." + r.nextInt(40), "\\d\\.\\d{1,2}\\.\\d{1,2}");
        made("score", r -> r.nextInt(6) + ":" + r.nextInt(6), "\\d:\\d");
        made(
                "house number",
                r -> r.nextInt(1, 90) + (r.nextInt(4) == 0 ? "A" : r.nextInt(8) == 0 ? "B" : ""),
                "\\d{1,3}[A-Z]?");
        made("kind", r -> List.of("red", "green", "blue").get(r.nextInt(3)), "red|green|blue");
        made("grade", r -> List.of("A", "B", "C", "NA").get(r.nextInt(4)), "A|B|C|NA");
        add("flag", Set.of(Sdtype.BOOLEAN), r -> r.nextBoolean() ? "yes" : "no", c -> c.matches("yes|no"));
        add("flag of letters", Set.of(Sdtype.BOOLEAN), r -> r.nextBoolean() ? "T" : "F", c -> c.matches("[TF]"));
    }
}
