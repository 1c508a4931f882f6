package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IPv4 addresses and networks. A template is the address with {@code x} for what isn't the same in all rows, perhaps with the length
 * of a network ({@code 10.x.x.0/24}) or {@code :p} for a port.
 */
final class Ipv4Kind implements ValueKind {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP = Pattern.compile(
            OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET + "(?:/(3[0-2]|[12]?\\d)|:(\\d{1,5}))?");
    private static final int OCTETS = 4;
    private static final int LONGEST = 21;
    private static final int BITS = 32;

    @Override
    public String name() {
        return "ipv4";
    }

    @Override
    public String title() {
        return "IPv4 address";
    }

    @Override
    public boolean isValid(String cell) {
        return cell.length() <= LONGEST
                && cell.indexOf('.') > 0
                && IP.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        return new Ipv4Learner();
    }

    @Override
    public long size(String template) {
        return 1L << (8 * template.chars().filter(c -> c == 'x').count());
    }

    @Override
    public String make(String template, long index) {
        SplittableRandom random = new Seed(index).random();
        String address = template.replaceAll("[/:].*", "");
        String[] octets = address.split("\\.", -1);
        long left = index;
        long bits = 0;
        for (int i = OCTETS - 1; i >= 0; i--) {
            long octet = octets[i].equals("x") ? left & 255 : Long.parseLong(octets[i]);
            left = octets[i].equals("x") ? left >>> 8 : left;
            bits |= octet << (8 * (OCTETS - 1 - i));
        }
        String end = template.substring(address.length());
        if (end.startsWith("/n")) {
            int length = Integer.parseInt(end.substring(2));
            return text(length == 0 ? 0 : bits & (-1L << (BITS - length))) + "/" + length;
        }
        return text(bits) + (end.equals(":p") ? ":" + (1024 + random.nextInt(64_000)) : end);
    }

    private static String text(long bits) {
        return (bits >>> 24 & 255) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    private static final class Ipv4Learner implements Learner {
        private final String[] shared = new String[OCTETS];
        private final CountedTemplates ends = new CountedTemplates();

        @Override
        public void accept(String cell) {
            Matcher matcher = IP.matcher(cell);
            if (!matcher.matches()) {
                return;
            }
            long bits = 0;
            for (int i = 0; i < OCTETS; i++) {
                String octet = matcher.group(i + 1);
                bits = bits << 8 | Long.parseLong(octet);
                shared[i] = shared[i] == null || shared[i].equals(octet) ? octet : "x";
            }
            String length = matcher.group(OCTETS + 1);
            String end = matcher.group(OCTETS + 2) != null ? ":p" : "";
            if (length != null) {
                long host = bits & ((1L << (BITS - Integer.parseInt(length))) - 1);
                end = host == 0 ? "/n" + length : "/" + length;
            }
            ends.add(end);
        }

        @Override
        public List<Template> templates(int threshold) {
            if (shared[0] == null || ends.total() < threshold) {
                return List.of(new Template("10.x.x.x", Math.max(1, ends.total())));
            }
            String address = String.join(".", shared);
            List<Template> common = ends.shared(threshold);
            return common.isEmpty()
                    ? List.of(new Template(address, ends.total()))
                    : common.stream()
                            .map(e -> new Template(address + e.text(), e.rows()))
                            .toList();
        }
    }
}
