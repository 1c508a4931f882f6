package io.rowmill.core.kinds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** All kinds on the class path; rowmill's own come first, from the strictest to the most general. */
public final class ValueKinds {
    private static final Map<String, ValueKind> KINDS = load();

    private ValueKinds() {}

    private static Map<String, ValueKind> load() {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        List.of(
                        new UuidKind(),
                        new Ipv4Kind(),
                        new Ipv6Kind(),
                        new MacKind(),
                        new UrlKind(),
                        new JsonKind(),
                        new WktKind(),
                        new TsvectorKind(),
                        new DateRangeKind(),
                        new HexKind())
                .forEach(kind -> kinds.put(kind.name(), kind));
        ServiceLoader.load(ValueKind.class).forEach(kind -> kinds.putIfAbsent(kind.name(), kind));
        ValueKind last = new PatternKind();
        kinds.put(last.name(), last);
        return kinds;
    }

    public static List<ValueKind> all() {
        return List.copyOf(KINDS.values());
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public static ValueKind get(String name) {
        ValueKind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no kind of values " + name + " on the class path");
        }
        return kind;
    }
}
