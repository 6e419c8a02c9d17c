package io.contrailkube.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.desired.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in a policy, by the path of the field. */
final class Faults {
    private final List<Problem> problems = new ArrayList<>();

    /** @param until what the policy does as long as it stands as it is */
    void invalid(String path, String wrong, String until) {
        problems.add(Problem.warning("InvalidPolicy", path + ": " + wrong + "; until that is corrected, " + until));
    }

    /** Remarks on the fields of an object that are none of these. */
    void others(JsonNode object, String path, Set<String> known) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problems.add(Problem.warning(
                        "FieldIgnored",
                        path + '.' + field + " has no effect here: it is no field of network policies that is known"));
            }
        });
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    /** Kubernetes takes null as if the field were not there. */
    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Kubernetes takes an empty list as if it were not there, too. */
    static boolean isAbsentOrEmpty(JsonNode list) {
        return isAbsent(list) || (list.isArray() && list.isEmpty());
    }
}
