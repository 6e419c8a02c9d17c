package io.contrailkube.node.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One Kubernetes object of a file.
 *
 * @param object as it is written, with apiVersion, kind and metadata.name
 * @param where file and line where it begins
 */
public record Manifest(ObjectNode object, String where) {
    public String kind() {
        return object.path("kind").asText();
    }

    public String name() {
        return object.at("/metadata/name").asText();
    }

    /** As written; empty if the manifest names none. */
    public String namespace() {
        return object.at("/metadata/namespace").asText();
    }

    @Override
    public String toString() {
        return kind() + ' ' + (namespace().isEmpty() ? "" : namespace() + '/') + name();
    }
}
