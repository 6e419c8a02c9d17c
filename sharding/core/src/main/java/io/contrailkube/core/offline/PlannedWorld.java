package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;
import java.util.SortedMap;

/**
 * The Contrail objects that manifests lead to, in {@link NormalForm}.
 *
 * @param objects by type, then by fully qualified name joined with colons
 * @param findings what the owners of the objects would be told
 */
public record PlannedWorld(SortedMap<String, SortedMap<String, ObjectNode>> objects, List<Finding> findings) {
    public PlannedWorld {
        findings = List.copyOf(findings);
    }

    /** A problem of one Kubernetes object. */
    public record Finding(ObjectId about, Problem problem) {}
}
