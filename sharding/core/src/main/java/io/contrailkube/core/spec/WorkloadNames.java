package io.contrailkube.core.spec;

import io.contrailkube.core.config.ClusterSettings.VmNaming;
import io.contrailkube.core.config.LiteralDict;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names and uuids of what stands for pods and additional networks (spec 02 sections 3.2, 4.4 and 4.9). */
public record WorkloadNames(ObjectNames names) {
    private static final String ATTACHMENT_NETWORK = "-pod-network";
    private static final String JOINT = "__";
    /** Before the membership values that we give out among the values of the tag type `label`. */
    private static final String MEMBERSHIP = "k8s.";

    private static final int MEMBERSHIP_DIGITS = 12;

    /** What an object made for a Kubernetes object is for; part of its uuid, so that it is the same each time. */
    public String uuid(ObjectId owner, String role) {
        return Uuids.named(names.cluster() + ' ' + owner.uid() + ' ' + role);
    }

    /** Parts joined as the original does. */
    public static String join(String... parts) {
        return String.join(JOINT, parts);
    }

    /** The virtual machine of a pod; its uuid is the pod's uid. */
    public ObjectKey machine(ObjectId pod) {
        return ObjectKey.of(
                ContrailTypes.VIRTUAL_MACHINE,
                naming() == VmNaming.R21_4
                        ? join(names.cluster(), pod.namespace(), pod.name())
                        : join(pod.name(), pod.uid()));
    }

    public String machineDisplayName(ObjectId pod) {
        return naming() == VmNaming.R21_4 ? machine(pod).fqName().leaf() : join(pod.namespace(), pod.name());
    }

    public String podInterfaceUuid(ObjectId pod, int index) {
        return uuid(pod, "vmi/" + index);
    }

    /** @param index 0 for the network that every pod has, then additional networks in order */
    public ObjectKey podInterface(ObjectId pod, int index) {
        return inProject(
                ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                pod.namespace(),
                join(pod.name(), podInterfaceUuid(pod, index)));
    }

    /** @param family {@code v4} or {@code v6} */
    public String podAddressUuid(ObjectId pod, int index, String family) {
        return uuid(pod, "iip/" + index + '/' + family);
    }

    /** @param family {@code v4} or {@code v6} */
    public ObjectKey podAddress(ObjectId pod, int index, String family) {
        return ObjectKey.of(ContrailTypes.INSTANCE_IP, join(pod.name(), podAddressUuid(pod, index, family)));
    }

    /** The network made for an additional network that is given by address prefixes. */
    public ObjectKey attachmentNetwork(ObjectId attachment) {
        return inProject(
                ContrailTypes.VIRTUAL_NETWORK,
                attachment.namespace(),
                names.cluster() + '-' + attachment.name() + ATTACHMENT_NETWORK);
    }

    /** Name of the definition for which a network was made. */
    public Optional<String> attachmentOf(ObjectKey network) {
        String leaf = network.fqName().leaf();
        String start = names.cluster() + '-';
        boolean made = network.type().equals(ContrailTypes.VIRTUAL_NETWORK)
                && leaf.startsWith(start)
                && leaf.endsWith(ATTACHMENT_NETWORK)
                && leaf.length() > start.length() + ATTACHMENT_NETWORK.length();
        return made
                ? Optional.of(leaf.substring(start.length(), leaf.length() - ATTACHMENT_NETWORK.length()))
                : Optional.empty();
    }

    public ObjectKey attachmentIpam(ObjectId attachment) {
        return inProject(
                ContrailTypes.NETWORK_IPAM,
                attachment.namespace(),
                names.cluster() + '-' + attachment.name() + "-pod-ipam");
    }

    /** Network of the hosts in nested mode: the configured one, else the one of the customary name (spec 02 s4.8). */
    public ObjectKey hostNetwork() {
        ObjectKey configured = names.hostNetwork();
        return configured != null
                ? configured
                : inProject(ContrailTypes.VIRTUAL_NETWORK, ObjectNames.DEFAULT_NAMESPACE, "cluster-network");
    }

    /** The tag that says of which service a pod is a member, as the original writes it (spec 03 section 11.2). */
    public ObjectKey serviceTag(String service) {
        return TagNames.tag(names.cluster() + "-svc", service);
    }

    /** The tag that exactly the members of a service have, whatever other services they are in (spec 03 section 11.2). */
    public ObjectKey membershipTag(String namespace, String service) {
        return TagNames.tag("label", membership() + Uuids.shortHash(namespace + '/' + service, MEMBERSHIP_DIGITS));
    }

    /** Whether a tag says of the members of some service of this cluster that they are. */
    public boolean isMembership(ObjectKey tag) {
        return TagNames.typeOf(tag).equals("label") && TagNames.valueOf(tag).startsWith(membership());
    }

    private String membership() {
        return MEMBERSHIP + names.cluster() + ".svc.";
    }

    /**
     * The network that an annotation names by a dictionary (spec 02 section 1.1).
     *
     * @param domain where it is if the dictionary does not say; null if it has to say so
     * @throws IllegalArgumentException whose message says what is wrong
     */
    public static ObjectKey networkIn(String dictionary, @Nullable String domain) {
        var values = LiteralDict.parse(dictionary, List.of("project", "name"));
        if (domain == null || values.containsKey("domain")) {
            LiteralDict.parse(dictionary, List.of("domain"));
        }
        return new ObjectKey(
                ContrailTypes.VIRTUAL_NETWORK,
                FqName.of(
                        values.getOrDefault("domain", domain == null ? "" : domain),
                        values.getOrDefault("project", ""),
                        values.getOrDefault("name", "")));
    }

    private VmNaming naming() {
        return names.settings().workloads().vmNaming();
    }

    private ObjectKey inProject(String type, String namespace, String leaf) {
        return new ObjectKey(type, names.project(namespace).fqName().child(leaf));
    }
}
