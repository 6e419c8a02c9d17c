package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The Kubernetes that the nodes of a lab watch. */
public interface Kubernetes extends AutoCloseable {
    /** How a node reaches it, in lines of HOCON. */
    String access();

    /** Every namespace as it is served now, with its kind. */
    List<JsonNode> namespaces() throws IOException;

    @Override
    void close();
}
