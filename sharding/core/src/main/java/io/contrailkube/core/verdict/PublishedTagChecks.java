package io.contrailkube.core.verdict;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every interface of a pod has the tags that its labels and those of its namespace lead to (spec 03 sections 4.1 and 11.2), no
 * more and no less. Which services and which selectors it fits the verdicts say.
 */
final class PublishedTagChecks {
    private final StaticChecks.Setting setting;
    private final Population population;
    private final Faults faults;
    private final ContrailDump dump;
    private final Interfaces interfaces;
    private final PublishedLabels labels;

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
        this.labels = new PublishedLabels(setting.cluster());
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
                || TagSet.type(tag).equals(labels.serviceType());
    }

    private Set<String> wanted(KubePod pod) {
        Map<String, String> published = new TreeMap<>();
        labels.publish(population.namespaceLabels(pod), published);
        labels.publish(pod.labels(), published);
        Set<String> wanted = new TreeSet<>();
        published.forEach((type, value) -> wanted.add(type + '=' + value));
        wanted.add("namespace=" + pod.id().namespace());
        wanted.add("application=" + setting.cluster());
        wanted.add("label=k8s." + setting.cluster() + ".pod");
        return wanted;
    }
}
