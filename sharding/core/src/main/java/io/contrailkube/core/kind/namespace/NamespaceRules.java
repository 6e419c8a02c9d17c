package io.contrailkube.core.kind.namespace;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.NetworkPolicy;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Project;
import io.contrailkube.core.contrail.SecurityGroup;
import io.contrailkube.core.contrail.Tag;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.TagNames;
import io.contrailkube.core.state.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a namespace means in Contrail (spec 01 section 5.5). Total: same namespace, same settings, same objects. */
public final class NamespaceRules {
    private final ObjectNames names;
    private final OwnershipMarks marks;

    public NamespaceRules(ObjectNames names) {
        this.names = names;
        this.marks = new OwnershipMarks(names);
    }

    /** Every object that the namespace owns. */
    public List<ContrailObject> objects(NamespaceFact namespace, NamespaceSettings settings) {
        String name = namespace.name();
        var objects = new ArrayList<ContrailObject>();
        if (!names.sharesProject()) {
            objects.add(project(namespace, settings));
        }
        objects.add(securityGroup(name));
        objects.add(
                Tag.named(names.namespaceTag(name)).annotations(marksOf(name)).build());
        objects.add(rule(name, names.ingressRule(name), Endpoint.any(), own(name)));
        objects.add(rule(name, names.egressRule(name), own(name), Endpoint.any()));
        if (settings.isolated()) {
            objects.add(podServicePolicy(name));
            objects.add(podNetwork(name, settings));
            objects.add(serviceNetwork(name));
        }
        return objects;
    }

    /**
     * What the namespace wants among the shared objects.
     *
     * @param projectUuid uuid of its project in Contrail, or null while it is not known
     */
    public Contribution contribution(
            NamespaceFact namespace, NamespaceSettings settings, @Nullable String projectUuid) {
        boolean isDefault = namespace.name().equals(ObjectNames.DEFAULT_NAMESPACE);
        // A shared project owns the default networks and needs no permission to read them.
        boolean reads = names.settings().features().sharedRead()
                && !names.sharesProject()
                && !isDefault
                && !settings.isolated()
                && !names.settings().nested().on();
        var tags = new TreeSet<String>();
        TagNames.published(namespace.labels(), names.cluster())
                .forEach(tag -> tags.add(tag.fqName().leaf()));
        return new Contribution(tags, true, isDefault ? settings.snatAnnotation() : null, reads ? projectUuid : null);
    }

    private ContrailObject project(NamespaceFact namespace, NamespaceSettings settings) {
        SortedMap<String, String> annotations = marksOf(namespace.name());
        annotations.put(OwnershipMarks.UID, namespace.id().uid());
        annotations.put(OwnershipMarks.ISOLATED, settings.isolated() ? "True" : "False");
        var project = Project.named(names.project(namespace.name())).annotations(annotations);
        if (names.tagsProjects()) {
            project.tag(names.applicationTag());
        }
        return project.build();
    }

    private ContrailObject securityGroup(String namespace) {
        ObjectKey key = names.securityGroup(namespace);
        SortedMap<String, String> annotations = marksOf(namespace);
        annotations.put(OwnershipMarks.NAME, key.fqName().leaf());
        return SecurityGroup.open(key, names.project(namespace))
                .annotations(annotations)
                .build();
    }

    private ContrailObject rule(String namespace, ObjectKey key, Endpoint from, Endpoint to) {
        return FirewallRule.passAll(key, from, to)
                .annotations(marksOf(namespace))
                .build();
    }

    private Endpoint own(String namespace) {
        return Endpoint.tagged(names.namespaceTag(namespace));
    }

    private ContrailObject podServicePolicy(String namespace) {
        return NetworkPolicy.between(
                        names.podServicePolicy(namespace), names.podNetwork(namespace), names.serviceNetwork(namespace))
                .annotations(marksOf(namespace))
                .build();
    }

    private ContrailObject podNetwork(String namespace, NamespaceSettings settings) {
        var policies = new ArrayList<>(
                List.of(names.podServicePolicy(namespace), names.ipFabricPolicy(), names.defaultServicePolicy()));
        var network = settings.forwarding()
                ? VirtualNetwork.flat(
                        names.podNetwork(namespace),
                        names.ipFabricIpam(),
                        ObjectNames.IP_FABRIC,
                        null,
                        withUnderlay(policies))
                : VirtualNetwork.flat(
                        names.podNetwork(namespace), names.podIpam(), null, settings.snat(), withUnderlay(policies));
        return network(namespace, network, "pod");
    }

    private ContrailObject serviceNetwork(String namespace) {
        var policies = new ArrayList<>(List.of(names.podServicePolicy(namespace), names.ipFabricPolicy()));
        return network(
                namespace,
                VirtualNetwork.flat(
                        names.serviceNetwork(namespace), names.serviceIpam(), null, false, withUnderlay(policies)),
                "service");
    }

    private List<ObjectKey> withUnderlay(List<ObjectKey> policies) {
        if (names.hostNetwork() != null) {
            policies.add(names.nestedUnderlayPolicy());
        }
        return policies;
    }

    private ContrailObject network(String namespace, ContrailObjectBuilder network, String role) {
        SortedMap<String, String> annotations = marksOf(namespace);
        annotations.put(OwnershipMarks.ISOLATED, "True");
        annotations.put(OwnershipMarks.ROLE, role);
        if (!names.tagsProjects()) {
            network.tag(names.applicationTag());
        }
        return network.annotations(annotations).build();
    }

    private SortedMap<String, String> marksOf(String namespace) {
        return marks.of(NamespaceKind.NAME, namespace, namespace);
    }
}
