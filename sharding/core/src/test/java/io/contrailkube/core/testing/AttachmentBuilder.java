package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.attachment.AttachmentAnnotations;
import io.contrailkube.core.kind.attachment.AttachmentFact;
import io.contrailkube.core.plan.OwnerKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** A NetworkAttachmentDefinition of our CNI type, in the making; every method gives a changed copy. */
public final class AttachmentBuilder {
    private final String namespace;
    private final String name;
    private String pluginType = "contrail-k8s-cni";
    private final SortedMap<String, String> annotations = new TreeMap<>();

    AttachmentBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    private AttachmentBuilder copy() {
        var copy = new AttachmentBuilder(namespace, name);
        copy.pluginType = pluginType;
        copy.annotations.putAll(annotations);
        return copy;
    }

    public AttachmentBuilder plugin(String type) {
        AttachmentBuilder copy = copy();
        copy.pluginType = type;
        return copy;
    }

    public AttachmentBuilder annotation(String key, String value) {
        AttachmentBuilder copy = copy();
        copy.annotations.put(key, value);
        return copy;
    }

    public AttachmentBuilder network(String dictionary) {
        return annotation(AttachmentAnnotations.NETWORK, dictionary);
    }

    public AttachmentBuilder cidr(String text) {
        return annotation(AttachmentAnnotations.CIDR, text);
    }

    public OwnerKey owner() {
        return new OwnerKey("NetworkAttachmentDefinition", fact().id().uid());
    }

    public AttachmentFact fact() {
        String uid = Uuids.named("uid of attachment " + namespace + '/' + name);
        return new AttachmentFact(
                new ObjectId("NetworkAttachmentDefinition", namespace, name, uid), annotations, pluginType);
    }
}
