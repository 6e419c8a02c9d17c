package io.contrailkube.core.kind;

/**
 * Where a kind is served.
 *
 * @param group API group, empty for the core group
 * @param plural resource name in URLs, e.g. {@code namespaces}
 */
public record ApiResource(String group, String version, String plural) {
    /** Path of the collection over all namespaces, e.g. {@code /apis/networking.k8s.io/v1/ingresses}. */
    public String path() {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + '/') + version + '/' + plural;
    }
}
