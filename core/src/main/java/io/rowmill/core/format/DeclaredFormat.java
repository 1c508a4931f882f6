package io.rowmill.core.format;

import java.time.LocalDateTime;

/** A declared format whose fields no scan tells apart ({@code %j}, {@code %d/%m}), and what its cells have shown so far. */
final class DeclaredFormat {
    private final String format;
    private final String unpaddedFormat;
    private final boolean hasFraction;
    private boolean padded = true;
    private int minFraction = Integer.MAX_VALUE;
    private int maxFraction;
    private long cells;

    DeclaredFormat(String format) {
        this.format = format;
        this.hasFraction = format.contains(".%f");
        this.unpaddedFormat = format.replaceAll("%([mdHIMSj])", "%-$1");
    }

    long cells() {
        return cells;
    }

    boolean accept(String cell) {
        LocalDateTime parsed;
        try {
            parsed = Strptime.of(format).parse(cell);
        } catch (ValueFormatException e) {
            return false;
        }
        int fraction = hasFraction ? fractionDigits(cell) : 0;
        minFraction = Math.min(minFraction, fraction);
        maxFraction = Math.max(maxFraction, fraction);
        if (padded && fraction == 0) {
            padded = Strptime.of(format).writes(parsed, cell)
                    || !Strptime.of(unpaddedFormat).format(parsed).equals(cell);
        }
        cells++;
        return true;
    }

    private static int fractionDigits(String cell) {
        int point = cell.lastIndexOf('.');
        int end = point + 1;
        while (point >= 0 && end < cell.length() && Character.isDigit(cell.charAt(end))) {
            end++;
        }
        return point < 0 ? 0 : end - point - 1;
    }

    ValueFormat format() {
        String chosen = padded ? format : unpaddedFormat;
        if (!Strptime.of(chosen).hasTime()) {
            return new ValueFormat.Date(chosen);
        }
        boolean fraction = maxFraction > 0;
        return new ValueFormat.Timestamp(
                fraction ? chosen : chosen.replace(".%f", ""), fraction ? Math.min(minFraction, 6) : 0);
    }
}
