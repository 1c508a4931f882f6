package io.rowmill.core.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the datetime format that all cells of a column share, and whether its numbers are padded. */
final class TemporalDetector implements ValueFormat.Detector {
    static final List<String> ISO = List.of(
            "%Y-%m-%d",
            "%Y-%m-%d %H:%M:%S.%f",
            "%Y-%m-%dT%H:%M:%S.%f",
            "%Y-%m-%dT%H:%M:%S.%f%z",
            "%Y-%m-%d %H:%M:%S.%f%z",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M");
    static final List<String> COMMON = common();

    private final List<Candidate> candidates;
    private boolean seen;

    TemporalDetector(Optional<String> declared, List<String> known) {
        this.candidates = new ArrayList<>(declared.map(List::of).orElse(known).stream()
                .map(Candidate::new)
                .toList());
    }

    private static List<String> common() {
        List<String> formats = new ArrayList<>(ISO);
        for (String date : List.of("%Y/%m/%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d-%b-%Y", "%Y%m%d")) {
            formats.add(date);
            formats.add(date + " %H:%M:%S");
            formats.add(date + " %H:%M");
        }
        return List.copyOf(formats);
    }

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        if (candidates.size() == 1) {
            boolean fits = candidates.get(0).accept(cell);
            seen |= fits;
            return fits;
        }
        List<Candidate> fitting = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (candidate.accept(cell)) {
                fitting.add(candidate);
            }
        }
        if (fitting.isEmpty()) {
            return false;
        }
        seen = true;
        if (fitting.size() < candidates.size()) {
            candidates.retainAll(fitting);
        }
        return true;
    }

    @Override
    public ValueFormat format() {
        return seen ? candidates.get(0).format() : new Candidate(candidates.get(0).format).format();
    }

    /** One format and what its cells have shown so far. */
    private static final class Candidate {
        private final String format;
        private final String unpaddedFormat;
        private final boolean hasFraction;
        private boolean padded = true;
        private int minFraction = Integer.MAX_VALUE;
        private int maxFraction;

        Candidate(String format) {
            this.format = format;
            this.hasFraction = format.contains(".%f");
            this.unpaddedFormat = format.replaceAll("%([mdHIMSj])", "%-$1");
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
}
