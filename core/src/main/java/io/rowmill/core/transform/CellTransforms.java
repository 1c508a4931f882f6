package io.rowmill.core.transform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The transforms on the class path, by name. */
final class CellTransforms {
    private CellTransforms() {}

    static Optional<CellTransform> find(String name) {
        return Optional.ofNullable(installed().get(name));
    }

    static Set<String> names() {
        return installed().keySet();
    }

    /** @throws IllegalStateException naming the transform that the class path lacks */
    static CellTransform get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("The transform '" + name
                        + "' of this model is not on the class path; put the jar that has it there."));
    }

    private static Map<String, CellTransform> installed() {
        Map<String, CellTransform> byName = new LinkedHashMap<>();
        ServiceLoader.load(CellTransform.class, CellTransforms.class.getClassLoader())
                .forEach(t -> byName.put(t.name(), t));
        return byName;
    }
}
