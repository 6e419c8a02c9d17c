package io.contrailkube.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.policy.Policy.Peer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code from} or {@code to}; empty if something in it is wrong. */
final class PeerReader {
    private static final String UNTIL = "this peer is as if it were not there, and nobody is allowed by it";
    private static final String BLOCK = "ipBlock";
    private static final String PODS = "podSelector";
    private static final String NAMESPACES = "namespaceSelector";

    private PeerReader() {}

    static Optional<Peer> read(JsonNode peer, String path, Faults faults) {
        faults.others(peer, path, Set.of(BLOCK, PODS, NAMESPACES));
        boolean selects = peer.hasNonNull(PODS) || peer.hasNonNull(NAMESPACES);
        if (peer.hasNonNull(BLOCK) && selects) {
            faults.invalid(path, "ipBlock and selectors cannot be in one peer (write two if either shall do)", UNTIL);
            return Optional.empty();
        }
        if (peer.hasNonNull(BLOCK)) {
            return addresses(peer.path(BLOCK), path + '.' + BLOCK, faults);
        }
        if (!selects) {
            faults.invalid(path, "it names neither podSelector nor namespaceSelector nor ipBlock", UNTIL);
            return Optional.empty();
        }
        return selected(peer, path, faults);
    }

    private static Optional<Peer> selected(JsonNode peer, String path, Faults faults) {
        var namespaces = SelectorReader.read(peer.path(NAMESPACES), path + '.' + NAMESPACES, UNTIL, faults);
        var pods = SelectorReader.read(peer.path(PODS), path + '.' + PODS, UNTIL, faults);
        return namespaces.sound() && pods.sound()
                ? Optional.of(new Peer.Selected(
                        peer.hasNonNull(NAMESPACES) ? namespaces.selector() : null,
                        peer.hasNonNull(PODS) ? pods.selector() : null))
                : Optional.empty();
    }

    private static Optional<Peer> addresses(JsonNode block, String path, Faults faults) {
        faults.others(block, path, Set.of("cidr", "except"));
        Cidr prefix = prefix(block.path("cidr"), path + ".cidr", faults);
        JsonNode list = block.path("except");
        if (!Faults.isAbsent(list) && !list.isArray()) {
            faults.invalid(path + ".except", list + " is no list", UNTIL);
            return Optional.empty();
        }
        var except = new ArrayList<Cidr>();
        for (int index = 0; index < list.size(); index++) {
            String place = path + ".except[" + index + ']';
            Cidr exception = prefix(list.path(index), place, faults);
            if (exception != null && prefix != null && !prefix.contains(exception)) {
                faults.invalid(place, exception + " is not within " + prefix, UNTIL);
                exception = null;
            }
            if (exception != null) {
                except.add(exception);
            }
        }
        return prefix != null && except.size() == list.size()
                ? Optional.of(new Peer.Addresses(prefix, except))
                : Optional.empty();
    }

    private static @Nullable Cidr prefix(JsonNode text, String path, Faults faults) {
        if (!text.isTextual()) {
            faults.invalid(
                    path, Faults.shown(text) + " is no text (expected an address prefix, e.g. 10.32.0.0/12)", UNTIL);
            return null;
        }
        try {
            Cidr prefix = Cidr.parse(text.asText());
            if (prefix.isVersion6() == text.asText().contains(":")) {
                return prefix;
            }
            faults.invalid(
                    path, Faults.shown(text) + " is an IPv4 prefix in the form of IPv6; write it as IPv4", UNTIL);
        } catch (IllegalArgumentException e) {
            faults.invalid(path, String.valueOf(e.getMessage()), UNTIL);
        }
        return null;
    }
}
