package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An additional network that a pod asks for (spec 02 section 4.9).
 *
 * @param device name of the interface in the pod; empty for the CNI plugin's choice
 */
record NetworkRequest(String namespace, String name, String device) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    /** What Linux takes, without what would break the CNI plugin's reading (spec 02 section 2). */
    private static final Pattern DEVICE = Pattern.compile("[^\\s/:{}\"]{1,15}");

    private static final Set<String> KNOWN = Set.of("name", "namespace", "interface");

    /**
     * @param ignored keys of the JSON form that are set and have no effect
     */
    record Requests(List<NetworkRequest> all, Set<String> ignored) {
        static final Requests NONE = new Requests(List.of(), Set.of());
    }

    /**
     * @param namespace where a network is that is named without one
     * @throws IllegalArgumentException whose message says what is wrong
     */
    static Requests parse(String text, String namespace) {
        if (text.isBlank()) {
            return Requests.NONE;
        }
        var ignored = new TreeSet<String>();
        List<NetworkRequest> all =
                text.strip().startsWith("[") ? ofJson(text, namespace, ignored) : ofList(text, namespace);
        var devices = new HashSet<String>();
        for (NetworkRequest request : all) {
            if (!request.device.isEmpty() && !devices.add(request.device)) {
                throw new IllegalArgumentException("interface '" + request.device + "' is asked for twice");
            }
        }
        return new Requests(all, ignored);
    }

    private static List<NetworkRequest> ofList(String text, String namespace) {
        var all = new ArrayList<NetworkRequest>();
        for (String element : text.split(",", -1)) {
            String item = element.strip();
            int at = item.indexOf('@');
            String device = at < 0 ? "" : item.substring(at + 1);
            String path = at < 0 ? item : item.substring(0, at);
            if (at >= 0 && device.isEmpty()) {
                throw new IllegalArgumentException("'" + item + "' names no interface after the @");
            }
            int slash = path.indexOf('/');
            all.add(checked(slash < 0 ? namespace : path.substring(0, slash), path.substring(slash + 1), device));
        }
        return all;
    }

    private static List<NetworkRequest> ofJson(String text, String namespace, Set<String> ignored) {
        var all = new ArrayList<NetworkRequest>();
        for (JsonNode element : read(text)) {
            if (!element.isObject()) {
                throw new IllegalArgumentException("an element of the list is no object: " + element);
            }
            element.fieldNames().forEachRemaining(field -> {
                if (!KNOWN.contains(field)) {
                    ignored.add(field);
                }
            });
            String own = element.path("namespace").asText();
            all.add(checked(
                    own.isEmpty() ? namespace : own,
                    element.path("name").asText(),
                    element.path("interface").asText()));
        }
        return all;
    }

    private static JsonNode read(String text) {
        try {
            JsonNode list = JSON.readTree(text);
            if (list.isArray()) {
                return list;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("it is no list");
    }

    private static NetworkRequest checked(String namespace, String name, String device) {
        if (!NAME.matcher(name).matches() || !NAME.matcher(namespace).matches()) {
            throw new IllegalArgumentException("'" + namespace + '/' + name + "' is no name of a network");
        }
        if (!device.isEmpty() && !DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("'" + device + "' is no name of an interface");
        }
        return new NetworkRequest(namespace, name, device);
    }

    @Override
    public String toString() {
        return namespace + '/' + name;
    }
}
