package io.contrailkube.node.manifest;

/** Something in a manifest that Kubernetes would not take. */
public record ManifestFault(String where, String problem, String remedy) {
    @Override
    public String toString() {
        return where + ": " + problem + "; " + remedy;
    }
}
