package io.contrailkube.ingest.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.registry.KubeKinds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Kubernetes Events as they go on the wire. */
final class EventJson {
    static final String COMPONENT = "contrail-kube-controller";

    /** Events about objects of the cluster live there, as Kubernetes has it. */
    private static final String CLUSTER_EVENTS = "default";

    private static final int MAX_MESSAGE = 1024;
    private static final int MAX_NAME = 230;

    private EventJson() {}

    static String collection(ObjectId about) {
        return "/api/v1/namespaces/" + (isOfCluster(about) ? CLUSTER_EVENTS : about.namespace()) + "/events";
    }

    /** The same for the same notice on every node, so that an Event is counted on after its writer has moved. */
    static String name(Notice notice) {
        ObjectId about = notice.about();
        String all = String.join(
                "\n", about.kind(), about.uid(), notice.severity().type(), notice.reason(), notice.message());
        UUID hash = UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
        String name = about.name().length() > MAX_NAME ? about.name().substring(0, MAX_NAME) : about.name();
        return name + '.' + String.format("%016x", hash.getMostSignificantBits());
    }

    static ObjectNode create(Entry entry) {
        Notice notice = entry.notice();
        ObjectId about = notice.about();
        String time = time(entry.time());
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata")
                .put("name", name(notice))
                .put("namespace", isOfCluster(about) ? CLUSTER_EVENTS : about.namespace());
        ObjectNode object = event.putObject("involvedObject");
        object.put("kind", about.kind()).put("name", about.name()).put("uid", about.uid());
        if (!isOfCluster(about)) {
            object.put("namespace", about.namespace());
        }
        KubeKinds.ALL.stream()
                .filter(kind -> kind.name().equals(about.kind()))
                .findFirst()
                .ifPresent(kind -> object.put("apiVersion", apiVersion(kind)));
        event.put("type", notice.severity().type())
                .put("reason", notice.reason())
                .put("message", shortened(notice.message()))
                .put("count", entry.repeats())
                .put("firstTimestamp", time)
                .put("lastTimestamp", time)
                .put("reportingComponent", COMPONENT)
                .put("reportingInstance", "");
        event.putObject("source").put("component", COMPONENT);
        return event;
    }

    static ObjectNode count(int count, Instant last) {
        return JsonNodeFactory.instance.objectNode().put("count", count).put("lastTimestamp", time(last));
    }

    private static boolean isOfCluster(ObjectId about) {
        return about.namespace().isEmpty() || about.kind().equals(NamespaceKind.NAME);
    }

    private static String apiVersion(KubeKind kind) {
        ApiResource resource = kind.resources().get(0);
        return resource.group().isEmpty() ? resource.version() : resource.group() + '/' + resource.version();
    }

    private static String shortened(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE - 3) + "..." : message;
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
