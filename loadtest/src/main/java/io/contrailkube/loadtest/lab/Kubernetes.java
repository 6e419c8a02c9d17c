package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The Kubernetes that the nodes of a lab watch. */
public interface Kubernetes extends AutoCloseable {
    /** How a node reaches it, in lines of HOCON. */
    String access();

    /** Everything that nodes watch, as it is served now, each object with its kind: see {@link WatchedObjects}. */
    List<JsonNode> objects() throws IOException;

    @Override
    void close();
}
