package io.rowmill.e2e.docs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;

/** Keys of every {@code @ConfigMapping} on the class path, by reflection. */
final class ConfigKeys {
    private static final String NONE = "none";

    private ConfigKeys() {}

    /** @return default by key; {@code none} where there is none */
    static Map<String, String> defaults() {
        Map<String, String> keys = new TreeMap<>();
        for (Class<?> mapping : mappings()) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            for (Method method : mapping.getMethods()) {
                WithName name = method.getAnnotation(WithName.class);
                WithDefault byDefault = method.getAnnotation(WithDefault.class);
                String key = prefix + "." + (name == null ? kebab(method.getName()) : name.value());
                if (byDefault != null || !keys.containsKey(key)) {
                    keys.put(key, byDefault == null ? NONE : byDefault.value());
                }
            }
        }
        return keys;
    }

    static String environmentVariable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Class<?>> mappings() {
        List<Class<?>> found = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader().getResources("META-INF/jandex.idx"))) {
                try (InputStream in = url.openStream()) {
                    addMappings(new IndexReader(in).read(), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void addMappings(Index index, List<Class<?>> found) {
        for (AnnotationInstance annotation : index.getAnnotations(ConfigMapping.class)) {
            String name = annotation.target().asClass().name().toString();
            if (name.startsWith("io.rowmill.")) {
                found.add(load(name));
            }
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassLoader loader() {
        return ConfigKeys.class.getClassLoader();
    }
}
