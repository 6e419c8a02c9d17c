package io.contrailkube.core.kind;

/**
 * Identity of a Kubernetes object. The uid tells an object from a later one of the same name.
 *
 * @param namespace the object's namespace; for a Namespace its own name; empty for other cluster-scoped kinds
 */
public record ObjectId(String kind, String namespace, String name, String uid) {
    public ObjectId {
        // A few texts in hundreds of thousands of ids, also of those read from the wire.
        kind = kind.intern();
        namespace = namespace.intern();
    }

    @Override
    public String toString() {
        return kind + ' ' + (namespace.isEmpty() || namespace.equals(name) ? name : namespace + '/' + name);
    }
}
