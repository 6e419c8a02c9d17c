package io.contrailkube.ingest.write;

import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tells the owners of objects that something about them cannot be written: the same text about one object once. */
final class Refusals {
    private static final String REASON = "WriteRefused";

    private record Told(ObjectId about, String message) {}

    private final EventSink events;
    private final Set<Told> told;

    /** @param remembered how many are remembered, so that they are not told again */
    Refusals(EventSink events, int remembered) {
        this.events = events;
        this.told = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Told, Boolean> eldest) {
                return size() > remembered;
            }
        });
    }

    /** @return whether it was news */
    boolean tell(KubeWrite write, String words) {
        String message = what(write.place()) + " could not be written (" + words + "); it is given up until it changes."
                + " Allow the controller to patch it, or see what the server says is wrong";
        if (!told.add(new Told(write.about(), message))) {
            return false;
        }
        events.report(new Notice(write.about(), Severity.WARNING, REASON, message));
        return true;
    }

    private static String what(Place place) {
        return switch (place) {
            case STATUS -> "its status";
            case ANNOTATIONS -> "its annotations";
            case EXTERNAL_IPS -> "its spec.externalIPs";
        };
    }
}
