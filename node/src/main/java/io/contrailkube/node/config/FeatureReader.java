package io.contrailkube.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.contrailkube.core.config.ClusterSettings.Ingresses;
import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.Enforcement;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.config.ClusterSettings.VmNaming;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of ours, beyond the original's options, that decide what is made in Contrail: {@code contrail-kube.features}. */
final class FeatureReader {
    private static final Map<String, VmNaming> VM_NAMINGS =
            inOrder(Map.entry("r21.4", VmNaming.R21_4), Map.entry("r5.0", VmNaming.R5_0));
    private static final Map<String, PrefixMode> PREFIX_MODES =
            inOrder(Map.entry("exact", PrefixMode.EXACT), Map.entry("haproxy-regex", PrefixMode.HAPROXY_REGEX));
    private static final Map<String, Enforcement> ENFORCEMENTS =
            inOrder(Map.entry("strict", Enforcement.STRICT), Map.entry("flow", Enforcement.FLOW));
    private static final Map<String, SctpPortMode> SCTP_PORT_MODES =
            inOrder(Map.entry("exact", SctpPortMode.EXACT), Map.entry("widen", SctpPortMode.WIDEN));
    /** What Kubernetes allows as {@code spec.controller} of an IngressClass. */
    private static final Pattern CONTROLLER =
            Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9/._~%!$&'()*+,;=:-]+");

    private static final int CONTROLLER_LENGTH = 250;

    private final Config features;
    private final List<Fault> faults = new ArrayList<>();

    /** Looks at names only: {@link HoconChecks} tells what is not of the type it should be. */
    FeatureReader(Config merged) {
        if (merged.getValue(HoconPaths.FEATURES) instanceof ConfigObject group) {
            features = group.toConfig();
            check("vm-naming", VM_NAMINGS);
            check("ingress-prefix-mode", PREFIX_MODES);
            check("np-enforcement", ENFORCEMENTS);
            check("sctp-port-mode", SCTP_PORT_MODES);
            checkController();
        } else {
            features = ConfigFactory.empty();
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    boolean sharedRead() {
        return features.getBoolean("shared-read");
    }

    Workloads workloads() {
        return new Workloads(
                one("vm-naming", VM_NAMINGS),
                features.getBoolean("release-completed-pods"),
                features.getBoolean("write-external-ips"),
                new Ingresses(
                        features.getString("ingress-controller-name"),
                        features.getBoolean("claim-classless-ingress"),
                        one("ingress-prefix-mode", PREFIX_MODES)));
    }

    NetworkPolicies networkPolicies() {
        return new NetworkPolicies(one("np-enforcement", ENFORCEMENTS), one("sctp-port-mode", SCTP_PORT_MODES));
    }

    private <T> T one(String name, Map<String, T> allowed) {
        return Objects.requireNonNull(allowed.get(features.getString(name)), name);
    }

    private void check(String name, Map<String, ?> allowed) {
        text(name)
                .filter(value -> !allowed.containsKey(value))
                .ifPresent(value ->
                        add(name, value, "unknown value", "give one of " + String.join(", ", allowed.keySet())));
    }

    private void checkController() {
        String name = "ingress-controller-name";
        text(name)
                .filter(value -> value.length() > CONTROLLER_LENGTH
                        || !CONTROLLER.matcher(value).matches())
                .ifPresent(value -> add(
                        name,
                        value,
                        "this cannot be the controller of an IngressClass",
                        "give a domain and a path of at most " + CONTROLLER_LENGTH
                                + " characters, such as opencontrail.org/ingress"));
    }

    /** Empty if it is no text. */
    private Optional<String> text(String name) {
        return Optional.ofNullable(value(name).unwrapped())
                .filter(value -> !(value instanceof List) && !(value instanceof Map))
                .map(String::valueOf);
    }

    private ConfigValue value(String name) {
        return Objects.requireNonNull(features.root().get(name), name);
    }

    private void add(String name, String value, String problem, String remedy) {
        String path = HoconChecks.child(HoconPaths.FEATURES, name);
        faults.add(new Fault(path, value, HoconChecks.origin(value(name)), problem, remedy));
    }

    @SafeVarargs
    private static <T> Map<String, T> inOrder(Map.Entry<String, T>... entries) {
        var map = new LinkedHashMap<String, T>();
        for (Map.Entry<String, T> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
