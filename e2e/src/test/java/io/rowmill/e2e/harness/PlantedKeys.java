package io.rowmill.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database of keys alone whose texts are unlike anything else: what few rows hold of them must be nowhere, what many do, kept. */
public final class PlantedKeys {
    /** Of all 30 clients. */
    public static final String SHARED = "KUNDE-";

    private static final String METADATA =
            """
            {
              "METADATA_SPEC_VERSION": "V1",
              "tables": {
                "branch": {"primary_key": "code", "columns": {"code": {"sdtype": "id"}}},
                "desk": {
                  "primary_key": ["branch", "place"],
                  "columns": {"branch": {"sdtype": "id"}, "place": {"sdtype": "id"}}
                },
                "founder": {"primary_key": "name", "columns": {"name": {"sdtype": "id"}}},
                "day": {"primary_key": "day", "columns": {"day": {"sdtype": "id"}}},
                "client": {
                  "primary_key": "client_no",
                  "columns": {"client_no": {"sdtype": "id"}, "branch": {"sdtype": "id"}}
                }
              },
              "relationships": [
                {"parent_table_name": "branch", "parent_primary_key": "code",
                 "child_table_name": "desk", "child_foreign_key": "branch"},
                {"parent_table_name": "branch", "parent_primary_key": "code",
                 "child_table_name": "client", "child_foreign_key": "branch"}
              ]
            }
            """;

    private PlantedKeys() {}

    /** Writes the tables and their metadata. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("metadata.json"), METADATA);
        table(folder, "branch", "code", List.of("Zwickau-1", "Zwickau-2", "Zwickau-3"));
        table(folder, "desk", "branch,place", List.of("Zwickau-1,Erker#a", "Zwickau-1,Erker#b", "Zwickau-3,Erker#a"));
        table(folder, "founder", "name", List.of("Ottokar Quandt"));
        List<String> days = new ArrayList<>(List.of("1907-06-05", "1911-03-02"));
        List<String> clients = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            days.add("2021-05-%02d".formatted(i));
            clients.add("%s%04d,Zwickau-%d".formatted(SHARED, i, 1 + i % 3));
        }
        table(folder, "day", "day", days);
        table(folder, "client", "client_no,branch", clients);
        return folder;
    }

    private static void table(Path folder, String name, String header, List<String> rows) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), header + "\n" + String.join("\n", rows) + "\n");
    }

    /** Texts that must be nowhere, with what each is. */
    public static Map<String, String> hidden() {
        Map<String, String> needles = new HashMap<>();
        needles.put("Zwickau", "what three keys begin with");
        needles.put("Erker", "what three parts of keys begin with");
        needles.put("Ottokar", "the only key");
        needles.put("1907", "a year of one key");
        needles.put("1911", "a year of one key");
        needles.put("2021-05-0", "the days of few keys");
        return needles;
    }
}
