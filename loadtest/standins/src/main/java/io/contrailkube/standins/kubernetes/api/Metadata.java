package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of metadata: what the server sets, what it keeps, what it refuses. */
final class Metadata {
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
    private static final int VALUE_LIMIT = 63;
    private static final String[] KEPT = {
        "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"
    };

    private final Random random;
    private final UidSource uids;

    /** Uids and generated names come from the seed, unless the uids are derived. */
    Metadata(long seed, Uids uids) {
        this.random = new Random(seed);
        this.uids = new UidSource(uids, random);
    }

    /** Makes the metadata of a new object out of what was sent. */
    void begin(Place place, ObjectNode object) {
        ObjectNode metadata = Json.child(object, "metadata");
        metadata.put("name", place.name());
        metadata.remove("selfLink");
        metadata.remove("managedFields");
        metadata.remove("deletionTimestamp");
        metadata.remove("deletionGracePeriodSeconds");
        if (place.type().namespaced()) {
            metadata.put("namespace", place.namespace());
        } else {
            metadata.remove("namespace");
        }
        metadata.put("uid", uids.next(place));
        metadata.put("creationTimestamp", now());
        metadata.put("generation", 1);
        check(place, object);
    }

    /** The name that was sent, or one made out of generateName. */
    String name(Place place, ObjectNode object) {
        String name = Json.text(object, "metadata", "name");
        String prefix = Json.text(object, "metadata", "generateName");
        if (name.isEmpty() && !prefix.isEmpty()) {
            StringBuilder made = new StringBuilder(prefix.length() > 58 ? prefix.substring(0, 58) : prefix);
            for (int i = 0; i < 5; i++) {
                made.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
            }
            return made.toString();
        }
        if (name.isEmpty()) {
            throw ApiFailure.invalid(
                    place.type(), "", "metadata.name", "Required value: name or generateName is required");
        }
        return name;
    }

    /** Keeps what a client cannot change and refuses what contradicts it. */
    static void carryOver(Place place, long revision, ObjectNode now, ObjectNode next) {
        ObjectNode metadata = Json.child(next, "metadata");
        JsonNode old = now.path("metadata");
        String expected = Json.text(metadata, "resourceVersion");
        String uid = Json.text(metadata, "uid");
        if (!uid.isEmpty() && !uid.equals(Json.text(old, "uid"))) {
            throw ApiFailure.conflict(
                    place.type(),
                    place.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                            + Json.text(old, "uid"));
        }
        if (!expected.isEmpty() && !expected.equals("0") && !expected.equals(Long.toString(revision))) {
            throw ApiFailure.stale(place.type(), place.name());
        }
        for (String field : KEPT) {
            JsonNode value = old.get(field);
            if (value == null) {
                metadata.remove(field);
            } else {
                metadata.set(field, value);
            }
        }
        metadata.remove("managedFields");
        metadata.remove("selfLink");
        check(place, next);
    }

    /** Name, label and annotation syntax. */
    private static void check(Place place, ObjectNode object) {
        String complaint = place.type().naming().complaint(place.name());
        if (complaint != null) {
            throw invalid(place, "metadata.name", "Invalid value: \"" + place.name() + "\": " + complaint);
        }
        checkMap(place, object, "labels");
        checkMap(place, object, "annotations");
        for (Map.Entry<String, JsonNode> label :
                Json.at(object, "metadata", "labels").properties()) {
            String value = label.getValue().asText();
            if (value.length() > VALUE_LIMIT || !VALUE.matcher(value).matches()) {
                throw invalid(
                        place,
                        "metadata.labels",
                        "Invalid value: \"" + value + "\": a valid label must be an empty string or consist of"
                                + " alphanumeric characters, '-', '_' or '.', and must start and end with an"
                                + " alphanumeric character, at most 63 characters");
            }
        }
    }

    private static void checkMap(Place place, ObjectNode object, String field) {
        JsonNode map = Json.at(object, "metadata", field);
        if (map.isMissingNode() || map.isNull()) {
            return;
        }
        if (!map.isObject()) {
            throw ApiFailure.badRequest(place.type().kind() + " in version \""
                    + place.type().version()
                    + "\" cannot be handled: json: cannot unmarshal into Go struct field ObjectMeta.metadata." + field
                    + " of type map[string]string");
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isTextual()) {
                throw ApiFailure.badRequest(place.type().kind() + " in version \""
                        + place.type().version()
                        + "\" cannot be handled: json: cannot unmarshal "
                        + entry.getValue().getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                        + " into Go struct field ObjectMeta.metadata." + field + " of type string");
            }
            if (!KEY.matcher(entry.getKey()).matches()) {
                throw invalid(
                        place,
                        "metadata." + field,
                        "Invalid value: \"" + entry.getKey()
                                + "\": name part must consist of alphanumeric characters, '-', '_' or '.'");
            }
        }
    }

    private static ApiFailure invalid(Place place, String field, String complaint) {
        return ApiFailure.invalid(place.type(), place.name(), field, complaint);
    }

    /** The object has been stored with the metadata it began with. */
    void stored(Place place) {
        uids.stored(place);
    }

    static String now() {
        return at(0);
    }

    /** The time in so many seconds, as the API writes times. */
    static String at(long seconds) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(seconds)
                .toString();
    }

    static boolean hasFinalizers(ObjectNode object) {
        return !Json.empty(Json.at(object, "metadata", "finalizers"));
    }

    static @Nullable String textOrNull(JsonNode from, String... path) {
        String text = Json.text(from, path);
        return text.isEmpty() ? null : text;
    }
}
