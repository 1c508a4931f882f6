package io.rowmill.embedded;

import io.rowmill.embedded.SchemaState.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The protocol's resources: each call to what it answers, as something that prints as JSON. */
final class RegistryRoutes {
    private final SchemaRegistry registry;

    RegistryRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** An answer that is JSON text already. */
    record RawJson(String text) {}

    Object answer(RegistryRequest request) {
        List<String> path = request.path();
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "" -> Map.of();
            case "subjects" -> subjects(request);
            case "schemas" -> schemas(request);
            case "compatibility" -> compatibility(request);
            case "config" -> config(request);
            case "mode" -> mode(request);
            case "v1" ->
                path.equals(List.of("v1", "metadata", "id"))
                        ? Map.of("scope", Map.of("path", List.of(), "clusters", Map.of()), "id", "")
                        : notFound();
            default -> notFound();
        };
    }

    private static Object notFound() {
        throw RegistryException.unknownPath();
    }

    private static Object notAllowed() {
        throw RegistryException.methodNotAllowed();
    }

    private Object subjects(RegistryRequest request) {
        List<String> path = request.path();
        boolean deleted = request.flag("deleted");
        return switch (path.size()) {
            case 1 -> registry.subjects(request.query().getOrDefault("subjectPrefix", ""), deleted);
            case 2 ->
                switch (request.method()) {
                    case "POST" -> describe(registry.lookUp(path.get(1), request.schema(), deleted));
                    case "DELETE" -> registry.deleteSubject(path.get(1), request.flag("permanent"));
                    default -> notAllowed();
                };
            default -> path.get(2).equals("versions") ? versions(request, path.get(1)) : notFound();
        };
    }

    private Object versions(RegistryRequest request, String subject) {
        List<String> path = request.path();
        boolean deleted = request.flag("deleted");
        if (path.size() == 3) {
            return switch (request.method()) {
                case "GET" ->
                    registry.versions(subject, deleted).stream()
                            .map(Version::version)
                            .toList();
                case "POST" ->
                    Map.of("id", registry.register(subject, request.schema()).id());
                default -> notAllowed();
            };
        }
        String version = path.get(3);
        if (path.size() == 5) {
            return switch (path.get(4)) {
                case "schema" ->
                    new RawJson(registry.version(subject, version, deleted).schema());
                case "referencedby" -> List.of();
                default -> notFound();
            };
        }
        return switch (request.method()) {
            case "GET" -> describe(registry.version(subject, version, deleted));
            case "DELETE" -> registry.deleteVersion(subject, version, request.flag("permanent"));
            default -> notAllowed();
        };
    }

    private static Map<String, Object> describe(Version version) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("subject", version.subject());
        described.put("version", version.version());
        described.put("id", version.id());
        described.put("schema", version.schema());
        return described;
    }

    private Object schemas(RegistryRequest request) {
        List<String> path = request.path();
        if (path.size() == 1) {
            return allSchemas(request);
        }
        if (path.size() == 2) {
            return path.get(1).equals("types") ? List.of("AVRO") : notFound();
        }
        if (!path.get(1).equals("ids")) {
            return notFound();
        }
        return path.size() == 3
                ? Map.of("schema", registry.schema(request.id()))
                : schemaById(path.get(3), request.id(), request.flag("deleted"));
    }

    private Object schemaById(String what, int id, boolean deleted) {
        return switch (what) {
            case "schema" -> new RawJson(registry.schema(id));
            case "subjects" ->
                registry.uses(id, deleted).stream()
                        .map(Version::subject)
                        .distinct()
                        .toList();
            case "versions" ->
                registry.uses(id, deleted).stream()
                        .map(v -> Map.of("subject", v.subject(), "version", v.version()))
                        .toList();
            default -> notFound();
        };
    }

    private Object allSchemas(RegistryRequest request) {
        boolean deleted = request.flag("deleted");
        boolean latestOnly = request.flag("latestOnly");
        return registry.subjects(request.query().getOrDefault("subjectPrefix", ""), deleted).stream()
                .map(s -> registry.versions(s, deleted))
                .flatMap(v -> (latestOnly ? v.subList(v.size() - 1, v.size()) : v).stream())
                .map(RegistryRoutes::describe)
                .toList();
    }

    private Object compatibility(RegistryRequest request) {
        List<String> path = request.path();
        boolean known = path.size() >= 4
                && path.get(1).equals("subjects")
                && path.get(3).equals("versions");
        if (!known || path.size() > 5) {
            return notFound();
        }
        if (!request.method().equals("POST")) {
            return notAllowed();
        }
        Schema schema = request.schema();
        List<String> problems = path.size() == 4
                ? registry.problems(path.get(2), schema)
                : registry.problems(path.get(2), path.get(4), schema);
        return request.flag("verbose")
                ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
                : Map.of("is_compatible", problems.isEmpty());
    }

    private static String subjectOf(RegistryRequest request) {
        return switch (request.path().size()) {
            case 1 -> SchemaRegistry.GLOBAL;
            case 2 -> request.path().get(1);
            default -> throw RegistryException.unknownPath();
        };
    }

    private Object config(RegistryRequest request) {
        String subject = subjectOf(request);
        return switch (request.method()) {
            case "GET" ->
                level(
                        request.flag("defaultToGlobal")
                                ? registry.effectiveLevel(subject)
                                : registry.level(subject)
                                        .orElseThrow(() -> RegistryException.noCompatibilityOf(subject)));
            case "PUT" -> {
                CompatibilityLevel level = CompatibilityLevel.of(request.text("compatibility"));
                registry.setLevel(subject, level);
                yield Map.of("compatibility", level.name());
            }
            case "DELETE" -> {
                CompatibilityLevel old =
                        registry.level(subject).orElseThrow(() -> RegistryException.noCompatibilityOf(subject));
                registry.setLevel(subject, null);
                yield level(old);
            }
            default -> notAllowed();
        };
    }

    private static Object level(CompatibilityLevel level) {
        return Map.of("compatibilityLevel", level.name());
    }

    private Object mode(RegistryRequest request) {
        String subject = subjectOf(request);
        return switch (request.method()) {
            case "GET" ->
                mode(
                        request.flag("defaultToGlobal")
                                ? registry.effectiveMode(subject)
                                : registry.mode(subject).orElseThrow(() -> RegistryException.noModeOf(subject)));
            case "PUT" -> {
                RegistryMode mode = RegistryMode.of(request.text("mode"));
                registry.setMode(subject, mode);
                yield mode(mode);
            }
            case "DELETE" -> {
                RegistryMode old = registry.mode(subject).orElseThrow(() -> RegistryException.noModeOf(subject));
                registry.setMode(subject, null);
                yield mode(old);
            }
            default -> notAllowed();
        };
    }

    private static Object mode(RegistryMode mode) {
        return Map.of("mode", mode.name());
    }
}
