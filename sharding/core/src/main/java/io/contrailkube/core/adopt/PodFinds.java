package io.contrailkube.core.adopt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.TagNames;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was found for pods: followed from the machine, whose uuid is the pod's uid (spec 02 sections 3.2 and 4.4). */
final class PodFinds {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern INDEX = Pattern.compile("(\\d{1,4})/\\d+");

    private final String namespace;
    private final ObjectNames names;
    private final Finds finds;
    private final Takings takings;

    PodFinds(String namespace, ObjectNames names, Finds finds, Takings takings) {
        this.namespace = namespace;
        this.names = names;
        this.finds = finds;
        this.takings = takings;
    }

    /** @param machine which bears our marks */
    void take(Actual machine) {
        var workloads = new WorkloadNames(names);
        var pod = new ObjectId(
                PodKind.NAME, namespace, machine.annotations().getOrDefault(OwnershipMarks.NAME, ""), machine.uuid());
        OwnerKey owner = PodWorkload.ownerOf(pod.uid());
        takings.take(owner, machine, workloads.machine(pod));
        Set<String> published = published(machine);
        inOrder(finds.referring(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, machine.key()))
                .forEach((index, port) -> {
                    takings.take(owner, port, workloads.podInterface(pod, index), claims(port, published));
                    for (Actual address : finds.referring(ContrailTypes.INSTANCE_IP, port.key())) {
                        takings.take(owner, address, workloads.podAddress(pod, index, Families.of(address)));
                    }
                });
        JsonNode routers = machine.body().path("virtual_router_back_refs");
        for (JsonNode router : routers) {
            Finds.key(router, ContrailTypes.VIRTUAL_ROUTER)
                    .ifPresent(key -> takings.add(
                            owner,
                            LedgerEntry.found(
                                    key,
                                    router.path("uuid").asText(),
                                    Origin.FOREIGN,
                                    List.of(Takings.claim(ContrailTypes.VIRTUAL_MACHINE, machine.key())))));
        }
    }

    /** By the index that later releases wrote; the others fill the gaps. */
    private static SortedMap<Integer, Actual> inOrder(List<Actual> ports) {
        var byIndex = new TreeMap<Integer, Actual>();
        var others = new ArrayList<Actual>();
        for (Actual port : ports) {
            Matcher index = INDEX.matcher(port.annotations().getOrDefault("index", ""));
            if (!index.matches() || byIndex.putIfAbsent(Integer.parseInt(index.group(1)), port) != null) {
                others.add(port);
            }
        }
        int next = 0;
        for (Actual port : others) {
            while (byIndex.containsKey(next)) {
                next++;
            }
            byIndex.put(next, port);
        }
        return byIndex;
    }

    /** Of the tags those that came from the pod's labels or were given by the controller; others are an operator's. */
    private List<String> claims(Actual port, Set<String> published) {
        var claims = new ArrayList<>(Takings.claims(port));
        var workloads = new WorkloadNames(names);
        for (ObjectKey tag : Finds.named(port.body().path(Reference.TAGS), ContrailTypes.TAG)) {
            boolean global =
                    tag.fqName().parts().size() == 1 && tag.fqName().leaf().contains("=");
            if (global && (published.contains(TagNames.typeOf(tag)) || workloads.isMembership(tag))) {
                claims.add(new Reference(Reference.TAGS, tag, null).claim());
            }
        }
        return claims;
    }

    /** Types of the tags that were published for the pod. */
    private Set<String> published(Actual machine) {
        var types = new HashSet<>(Set.of(
                TagNames.typeOf(names.applicationTag()),
                TagNames.typeOf(names.namespaceTag(namespace)),
                TagNames.typeOf(new WorkloadNames(names).serviceTag("any"))));
        try {
            JSON.readTree(machine.annotations().getOrDefault("labels", "{}"))
                    .fieldNames()
                    .forEachRemaining(label -> types.add(TagNames.type(label)));
        } catch (JsonProcessingException unreadable) {
            // Then what its labels were is not known, and their tags stay on it until somebody takes them off.
            return types;
        }
        return types;
    }
}
