package io.rowmill.core.kinds;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hardware addresses of six bytes between colons, hyphens or points. The maker's half is not told. */
final class MacKind implements ValueKind {
    private static final Pattern MAC = Pattern.compile(
            "[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}|[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}");

    @Override
    public String name() {
        return "mac";
    }

    @Override
    public String title() {
        return "MAC address";
    }

    @Override
    public boolean isValid(String cell) {
        return (cell.length() == 17 || cell.length() == 14) && MAC.matcher(cell).matches();
    }

    @Override
    public Learner learner(boolean personal) {
        CountedTemplates layouts = new CountedTemplates();
        return new Learner() {
            @Override
            public void accept(String cell) {
                boolean capital = cell.chars().anyMatch(c -> c >= 'A' && c <= 'F');
                String digits = cell.replaceAll("[0-9a-fA-F]", "x");
                // A locally administered address: no maker has it.
                String layout = "02" + digits.substring(2);
                layouts.add(capital ? layout.toUpperCase(Locale.ROOT) : layout);
            }

            @Override
            public List<Template> templates(int threshold) {
                List<Template> shared = layouts.shared(threshold);
                return shared.isEmpty() ? List.of(new Template("02:xx:xx:xx:xx:xx", layouts.total())) : shared;
            }
        };
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
