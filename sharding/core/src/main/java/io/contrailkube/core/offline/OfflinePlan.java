package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.offline.PlannedWorld.Finding;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a fresh Contrail holds after the running system has seen these manifests: the same rules, no cluster. */
public final class OfflinePlan {
    /** Every Kubernetes cluster has these. */
    private static final List<String> BUILT_IN =
            List.of(ObjectNames.DEFAULT_NAMESPACE, ObjectNames.SYSTEM_NAMESPACE, "kube-public", "kube-node-lease");
    /** Kubernetes puts this label on every namespace, with its name. */
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private final ObjectNames names;
    private final ClusterRules cluster;
    private final NamespaceRules namespaces;
    private final Rendering rendering = new Rendering();
    private final List<Finding> findings = new ArrayList<>();

    private OfflinePlan(ClusterSettings settings) {
        this.names = new ObjectNames(settings);
        this.cluster = new ClusterRules(names);
        this.namespaces = new NamespaceRules(names);
    }

    /**
     * @param manifests objects as Kubernetes takes them, each with kind and name; of two of one name the later counts;
     *     kinds that mean nothing here are passed over
     * @throws IllegalArgumentException if one has no name
     */
    public static PlannedWorld of(ClusterSettings settings, List<JsonNode> manifests) {
        var manifestOf = new TreeMap<String, JsonNode>();
        BUILT_IN.forEach(name -> manifestOf.put(name, emptyNamespace(name)));
        namespaces(manifests)
                .forEach(
                        manifest -> manifestOf.put(manifest.at("/metadata/name").asText(), manifest));
        return planned(settings, manifestOf.values().stream().map(OfflinePlan::asServed));
    }

    /**
     * The same for objects as a certain API server serves them. What other servers would add to them, as the label with the
     * name that came with Kubernetes 1.21, is not.
     *
     * @param objects all that the server has, each with its kind
     * @throws IllegalArgumentException if one has no name or uid
     */
    public static PlannedWorld ofServed(ClusterSettings settings, List<JsonNode> objects) {
        return planned(settings, namespaces(objects));
    }

    private static Stream<JsonNode> namespaces(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> NamespaceKind.NAME.equals(object.path("kind").asText()));
    }

    private static PlannedWorld planned(ClusterSettings settings, Stream<JsonNode> served) {
        var plan = new OfflinePlan(settings);
        var kind = new NamespaceKind();
        var facts = new TreeMap<String, NamespaceFact>();
        served.flatMap(object -> kind.decode(object).stream())
                .map(NamespaceFact.class::cast)
                .forEach(fact -> facts.put(fact.name(), fact));
        plan.add(facts);
        return new PlannedWorld(plan.rendering.objects(), plan.findings);
    }

    private static JsonNode emptyNamespace(String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.putObject("metadata").put("name", name);
        return namespace;
    }

    /** With what the API server adds. */
    private static JsonNode asServed(JsonNode manifest) {
        ObjectNode served = manifest.deepCopy();
        ObjectNode metadata = served.withObject("/metadata");
        String name = metadata.path("name").asText();
        metadata.put("uid", Uuids.named("Namespace " + name));
        if (!metadata.path("labels").has(NAME_LABEL)) {
            metadata.withObject("/labels").put(NAME_LABEL, name);
        }
        return served;
    }

    private void add(Map<String, NamespaceFact> facts) {
        var tags = new TreeSet<String>();
        var readers = new TreeSet<String>();
        Contribution fromDefault = Contribution.NONE;
        for (NamespaceFact fact : facts.values()) {
            Contribution contribution = add(fact);
            tags.addAll(contribution.tags());
            if (contribution.reader() != null) {
                readers.add(contribution.reader());
            }
            if (fact.name().equals(ObjectNames.DEFAULT_NAMESPACE)) {
                fromDefault = contribution;
            }
        }
        boolean forwarding = names.settings().features().forwarding();
        cluster.foundation(forwarding, fromDefault, List.copyOf(readers)).forEach(rendering::add);
        cluster.underlay().forEach(rendering::add);
        cluster.vrouterConfig(List.of()).forEach(rendering::add);
        tags.forEach(tag -> rendering.add(cluster.labelTag(ObjectKey.of(ContrailTypes.TAG, tag))));
    }

    private Contribution add(NamespaceFact fact) {
        NamespaceSettings settings = NamespaceDecider.settings(fact, NamespaceState.EMPTY, names.settings());
        settings.problems().forEach(problem -> findings.add(new Finding(fact.id(), problem)));
        namespaces.objects(fact, settings).forEach(rendering::add);
        rendering.add(cluster.allowAllReferences(fact.name()));
        String project = Uuids.of(names.project(fact.name()));
        return namespaces.contribution(fact, settings, project);
    }
}
