package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** IPv6 addresses, written without a gap. A template is the first group, if all rows share it, and perhaps {@code /64}. */
final class Ipv6Kind implements ValueKind {
    private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F:]{2,39}(?:/(?:12[0-8]|1[01]\\d|[1-9]?\\d))?");
    private static final int COUNT = 8;
    /** For documentation: no such address is anybody's. */
    private static final String NOBODY = "2001";

    @Override
    public String name() {
        return "ipv6";
    }

    @Override
    public String title() {
        return "IPv6 address";
    }

    @Override
    public boolean isValid(String cell) {
        return cell.indexOf(':') >= 0 && GROUPS.matcher(cell).matches() && isAddress(cell.replaceAll("/.*", ""));
    }

    private static boolean isAddress(String cell) {
        int gap = cell.indexOf("::");
        boolean oneGap = gap < 0 || cell.indexOf("::", gap + 1) < 0;
        String[] groups = cell.split(":", -1);
        int filled = 0;
        for (String group : groups) {
            filled += group.isEmpty() ? 0 : 1;
            if (group.length() > 4) {
                return false;
            }
        }
        return oneGap
                && (gap < 0 ? filled == COUNT && groups.length == COUNT : filled < COUNT && groups.length <= COUNT + 1);
    }

    @Override
    public Learner learner(boolean personal) {
        CountedTemplates firsts = new CountedTemplates();
        return new Learner() {
            @Override
            public void accept(String cell) {
                String first = cell.substring(0, cell.indexOf(':'));
                firsts.add((first.isEmpty() ? NOBODY : first) + cell.replaceAll("^[^/]*", ""));
            }

            @Override
            public List<Template> templates(int threshold) {
                List<Template> shared = firsts.shared(threshold);
                return shared.isEmpty() ? List.of(new Template(NOBODY, Math.max(1, firsts.total()))) : shared;
            }
        };
    }

    @Override
    public long size(String template) {
        return 1L << 60;
    }

    @Override
    public String make(String template, long index) {
        SplittableRandom random = new Seed(index).random();
        int slash = template.indexOf('/');
        StringBuilder out = new StringBuilder(slash < 0 ? template : template.substring(0, slash));
        for (int group = 1; group < COUNT; group++) {
            long bits = group < 5 ? index >>> (15 * (group - 1)) & 0x7fff : random.nextInt(0x10000);
            out.append(':').append(Long.toHexString(bits + (group < 5 ? 0x8000 : 0)));
        }
        return out.append(slash < 0 ? "" : template.substring(slash)).toString();
    }
}
