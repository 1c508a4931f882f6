package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Geometries as text: points, lines and polygons. A template is the word before the coordinates and, behind a bar each, how many points,
 * and what their coordinates may be.
 */
final class WktKind implements ValueKind {
    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
    private static final String POINT = NUMBER + "(?: " + NUMBER + "){1,3}";
    private static final String LINE = "\\(" + POINT + "(?:, ?" + POINT + ")*\\)";
    private static final Pattern WKT = Pattern.compile(
            "((?:SRID=\\d+;)?(POINT|LINESTRING|POLYGON)(?: ?Z?M?)? ?)(?:" + LINE + "|\\(" + LINE + "(?:, ?" + LINE
                    + ")*\\))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COORDINATES = Pattern.compile(POINT);
    private static final int LONGEST = 20_000;
    private static final int MOST_POINTS = 12;
    private static final int BEYOND = 5;
    private static final double SPAN = 0.01;

    @Override
    public String name() {
        return "wkt";
    }

    @Override
    public String title() {
        return "geometry";
    }

    @Override
    public boolean isValid(String cell) {
        boolean start = cell.regionMatches(true, 0, "P", 0, 1)
                || cell.regionMatches(true, 0, "L", 0, 1)
                || cell.startsWith("SRID");
        return start && cell.length() <= LONGEST && WKT.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        return new WktLearner();
    }

    @Override
    public long size(String template) {
        return 1L << 50;
    }

    @Override
    public String make(String template, long index) {
        SplittableRandom random = new Seed(index).random();
        String[] parts = template.split("\\|", -1);
        int points = Integer.parseInt(parts[1]);
        boolean polygon = parts[0].toUpperCase(Locale.ROOT).contains("POLYGON");
        List<String> places = new ArrayList<>();
        double[] centre = new double[parts.length - 2];
        for (int axis = 0; axis < centre.length; axis++) {
            centre[axis] = Double.parseDouble(NumberRange.make(parts[axis + 2], random));
        }
        for (int i = 0; i < points; i++) {
            places.add(place(parts, centre, points == 1 ? -1 : 2 * Math.PI * i / points));
        }
        if (polygon) {
            places.add(places.get(0));
        }
        String line = "(" + String.join(", ", places) + ")";
        return parts[0] + (polygon ? "(" + line + ")" : line);
    }

    /** On a small circle around the centre, so that a ring doesn't cross itself. */
    private static String place(String[] parts, double[] centre, double angle) {
        List<String> numbers = new ArrayList<>();
        for (int axis = 0; axis < centre.length; axis++) {
            String[] range = parts[axis + 2].split("~", -1);
            double radius = SPAN * (Double.parseDouble(range[1]) - Double.parseDouble(range[0]));
            double shift = angle < 0 || axis > 1 ? 0 : radius * (axis == 0 ? Math.cos(angle) : Math.sin(angle));
            numbers.add(BigDecimal.valueOf(centre[axis] + shift)
                    .setScale(Integer.parseInt(range[2]), RoundingMode.HALF_EVEN)
                    .toPlainString());
        }
        return String.join(" ", numbers);
    }

    private static final class WktLearner implements Learner {
        private final Map<String, long[]> rows = new LinkedHashMap<>();
        private final Map<String, List<NumberRange>> axes = new LinkedHashMap<>();
        private final Map<String, long[]> points = new LinkedHashMap<>();

        @Override
        public void accept(String cell) {
            Matcher whole = WKT.matcher(cell);
            if (!whole.matches()) {
                return;
            }
            String word = whole.group(1);
            rows.computeIfAbsent(word, w -> new long[1])[0]++;
            Matcher coordinates = COORDINATES.matcher(cell.substring(word.length()));
            long count = 0;
            while (coordinates.find()) {
                String[] numbers = coordinates.group().split(" ", -1);
                List<NumberRange> ranges = axes.computeIfAbsent(word, w -> new ArrayList<>());
                for (int axis = 0; axis < numbers.length; axis++) {
                    if (axis == ranges.size()) {
                        ranges.add(new NumberRange(BEYOND));
                    }
                    ranges.get(axis).add(numbers[axis]);
                }
                count++;
            }
            points.computeIfAbsent(word, w -> new long[1])[0] += count;
        }

        @Override
        public List<Template> templates(int threshold) {
            return rows.entrySet().stream()
                    .filter(e -> e.getValue()[0] >= threshold)
                    .map(e -> template(e.getKey(), e.getValue()[0]))
                    .toList();
        }

        private Template template(String word, long count) {
            long mean = Math.max(1, points.get(word)[0] / count);
            boolean polygon = word.toUpperCase(Locale.ROOT).contains("POLYGON");
            long corners = Math.min(MOST_POINTS, polygon ? Math.max(3, mean - 1) : mean);
            StringBuilder out = new StringBuilder(word).append('|').append(corners);
            axes.get(word).forEach(range -> out.append('|').append(range.text()));
            return new Template(out.toString(), count);
        }
    }
}
