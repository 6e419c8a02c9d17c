package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressAnnotations;
import io.contrailkube.core.kind.ingress.IngressFact;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.kind.ingress.IngressFact.Tls;
import io.contrailkube.core.plan.OwnerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An Ingress without class and rules, in the making; every method gives a changed copy. */
public final class IngressBuilder {
    private final String namespace;
    private final String name;
    private String uid;
    private String className = "";
    private @Nullable Backend defaultBackend;
    private List<Path> paths = List.of();
    private List<Tls> tls = List.of();
    private List<String> statusAddresses = List.of();
    private List<String> ignored = List.of();
    private final SortedMap<String, String> annotations = new TreeMap<>();

    IngressBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
        this.uid = Uuids.named("uid of ingress " + namespace + '/' + name);
    }

    private IngressBuilder copy() {
        var copy = new IngressBuilder(namespace, name);
        copy.uid = uid;
        copy.className = className;
        copy.defaultBackend = defaultBackend;
        copy.paths = paths;
        copy.tls = tls;
        copy.statusAddresses = statusAddresses;
        copy.ignored = ignored;
        copy.annotations.putAll(annotations);
        return copy;
    }

    /** Another object of the same name, made after this one was deleted. */
    public IngressBuilder uid(String text) {
        IngressBuilder copy = copy();
        copy.uid = Uuids.named(text);
        return copy;
    }

    public IngressBuilder className(String value) {
        IngressBuilder copy = copy();
        copy.className = value;
        return copy;
    }

    /** The old way of naming a class. */
    public IngressBuilder classAnnotation(String value) {
        return annotation(IngressAnnotations.CLASS, value);
    }

    public IngressBuilder annotation(String key, String value) {
        IngressBuilder copy = copy();
        copy.annotations.put(key, value);
        return copy;
    }

    public IngressBuilder defaultBackend(String service, int port) {
        return defaultBackend(new Backend(service, port, ""));
    }

    public IngressBuilder defaultBackend(Backend backend) {
        IngressBuilder copy = copy();
        copy.defaultBackend = backend;
        return copy;
    }

    /** Adds a path whose type is left to the implementation. */
    public IngressBuilder path(String host, String path, String service, int port) {
        return path(new Path(host, path, "ImplementationSpecific", new Backend(service, port, "")));
    }

    public IngressBuilder path(Path path) {
        IngressBuilder copy = copy();
        copy.paths = plus(paths, path);
        return copy;
    }

    public IngressBuilder withoutPaths() {
        IngressBuilder copy = copy();
        copy.paths = List.of();
        return copy;
    }

    /** @param hosts none for all hosts */
    public IngressBuilder tls(String secret, String... hosts) {
        IngressBuilder copy = copy();
        copy.tls = plus(tls, new Tls(List.of(hosts), secret));
        return copy;
    }

    public IngressBuilder showing(String... addresses) {
        IngressBuilder copy = copy();
        copy.statusAddresses = List.of(addresses);
        return copy;
    }

    public IngressBuilder ignoring(String... fields) {
        IngressBuilder copy = copy();
        copy.ignored = List.of(fields);
        return copy;
    }

    public OwnerKey owner() {
        return new OwnerKey("Ingress", uid);
    }

    public IngressFact fact() {
        return new IngressFact(
                new ObjectId("Ingress", namespace, name, uid),
                annotations,
                className,
                defaultBackend,
                paths,
                tls,
                statusAddresses,
                ignored);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        var all = new ArrayList<>(list);
        all.add(element);
        return List.copyOf(all);
    }
}
