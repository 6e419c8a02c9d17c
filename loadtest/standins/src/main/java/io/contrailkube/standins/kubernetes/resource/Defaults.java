package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the API server fills into new and changed objects, as far as network controllers look at it. */
final class Defaults {
    private Defaults() {}

    static void namespace(ObjectNode object) {
        ObjectNode metadata = Json.child(object, "metadata");
        Json.child(metadata, "labels").put("kubernetes.io/metadata.name", Json.text(metadata, "name"));
        ObjectNode spec = Json.child(object, "spec");
        if (!spec.has("finalizers")) {
            spec.putArray("finalizers").add("kubernetes");
        }
        Json.absent(Json.child(object, "status"), "phase", "Active");
    }

    static void pod(ObjectNode object) {
        podSpec(Json.child(object, "spec"));
        ObjectNode status = Json.child(object, "status");
        Json.absent(status, "phase", "Pending");
        Json.absent(status, "qosClass", "BestEffort");
    }

    private static void podSpec(ObjectNode spec) {
        Json.absent(spec, "restartPolicy", "Always");
        Json.absent(spec, "dnsPolicy", "ClusterFirst");
        Json.absent(spec, "schedulerName", "default-scheduler");
        Json.absent(spec, "serviceAccountName", "default");
        if (!spec.has("terminationGracePeriodSeconds")) {
            spec.put("terminationGracePeriodSeconds", 30);
        }
        for (JsonNode container : spec.path("containers")) {
            if (container instanceof ObjectNode each) {
                Json.absent(each, "imagePullPolicy", "IfNotPresent");
                each.path("ports").forEach(Defaults::tcp);
            }
        }
    }

    /** apps/v1 workloads and jobs. */
    static void workload(ObjectNode object) {
        ObjectNode template = Json.child(Json.child(object, "spec"), "template");
        podSpec(Json.child(template, "spec"));
    }

    static void replicated(ObjectNode object) {
        workload(object);
        ObjectNode spec = Json.child(object, "spec");
        if (!spec.has("replicas")) {
            spec.put("replicas", 1);
        }
    }

    static void service(ObjectNode object) {
        ObjectNode spec = Json.child(object, "spec");
        Json.absent(spec, "type", "ClusterIP");
        Json.absent(spec, "sessionAffinity", "None");
        String type = Json.text(spec, "type");
        if (!type.equals("ExternalName")) {
            Json.absent(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            Json.absent(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            Json.absent(spec, "allocateLoadBalancerNodePorts", BooleanNode.TRUE);
        }
        for (JsonNode port : spec.path("ports")) {
            tcp(port);
            if (port instanceof ObjectNode each) {
                Json.absent(each, "targetPort", each.path("port"));
            }
        }
        Json.child(Json.child(object, "status"), "loadBalancer");
    }

    static void ingress(ObjectNode object) {
        Json.child(Json.child(object, "status"), "loadBalancer");
    }

    /** A definition is established as soon as it is stored. */
    static void definition(ObjectNode object) {
        ObjectNode names = Json.child(Json.child(object, "spec"), "names");
        Json.absent(names, "singular", Json.text(names, "kind").toLowerCase(java.util.Locale.ROOT));
        Json.absent(names, "listKind", Json.text(names, "kind") + "List");
        ObjectNode status = Json.child(object, "status");
        status.set("acceptedNames", names.deepCopy());
        if (status.has("conditions")) {
            return;
        }
        ArrayNode conditions = status.putArray("conditions");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        for (String type : new String[] {"NamesAccepted", "Established"}) {
            conditions
                    .addObject()
                    .put("type", type)
                    .put("status", "True")
                    .put("reason", type.equals("Established") ? "InitialNamesAccepted" : "NoConflicts")
                    .put("message", "")
                    .put("lastTransitionTime", now);
        }
        ArrayNode stored = status.putArray("storedVersions");
        object.path("spec").path("versions").forEach(version -> {
            if (version.path("storage").asBoolean()) {
                stored.add(Json.text(version, "name"));
            }
        });
    }

    static void endpoints(ObjectNode object) {
        object.path("subsets").forEach(subset -> subset.path("ports").forEach(Defaults::tcp));
    }

    static void endpointSlice(ObjectNode object) {
        object.path("ports").forEach(Defaults::tcp);
    }

    static void networkPolicy(ObjectNode object) {
        ObjectNode spec = Json.child(object, "spec");
        if (Json.empty(spec.path("policyTypes"))) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!Json.empty(spec.path("egress"))) {
                types.add("Egress");
            }
        }
        for (String direction : new String[] {"ingress", "egress"}) {
            spec.path(direction).forEach(rule -> rule.path("ports").forEach(Defaults::tcp));
        }
    }

    static void secret(ObjectNode object) {
        Json.absent(object, "type", "Opaque");
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = Json.child(object, "data");
            plain.properties()
                    .forEach(field -> data.put(
                            field.getKey(),
                            java.util.Base64.getEncoder()
                                    .encodeToString(field.getValue()
                                            .asText()
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
    }

    private static void tcp(JsonNode port) {
        if (port instanceof ObjectNode each) {
            Json.absent(each, "protocol", "TCP");
        }
    }
}
