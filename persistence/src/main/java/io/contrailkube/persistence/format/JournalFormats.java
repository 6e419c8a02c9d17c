package io.contrailkube.persistence.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of formats, one row each. A changed format is a new row under a new manifest; the old one stays readable: by
 * the new row if nothing but fields that may be absent was added, else by a row of its own.
 */
public final class JournalFormats {
    private static final List<Format<?, ?>> ALL = List.of(
            Format.of("plan-begun.2", LedgerEvent.PlanBegun.class),
            Format.of("plan-ended.2", LedgerEvent.PlanEnded.class),
            Format.of("objects-found.2", LedgerEvent.ObjectsFound.class),
            Format.of("entered.1", NamespaceEvent.Entered.class),
            Format.of("isolated.1", NamespaceEvent.Isolated.class),
            Format.of("forwarding-fixed.1", NamespaceEvent.ForwardingFixed.class),
            Format.of("left.1", NamespaceEvent.Left.class),
            Format.of("contributed.3", ClusterEvent.Contributed.class),
            Format.of("departed.1", ClusterEvent.Departed.class),
            Format.of("default-forwarding-fixed.1", ClusterEvent.DefaultForwardingFixed.class),
            Format.of("policy-claimed.1", ClusterEvent.PolicyClaimed.class),
            Format.of("edition-stepped.1", ClusterEvent.EditionStepped.class),
            Format.of("subjects-marked.1", ClusterEvent.SubjectsMarked.class),
            new Format<>(
                    "namespace-state.2",
                    NamespaceState.class,
                    NamespaceSnapshot.class,
                    NamespaceSnapshot::of,
                    NamespaceSnapshot::state),
            new Format<>(
                    "cluster-state.3",
                    ClusterState.class,
                    ClusterSnapshot.class,
                    ClusterSnapshot::of,
                    ClusterSnapshot::state));

    /** Older versions that lack only fields which the newer one leaves out when they are empty, and the version that reads them. */
    private static final Map<String, String> READ_AS = Map.of(
            "plan-begun.1", "plan-begun.2",
            "plan-ended.1", "plan-ended.2",
            "objects-found.1", "objects-found.2",
            "contributed.1", "contributed.3",
            "contributed.2", "contributed.3",
            "namespace-state.1", "namespace-state.2",
            "cluster-state.1", "cluster-state.2");

    /** Older versions that have a shape of their own. */
    private static final List<Format<?, ?>> LEGACY = List.of(Format.legacy(
            "cluster-state.2", ClusterState.class, OlderClusterSnapshot.class, OlderClusterSnapshot::state));

    private static final Map<Class<?>, Format<?, ?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Format::type, Function.identity()));
    private static final Map<String, Format<?, ?>> BY_MANIFEST = Stream.concat(ALL.stream(), LEGACY.stream())
            .collect(Collectors.toMap(Format::manifest, Function.identity(), (one, same) -> one, TreeMap::new));

    private JournalFormats() {}

    /** The manifest under which the value is written, if it is one of ours. */
    public static Optional<String> manifestOf(Object value) {
        return Optional.ofNullable(BY_TYPE.get(value.getClass())).map(Format::manifest);
    }

    /** The value as the journal holds it, to be shown. */
    public static JsonNode toJson(Object value) {
        return toJson(formatOf(value), value);
    }

    static byte[] write(Object value) {
        try {
            return JournalJson.MAPPER.writeValueAsBytes(dtoOf(formatOf(value), value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + value + " to the journal", e);
        }
    }

    /** @throws UnreadableFormat if the manifest is unknown or the bytes are not what it stands for */
    static Object read(String manifest, byte[] bytes) throws UnreadableFormat {
        Format<?, ?> format = BY_MANIFEST.get(READ_AS.getOrDefault(manifest, manifest));
        if (format == null) {
            throw UnreadableFormat.unknown(manifest, BY_MANIFEST.keySet());
        }
        try {
            return read(format, bytes);
        } catch (IOException | RuntimeException e) {
            throw UnreadableFormat.broken(manifest, e);
        }
    }

    private static <T, J> T read(Format<T, J> format, byte[] bytes) throws IOException {
        return format.fromJson().apply(JournalJson.MAPPER.readValue(bytes, format.json()));
    }

    private static <T, J> JsonNode toJson(Format<T, J> format, Object value) {
        return JournalJson.MAPPER.valueToTree(dtoOf(format, value));
    }

    private static <T, J> J dtoOf(Format<T, J> format, Object value) {
        return format.toJson().apply(format.type().cast(value));
    }

    private static Format<?, ?> formatOf(Object value) {
        Format<?, ?> format = BY_TYPE.get(value.getClass());
        if (format == null) {
            throw new IllegalArgumentException("no journal format for "
                    + value.getClass().getName() + ": it needs a row in JournalFormats and a golden file");
        }
        return format;
    }
}
