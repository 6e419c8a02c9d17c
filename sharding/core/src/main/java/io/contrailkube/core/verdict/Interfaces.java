package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The interfaces of pods and of others, with tags and addresses as the agents know them. */
final class Interfaces {
    private static final Comparator<Port> FIRST =
            Comparator.comparing(Port::index).thenComparing(Port::name);

    private final ContrailDump dump;
    private final String cluster;
    private final Map<Party.Pod, List<Port>> ofPods = new TreeMap<>(Population.ORDER);
    private final Map<IpAddress, Port> byAddress = new HashMap<>();
    private final Map<String, Set<IpAddress>> addresses = new HashMap<>();

    /**
     * One interface.
     *
     * @param pod null if it is none of a pod of this cluster
     * @param index place among those of its pod
     * @param network name of its network
     */
    record Port(
            String name, Party.@Nullable Pod pod, int index, TagSet tags, String network, List<IpAddress> addresses) {}

    /** @param known addresses of pods, which count before those that the dump has */
    Interfaces(String cluster, ContrailDump dump, Map<Party.Pod, List<IpAddress>> known) {
        this.dump = dump;
        this.cluster = cluster;
        dump.of(ContrailDump.INSTANCE_IP).values().forEach(this::readAddress);
        List<Port> ports = new ArrayList<>();
        dump.of(ContrailDump.INTERFACE).forEach((name, body) -> ports.add(port(name, body, known)));
        ports.stream().sorted(FIRST).forEach(port -> {
            Party.Pod pod = port.pod();
            if (pod != null) {
                ofPods.computeIfAbsent(pod, any -> new ArrayList<>()).add(port);
            }
            port.addresses().forEach(address -> byAddress.putIfAbsent(address, port));
        });
    }

    /** All interfaces of a pod, the one that every pod has first. */
    List<Port> of(Party.Pod pod) {
        return ofPods.getOrDefault(pod, List.of());
    }

    Collection<List<Port>> ofPods() {
        return ofPods.values();
    }

    @Nullable
    Port at(IpAddress address) {
        return byAddress.get(address);
    }

    private void readAddress(JsonNode body) {
        IpAddress.parse(body.path("instance_ip_address").asText())
                .ifPresent(address -> ContrailDump.refs(body, "virtual_machine_interface_refs")
                        .forEach(ref -> addresses
                                .computeIfAbsent(ref.name(), any -> new LinkedHashSet<>())
                                .add(address)));
    }

    private Port port(String name, JsonNode body, Map<Party.Pod, List<IpAddress>> known) {
        Party.Pod pod = podOf(body);
        Map<String, String> annotations = ContrailDump.annotations(body);
        int index = index(annotations.getOrDefault("index", ""));
        List<IpAddress> told = pod == null || index > 0 ? List.of() : known.getOrDefault(pod, List.of());
        List<IpAddress> here = told.isEmpty() ? List.copyOf(addresses.getOrDefault(name, Set.of())) : told;
        String network = ContrailDump.refs(body, "virtual_network_refs").stream()
                .findFirst()
                .map(ContrailDump.Ref::name)
                .orElse("");
        return new Port(name, pod, index, tags(body, network), network, here);
    }

    private Party.@Nullable Pod podOf(JsonNode body) {
        Map<String, String> annotations = ContrailDump.annotations(body);
        boolean ours = "Pod".equals(annotations.get("kind")) && cluster.equals(annotations.get("cluster"));
        return ours
                ? new Party.Pod(annotations.getOrDefault("namespace", ""), annotations.getOrDefault("name", ""))
                : null;
    }

    /** Of an annotation such as {@code 1/2}; the original writes none for the only one. */
    private static int index(String text) {
        String first = text.contains("/") ? text.substring(0, text.indexOf('/')) : "";
        return first.matches("\\d{1,5}") ? Integer.parseInt(first) : 0;
    }

    private TagSet tags(JsonNode body, String network) {
        Set<String> ofMachines = new LinkedHashSet<>();
        ContrailDump.refs(body, "virtual_machine_refs")
                .forEach(ref -> ofMachines.addAll(own(dump.find(ContrailDump.MACHINE, ref.name()))));
        return TagSet.effective(List.of(
                own(body),
                ofMachines,
                own(dump.find(ContrailDump.NETWORK, network)),
                own(dump.find(ContrailDump.PROJECT, ContrailDump.projectOf(body)))));
    }

    static List<String> own(@Nullable JsonNode body) {
        return body == null
                ? List.of()
                : ContrailDump.refs(body, "tag_refs").stream()
                        .map(ContrailDump.Ref::name)
                        .toList();
    }
}
