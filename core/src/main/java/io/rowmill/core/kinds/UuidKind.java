package io.rowmill.core.kinds;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** UUIDs with hyphens, perhaps in braces; their version and their case are kept. */
final class UuidKind implements ValueKind {
    private static final int LENGTH = 36;
    private static final Pattern UUID =
            Pattern.compile("\\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}}?");
    private static final int VERSION = 14;
    private static final String RANDOM = "4";

    @Override
    public String name() {
        return "uuid";
    }

    @Override
    public String title() {
        return "UUID";
    }

    @Override
    public boolean isValid(String cell) {
        return cell.length() >= LENGTH
                && cell.length() <= LENGTH + 2
                && UUID.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        CountedTemplates layouts = new CountedTemplates();
        return new Learner() {
            @Override
            public void accept(String cell) {
                layouts.add(layout(cell));
            }

            @Override
            public List<Template> templates(int threshold) {
                List<Template> shared = layouts.shared(threshold);
                return shared.isEmpty()
                        ? List.of(new Template(layout("xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx"), layouts.total()))
                        : shared;
            }
        };
    }

    private static String layout(String cell) {
        boolean braces = cell.charAt(0) == '{';
        String digits = braces ? cell.substring(1) : cell;
        boolean capital = cell.chars().anyMatch(c -> c >= 'A' && c <= 'F');
        char version = digits.charAt(VERSION);
        String known = version >= '1' && version <= '8' ? String.valueOf(version) : RANDOM;
        String layout = "xxxxxxxx-xxxx-" + known + "xxx-yxxx-xxxxxxxxxxxx";
        String cased = capital ? layout.toUpperCase(Locale.ROOT) : layout;
        return braces ? "{" + cased + "}" : cased;
    }

    @Override
    public long size(String template) {
        return Layout.size(template);
    }

    @Override
    public String make(String template, long index) {
        return Layout.make(template, index);
    }
}
