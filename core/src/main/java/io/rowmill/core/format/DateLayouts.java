package io.rowmill.core.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The strptime formats that cells of a {@link DateCell skeleton} may have, the likeliest first. */
final class DateLayouts {
    /** Hours, minutes and perhaps seconds, and which half of the day. */
    private static final Pattern CLOCK = Pattern.compile("2:2(:2)?( ?p)?");

    private static final Map<String, List<String>> WHOLE = Map.of(
            "8", List.of("%Y%m%d", "%d%m%Y", "%m%d%Y"),
            "6", List.of("%Y%m", "%y%m%d"),
            "\u000c", List.of("%Y%m%d%H%M", "%y%m%d%H%M%S"),
            "\u000e", List.of("%Y%m%d%H%M%S"),
            "8{T}6", List.of("%Y%m%dT%H%M%S"),
            "8 6", List.of("%Y%m%d %H%M%S"),
            "8 4", List.of("%Y%m%d %H%M"),
            "8{T}4", List.of("%Y%m%dT%H%M"),
            "4-3", List.of("%Y-%j"));

    private static final int MAX_KNOWN = 1_000;
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

    private DateLayouts() {}

    static List<String> of(String skeleton) {
        List<String> known = KNOWN.get(skeleton);
        if (known == null) {
            known = find(skeleton);
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(skeleton, known);
            }
        }
        return known;
    }

    private static List<String> find(String skeleton) {
        List<String> whole = WHOLE.get(skeleton);
        if (whole != null) {
            return whole;
        }
        Matcher clock = CLOCK.matcher(skeleton);
        if (!clock.find()) {
            return written(skeleton, orders(skeleton, false));
        }
        String before = skeleton.substring(0, clock.start());
        String after = skeleton.substring(clock.end());
        List<String> out = new ArrayList<>();
        for (String first : written(before, orders(before, true))) {
            for (String last : written(after, orders(after, true))) {
                if (isDateOrNothing(fields(first) + fields(last))) {
                    times(clock.group(), fields(first + last).isEmpty()).forEach(time -> out.add(first + time + last));
                }
            }
        }
        return List.copyOf(out);
    }

    /** @param alone without a date */
    private static List<String> times(String clock, boolean alone) {
        boolean half = clock.endsWith("p");
        String end = !half ? "" : clock.endsWith(" p") ? " %p" : "%p";
        String hour = half ? "%I" : "%H";
        if (clock.startsWith("2:2:2")) {
            return List.of(hour + ":%M:%S" + end);
        }
        return alone && !half ? List.of("%H:%M", "%M:%S") : List.of(hour + ":%M" + end);
    }

    /** The directives of a format that make a date. */
    private static String fields(String format) {
        StringBuilder fields = new StringBuilder();
        for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 2)) {
            char directive = format.charAt(at + 1);
            fields.append("aA%".indexOf(directive) < 0 ? String.valueOf(directive) : "");
        }
        return fields.toString();
    }

    private static boolean isDateOrNothing(String fields) {
        boolean distinct = fields.chars().distinct().count() == fields.length();
        boolean year = fields.indexOf('Y') >= 0 || fields.indexOf('y') >= 0;
        return fields.isEmpty() || (distinct && year && fields.length() == 3);
    }

    /**
     * Meanings of the numbers and names of months, in their order.
     *
     * @param part of a cell that has a clock, too
     */
    private static List<String> orders(String skeleton, boolean part) {
        String numbers = skeleton.replaceAll("\\{[^}]*}", "").replaceAll("[^23468\u000c\u000en]", "");
        boolean american = skeleton.contains("2/2");
        return switch (numbers) {
            case "" -> part ? List.of("") : List.of();
            case "8" -> part ? List.of("8") : List.of();
            case "422" -> List.of("Ymd");
            case "224" -> american ? List.of("mdY", "dmY") : List.of("dmY", "mdY");
            case "222" -> american ? List.of("mdy", "dmy", "ymd") : List.of("dmy", "ymd", "mdy");
            case "42" -> List.of("Ym");
            case "24" -> List.of("mY");
            case "2n4" -> List.of("dbY");
            case "n24" -> List.of("bdY");
            case "4n2" -> List.of("Ybd");
            case "2n2" -> List.of("dby", "ybd");
            case "n2" -> part ? List.of("bd") : List.of("by");
            case "2n" -> part ? List.of("db") : List.of();
            case "n4" -> List.of("bY");
            case "4" -> part ? List.of("Y") : List.of();
            default -> List.of();
        };
    }

    private static List<String> written(String skeleton, List<String> orders) {
        return orders.stream().map(order -> written(skeleton, order)).toList();
    }

    private static String written(String skeleton, String order) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int i = 0; i < skeleton.length(); i++) {
            char sign = skeleton.charAt(i);
            switch (sign) {
                case '2', '4', 'n' -> out.append('%').append(order.charAt(next++));
                case '8' -> out.append("%Y%m%d");
                case 'w' -> out.append("%a");
                case '{' -> {
                    int end = skeleton.indexOf('}', i);
                    out.append(skeleton, i + 1, end);
                    i = end;
                }
                case '%' -> out.append("%%");
                default -> out.append(sign);
            }
        }
        return out.toString();
    }
}
