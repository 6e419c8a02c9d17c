package io.contrailkube.core.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One Kubernetes kind: where it is served and what to keep of it. {@code NamespaceKind} is the one to copy. */
public interface KubeKind {
    /** Name of the kind, e.g. {@code Namespace}. */
    String name();

    /** Where it may be served, best first; the first one that the server offers is watched (spec 01, WA-9). */
    List<ApiResource> resources();

    /** Class of its facts, for serialisation. */
    Class<? extends KubeFact> factType();

    /** Whether its objects belong to no namespace; Namespace itself counts as belonging to its own. */
    default boolean clusterScoped() {
        return false;
    }

    /**
     * Whether clusters may do without it, as without a custom resource that nobody installed: a server that serves it
     * nowhere has none, and that counts as a complete list.
     */
    default boolean optional() {
        return false;
    }

    /**
     * The fact in an object; empty if the object does not count now (spec 01 section 6.1, filter in the reader), which is
     * the same as absent. Never throws for odd content: that is part of the fact. Throws {@link IllegalArgumentException}
     * only if there is no name or uid.
     */
    Optional<KubeFact> decode(JsonNode object);
}
