package io.contrailkube.standins.kubernetes.patch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How strategic merge patch treats the lists of the built-in kinds; a list that is not named here is replaced as a whole. */
final class MergeKeys {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("resourceClaims", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("hostAliases", "ip"),
            Map.entry("podIPs", "ip"),
            Map.entry("hostIPs", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("conditions", "type"),
            Map.entry("addresses", "type"),
            Map.entry("ownerReferences", "uid"));
    private static final Set<String> SETS = Set.of("finalizers", "podCIDRs");

    private MergeKeys() {}

    /** The key that tells the objects of a list apart; {@code parent} is the name of the list or object that holds it. */
    static @Nullable String of(String parent, String list) {
        if (list.equals("ports")) {
            return switch (parent) {
                case "containers", "initContainers", "ephemeralContainers" -> "containerPort";
                case "spec" -> "port";
                default -> null;
            };
        }
        // The addresses of a node's status have a type; those of endpoints are a plain list.
        return list.equals("addresses") && !parent.equals("status") ? null : KEYS.get(list);
    }

    /** True for a list of plain values that is merged as a set. */
    static boolean isSet(String list) {
        return SETS.contains(list);
    }
}
