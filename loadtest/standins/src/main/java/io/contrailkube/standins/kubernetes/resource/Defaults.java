package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
        if (!Json.text(spec, "type").equals("ExternalName")) {
            Json.absent(spec, "internalTrafficPolicy", "Cluster");
        }
        for (JsonNode port : spec.path("ports")) {
            tcp(port);
            if (port instanceof ObjectNode each) {
                Json.absent(each, "targetPort", each.path("port"));
            }
        }
        if (!(Json.child(object, "status").get("loadBalancer") instanceof ObjectNode)) {
            Json.child(object, "status").putObject("loadBalancer");
        }
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
