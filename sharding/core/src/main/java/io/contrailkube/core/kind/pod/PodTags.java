package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.spec.TagNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tags on every interface of a pod (spec 03 sections 2, 4.1, 11.2 and 11.3). */
final class PodTags {
    private static final Comparator<ServiceFact> YOUNGEST_LAST = Comparator.comparing(ServiceFact::created)
            .thenComparing(service -> service.id().name());

    private PodTags() {}

    static Collection<ObjectKey> of(Look look, Set<String> services) {
        var tags = new TreeSet<>(labels(look));
        var names = look.scene.names();
        tags.add(names.namespaceTag(look.namespace()));
        // On the interface itself, so that it also holds in networks that do not bear it (spec 03 section 2).
        tags.add(names.applicationTag());
        marks(look).forEach(tags::add);
        // Rules of network policies mean by it the pods of the cluster; on each before there is any such rule.
        tags.add(new PolicyNames(names).tag(new Term.EveryPod()));
        List<ServiceFact> members = services.stream()
                .flatMap(service -> look.scene.named(ServiceFact.class, service).stream())
                .filter(service -> !service.headless() && service.type() != ServiceFact.Type.EXTERNAL_NAME)
                .sorted(YOUNGEST_LAST)
                .toList();
        members.forEach(service ->
                tags.add(look.names.membershipTag(look.namespace(), service.id().name())));
        if (!members.isEmpty()) {
            // One value per type is all that fits: that of the youngest, as if they had come one after another.
            tags.add(look.names.serviceTag(members.get(members.size() - 1).id().name()));
        }
        return tags;
    }

    /** Labels of pod and namespace in one map, as the annotation of the machine shows them. */
    static SortedMap<String, String> merged(Look look) {
        var labels = new TreeMap<>(look.scene.namespace().labels());
        labels.putAll(look.pod.labels());
        labels.put("namespace", look.namespace());
        return labels;
    }

    /** What rules of network policies know it by (spec 03 section 11.3). */
    private static List<ObjectKey> marks(Look look) {
        var names = new PolicyNames(look.scene.names());
        PodView seen = SeenPod.of(look.pod, look.standing.values())
                .view(look.scene.namespace().labels(), Set.of());
        return look.scene.assignment().marks(seen).stream().map(names::tag).toList();
    }

    private static Set<ObjectKey> labels(Look look) {
        String cluster = look.scene.names().cluster();
        SortedMap<String, String> own = look.pod.labels();
        complain(look, own, cluster);
        var tags = new TreeSet<>(TagNames.published(own, cluster));
        var types = new TreeSet<String>();
        tags.forEach(tag -> types.add(TagNames.typeOf(tag)));
        for (ObjectKey tag : TagNames.published(look.scene.namespace().labels(), cluster)) {
            if (!types.contains(TagNames.typeOf(tag))) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private static void complain(Look look, Map<String, String> labels, String cluster) {
        var byType = new TreeMap<String, List<String>>();
        for (String key : labels.keySet()) {
            if (TagNames.isReserved(key, cluster)) {
                look.warn(
                        "LabelReserved",
                        "label " + key
                                + " is not published as a tag, because tags of this type are the controller's own;"
                                + " choose another key if firewall policies of Contrail are to see it");
            } else {
                byType.computeIfAbsent(TagNames.type(key), any -> new ArrayList<>())
                        .add(key);
            }
        }
        byType.forEach((type, keys) -> {
            if (keys.size() > 1) {
                look.warn(
                        "LabelConflict",
                        "labels " + String.join(", ", keys) + " are the same to Contrail, which knows one case only: "
                                + keys.get(0) + " is published; rename the others");
            }
        });
    }
}
