package io.contrailkube.standins.contrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any operations every reference is known on both sides, and nothing else is. */
@Spec({"API-25", "API-28", "API-88"})
final class ConsistencyProperties {
    private static final int STEPS = 400;
    private static final String PROJECT = "default-domain:p:";
    private static final Map<String, String> CREATED = Map.of(
            "network-policy", "project",
            "virtual-network", "project",
            "virtual-machine", "",
            "virtual-machine-interface", "project",
            "security-group", "project",
            "virtual-router", "global-system-config");
    /** Referring type and field, referred type. */
    private static final List<List<String>> FIELDS = List.of(
            List.of("virtual-network", "network-policy"),
            List.of("virtual-machine-interface", "virtual-machine"),
            List.of("virtual-machine-interface", "security-group"),
            List.of("virtual-machine-interface", "virtual-machine-interface"),
            List.of("virtual-router", "virtual-machine"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("API-25/28: references and back references agree after random operations")
    void references(long seed) {
        try (Caller contrail = Caller.start()) {
            contrail.project("p");
            contrail.create("virtual-network", "project", PROJECT + "base", "");
            Random random = new Random(seed);
            List<String[]> objects = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                act(contrail, random, objects, step);
            }
            check(contrail.get("/standin/dump").json(), contrail);
        }
    }

    private static void act(Caller contrail, Random random, List<String[]> objects, int step) {
        int choice = random.nextInt(10);
        if (choice < 3 || objects.size() < 10) {
            List<String> types = CREATED.keySet().stream().sorted().toList();
            create(contrail, objects, types.get(random.nextInt(types.size())), step);
            return;
        }
        String[] object = objects.get(random.nextInt(objects.size()));
        if (choice == 3) {
            if (contrail.delete("/" + object[0] + "/" + object[1]).status() == 200) {
                objects.remove(object);
            }
            return;
        }
        List<String> pair = FIELDS.get(random.nextInt(FIELDS.size()));
        String from = any(objects, pair.get(0), random);
        String to = any(objects, pair.get(1), random);
        if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
            return;
        }
        if (choice < 6) {
            String field = pair.get(1).replace('-', '_') + "_refs";
            String list = random.nextBoolean() ? "[{'uuid':'" + to + "','to':['x'],'attr':null}]" : "[]";
            contrail.put("/" + pair.get(0) + "/" + from, "{'" + pair.get(0) + "':{'" + field + "':" + list + "}}")
                    .is(200);
        } else if (choice < 9) {
            contrail.post(
                            "/ref-update",
                            "{'type':'" + pair.get(0) + "','uuid':'" + from + "','ref-type':'" + pair.get(1)
                                    + "','ref-uuid':'" + to + "','operation':'"
                                    + (random.nextInt(3) > 0 ? "ADD" : "DELETE") + "','attr':null}")
                    .is(200);
        } else {
            contrail.post("/ref-relax-for-delete", "{'uuid':'" + from + "','ref-uuid':'" + to + "'}")
                    .is(200);
        }
    }

    private static void create(Caller contrail, List<String[]> objects, String type, int step) {
        String parent = CREATED.get(type);
        String name = type + step;
        String path =
                switch (String.valueOf(parent)) {
                    case "project" -> PROJECT + name;
                    case "global-system-config" -> "default-global-system-config:" + name;
                    default -> name;
                };
        String more = type.equals("virtual-machine-interface")
                ? "'virtual_network_refs':[{'to':" + Caller.name(PROJECT + "base") + "}],"
                : "";
        objects.add(new String[] {type, contrail.create(type, String.valueOf(parent), path, more)});
    }

    private static String any(List<String[]> objects, String type, Random random) {
        List<String[]> same = objects.stream().filter(o -> o[0].equals(type)).toList();
        return same.isEmpty() ? "" : same.get(random.nextInt(same.size()))[1];
    }

    /** Compares the references that objects have with the back references that others say they have. */
    private static void check(JsonNode dump, Caller contrail) {
        Set<String> refs = new TreeSet<>();
        Set<String> backRefs = new TreeSet<>();
        Set<String> symmetric = new TreeSet<>();
        dump.properties().forEach(type -> type.getValue().forEach(object -> {
            String uuid = object.path("uuid").asText();
            JsonNode whole = contrail.get("/" + type.getKey() + "/" + uuid).at("/" + type.getKey());
            whole.properties().forEach(field -> {
                for (JsonNode ref : field.getValue()) {
                    String other = ref.path("uuid").asText();
                    if (field.getKey().endsWith("_back_refs")) {
                        backRefs.add(other + " -> " + uuid);
                    } else if (field.getKey().equals(type.getKey().replace('-', '_') + "_refs")) {
                        symmetric.add(uuid + " -> " + other);
                    } else if (field.getKey().endsWith("_refs")) {
                        assertThat(ref.at("/to/0").asText()).as(ref.toString()).isNotEqualTo("ERROR");
                        refs.add(uuid + " -> " + other);
                    }
                }
            });
        }));
        assertThat(backRefs).isEqualTo(refs).isNotEmpty();
        assertThat(symmetric).allSatisfy(pair -> {
            String[] ends = pair.split(" -> ");
            assertThat(symmetric).contains(ends[1] + " -> " + ends[0]);
        });
    }
}
