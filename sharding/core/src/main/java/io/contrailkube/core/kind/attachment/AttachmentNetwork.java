package io.contrailkube.core.kind.attachment;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.spec.WorkloadNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which network of Contrail a NetworkAttachmentDefinition means (spec 02 section 4.9). */
public sealed interface AttachmentNetwork {
    /** The CNI plugin whose attachments are ours. */
    String PLUGIN = "contrail-k8s-cni";

    /** A network that somebody made. */
    record Existing(ObjectKey key, List<Problem> problems) implements AttachmentNetwork {}

    /** A network that is made for it. */
    record Made(ObjectKey key, List<Cidr> prefixes, boolean forwarding, boolean snat, List<Problem> problems)
            implements AttachmentNetwork {
        public Made {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** It belongs to another CNI plugin and is no business of ours. */
    record Foreign() implements AttachmentNetwork {}

    /** It is ours, but says no network, or says it wrongly. */
    record Unusable(List<Problem> problems) implements AttachmentNetwork {}

    /** The network that pods may join, or null. */
    default @Nullable ObjectKey joined() {
        if (this instanceof Existing existing) {
            return existing.key();
        }
        return this instanceof Made made ? made.key() : null;
    }

    default List<Problem> found() {
        if (this instanceof Existing existing) {
            return existing.problems();
        }
        if (this instanceof Made made) {
            return made.problems();
        }
        return this instanceof Unusable unusable ? unusable.problems() : List.of();
    }

    static AttachmentNetwork of(AttachmentFact fact, WorkloadNames names) {
        String network = fact.annotations().get(AttachmentAnnotations.NETWORK);
        String prefixes = fact.annotations().get(AttachmentAnnotations.CIDR);
        // Release 5.1 goes by the annotations alone; where a configuration names a plugin, that decides.
        boolean says = network != null || prefixes != null;
        if (!fact.pluginType().equals(PLUGIN) && !(fact.pluginType().isEmpty() && says)) {
            return new Foreign();
        }
        var problems = new ArrayList<Problem>();
        if (network != null) {
            for (String key :
                    List.of(AttachmentAnnotations.CIDR, AttachmentAnnotations.FORWARDING, AttachmentAnnotations.SNAT)) {
                if (fact.annotations().containsKey(key)) {
                    problems.add(ignored(
                            key,
                            "annotation " + AttachmentAnnotations.NETWORK + " names a network, which "
                                    + "stays as it is"));
                }
            }
            return existing(network, names, problems);
        }
        return prefixes == null ? new Unusable(problems) : made(fact, prefixes, names, problems);
    }

    private static AttachmentNetwork existing(String network, WorkloadNames names, List<Problem> problems) {
        try {
            String domain = names.names().settings().tenancy().domain();
            return new Existing(WorkloadNames.networkIn(network, domain), problems);
        } catch (IllegalArgumentException e) {
            problems.add(
                    invalid(AttachmentAnnotations.NETWORK, e, "write it as {\"project\":\"...\",\"name\":\"...\"}"));
            return new Unusable(problems);
        }
    }

    private static AttachmentNetwork made(
            AttachmentFact fact, String prefixes, WorkloadNames names, List<Problem> problems) {
        List<Cidr> cidrs;
        try {
            cidrs = Prefixes.parse(prefixes);
        } catch (IllegalArgumentException e) {
            problems.add(invalid(
                    AttachmentAnnotations.CIDR, e, "write it as 10.1.0.0/16, or as a list with one of each version"));
            return new Unusable(problems);
        }
        boolean forwarding = flag(fact, AttachmentAnnotations.FORWARDING, problems);
        boolean snat = flag(fact, AttachmentAnnotations.SNAT, problems);
        if (forwarding && snat) {
            problems.add(ignored(
                    AttachmentAnnotations.SNAT,
                    "the network is on the underlay (" + AttachmentAnnotations.FORWARDING
                            + "), where nothing is translated"));
        }
        return new Made(names.attachmentNetwork(fact.id()), cidrs, forwarding, snat && !forwarding, problems);
    }

    private static boolean flag(AttachmentFact fact, String key, List<Problem> problems) {
        String text = fact.annotations().getOrDefault(key, "false");
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            problems.add(Problem.warning(
                    "InvalidAnnotation",
                    "annotation " + key + " is treated as false: its value '" + text
                            + "' is neither true nor false; set it to \"true\" or \"false\""));
        }
        return word.equals("true");
    }

    private static Problem ignored(String key, String why) {
        return Problem.warning("AnnotationIgnored", "annotation " + key + " has no effect: " + why);
    }

    private static Problem invalid(String key, IllegalArgumentException cause, String remedy) {
        return Problem.warning(
                "InvalidAnnotation",
                "annotation " + key + " cannot be read, so there is no network: " + cause.getMessage() + "; " + remedy);
    }
}
