package io.contrailkube.core.verdict;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every interface of a pod has the tags that its labels and those of its namespace lead to (spec 03 sections 4.1 and 11.2), no
 * more and no less. Which services and which selectors it fits the verdicts say.
 */
final class PublishedTagChecks {
    private static final Set<String> RESERVED =
            Set.of("application", "label", "neutron_fwaas", "namespace", "ingress", "obj_type", "obj_uuid");

    private final StaticChecks.Setting setting;
    private final Population population;
    private final Faults faults;
    private final ContrailDump dump;
    private final Interfaces interfaces;

    PublishedTagChecks(
            StaticChecks.Setting setting,
            Population population,
            ContrailDump dump,
            Interfaces interfaces,
            Faults faults) {
        this.setting = setting;
        this.population = population;
        this.faults = faults;
        this.dump = dump;
        this.interfaces = interfaces;
    }

    void run() {
        for (KubePod pod : population.pods()) {
            for (Interfaces.Port port : interfaces.of(pod.id())) {
                check(pod, port.name());
            }
        }
    }

    private void check(KubePod pod, String port) {
        Set<String> standing = new TreeSet<>(Interfaces.own(dump.find(ContrailDump.INTERFACE, port)));
        standing.removeIf(this::isOfOthers);
        Set<String> wanted = wanted(pod);
        Set<String> more = new TreeSet<>(standing);
        more.removeAll(wanted);
        wanted.removeAll(standing);
        if (!wanted.isEmpty() || !more.isEmpty()) {
            faults.add(ContrailDump.INTERFACE + ' ' + port, "lacks tags " + wanted + " and has too many " + more);
        }
    }

    private boolean isOfOthers(String tag) {
        Membership membership = Membership.of(setting.cluster(), tag);
        return membership == Membership.OF_SERVICES
                || membership == Membership.OF_RULES
                || TagSet.type(tag).equals(serviceType());
    }

    private Set<String> wanted(KubePod pod) {
        Map<String, String> published = new TreeMap<>();
        publish(population.namespaceLabels(pod), published);
        publish(pod.labels(), published);
        Set<String> wanted = new TreeSet<>();
        published.forEach((type, value) -> wanted.add(type + '=' + value));
        wanted.add("namespace=" + pod.id().namespace());
        wanted.add("application=" + setting.cluster());
        wanted.add("label=k8s." + setting.cluster() + ".pod");
        return wanted;
    }

    /** Of keys that differ in case only the first counts; what is there already comes from elsewhere and is replaced. */
    private void publish(Map<String, String> labels, Map<String, String> published) {
        Set<String> here = new HashSet<>();
        new TreeMap<>(labels).forEach((key, value) -> {
            String type = key.toLowerCase(Locale.ROOT).replace("/", "__slash__");
            if (!RESERVED.contains(type) && !type.equals(serviceType()) && here.add(type)) {
                published.put(type, value.replace("/", "__slash__"));
            }
        });
    }

    private String serviceType() {
        return setting.cluster().toLowerCase(Locale.ROOT) + "-svc";
    }
}
