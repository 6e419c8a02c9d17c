package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.pod.PodAnnotations;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Protocol;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Pod on a node, in the making; every method gives a changed copy. */
public final class PodBuilder {
    private final String namespace;
    private final String name;
    private String uid;
    private String node = "node-1";
    private List<String> hosts = List.of("10.0.0.5");
    private boolean completed;
    private final SortedSet<NamedPort> ports = new TreeSet<>();
    private List<String> ignored = List.of();
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final SortedMap<String, String> annotations = new TreeMap<>();

    PodBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
        this.uid = Uuids.named("uid of pod " + namespace + '/' + name);
    }

    private PodBuilder copy() {
        var copy = new PodBuilder(namespace, name);
        copy.uid = uid;
        copy.node = node;
        copy.hosts = hosts;
        copy.completed = completed;
        copy.ports.addAll(ports);
        copy.ignored = ignored;
        copy.labels.putAll(labels);
        copy.annotations.putAll(annotations);
        return copy;
    }

    /** Another object of the same name, made after this one was deleted. */
    public PodBuilder uid(String text) {
        PodBuilder copy = copy();
        copy.uid = Uuids.named(text);
        return copy;
    }

    /** @param addresses addresses of the node; none until kubelet has said */
    public PodBuilder on(String nodeName, String... addresses) {
        PodBuilder copy = copy();
        copy.node = nodeName;
        copy.hosts = List.of(addresses);
        return copy;
    }

    public PodBuilder completed() {
        PodBuilder copy = copy();
        copy.completed = true;
        return copy;
    }

    /** A container port that has a name. */
    public PodBuilder port(Protocol protocol, String called, int number) {
        PodBuilder copy = copy();
        copy.ports.add(new NamedPort(protocol, called, number));
        return copy;
    }

    public PodBuilder label(String key, String value) {
        PodBuilder copy = copy();
        copy.labels.put(key, value);
        return copy;
    }

    public PodBuilder unlabelled(String key) {
        PodBuilder copy = copy();
        copy.labels.remove(key);
        return copy;
    }

    public PodBuilder annotation(String key, String value) {
        PodBuilder copy = copy();
        copy.annotations.put(key, value);
        return copy;
    }

    /** @param dictionary value of the annotation that names the network */
    public PodBuilder network(String dictionary) {
        return annotation(PodAnnotations.NETWORK, dictionary);
    }

    /** @param text value of the annotation that names additional networks */
    public PodBuilder networks(String text) {
        return annotation(PodAnnotations.NETWORKS, text);
    }

    public PodBuilder ignoring(String... paths) {
        PodBuilder copy = copy();
        copy.ignored = List.of(paths);
        return copy;
    }

    public OwnerKey owner() {
        return new OwnerKey("Pod", uid);
    }

    public PodFact fact() {
        return new PodFact(
                new ObjectId("Pod", namespace, name, uid), labels, annotations, node, hosts, ports, completed, ignored);
    }
}
