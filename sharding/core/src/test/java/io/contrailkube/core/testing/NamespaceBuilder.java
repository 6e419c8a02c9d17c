package io.contrailkube.core.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Namespace of Kubernetes in the making; every method gives a changed copy. */
public final class NamespaceBuilder {
    private final String name;
    private String uid;
    private boolean terminating;
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final SortedMap<String, String> annotations = new TreeMap<>();

    NamespaceBuilder(String name) {
        this.name = name;
        this.uid = Uuids.named("uid of " + name);
        labels.put("kubernetes.io/metadata.name", name);
    }

    private NamespaceBuilder copy() {
        var copy = new NamespaceBuilder(name);
        copy.uid = uid;
        copy.terminating = terminating;
        copy.labels.putAll(labels);
        copy.annotations.putAll(annotations);
        return copy;
    }

    public String name() {
        return name;
    }

    public NamespaceBuilder isolated() {
        return annotation(NamespaceAnnotations.ISOLATION, "true");
    }

    public NamespaceBuilder isolation(String text) {
        return annotation(NamespaceAnnotations.ISOLATION, text);
    }

    public NamespaceBuilder forwarding(boolean on) {
        return annotation(NamespaceAnnotations.FORWARDING, String.valueOf(on));
    }

    public NamespaceBuilder snat(boolean on) {
        return annotation(NamespaceAnnotations.SNAT, String.valueOf(on));
    }

    public NamespaceBuilder network(String dictionary) {
        return annotation(NamespaceAnnotations.NETWORK, dictionary);
    }

    public NamespaceBuilder annotation(String key, String value) {
        NamespaceBuilder copy = copy();
        copy.annotations.put(key, value);
        return copy;
    }

    public NamespaceBuilder without(String annotation) {
        NamespaceBuilder copy = copy();
        copy.annotations.remove(annotation);
        return copy;
    }

    public NamespaceBuilder label(String key, String value) {
        NamespaceBuilder copy = copy();
        copy.labels.put(key, value);
        return copy;
    }

    public NamespaceBuilder unlabelled(String key) {
        NamespaceBuilder copy = copy();
        copy.labels.remove(key);
        return copy;
    }

    /** Another object of the same name, made after this one was deleted. */
    public NamespaceBuilder uid(String text) {
        NamespaceBuilder copy = copy();
        copy.uid = Uuids.named(text);
        return copy;
    }

    /** The object that comes after so many of its name were deleted. */
    public NamespaceBuilder inLife(int deletions) {
        return deletions == 0 ? this : uid(uid + deletions);
    }

    public boolean isSameLife(NamespaceBuilder other, int deletions) {
        return uid.equals(other.inLife(deletions).uid);
    }

    public NamespaceBuilder terminating() {
        NamespaceBuilder copy = copy();
        copy.terminating = true;
        return copy;
    }

    public ObjectNode manifest() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("kind", NamespaceKind.NAME);
        ObjectNode metadata = manifest.putObject("metadata").put("name", name).put("uid", uid);
        ObjectNode labelNode = metadata.putObject("labels");
        labels.forEach(labelNode::put);
        ObjectNode annotationNode = metadata.putObject("annotations");
        annotations.forEach(annotationNode::put);
        manifest.putObject("status").put("phase", terminating ? "Terminating" : "Active");
        return manifest;
    }

    public NamespaceFact fact() {
        return (NamespaceFact) new NamespaceKind().decode(manifest()).orElseThrow();
    }

    @Override
    public String toString() {
        return name + labels + annotations + (terminating ? " terminating" : "");
    }
}
