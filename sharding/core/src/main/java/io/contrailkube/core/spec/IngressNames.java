package io.contrailkube.core.spec;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import java.util.regex.Pattern;

/**
 * Names of what lets the traffic of an Ingress pass: its tag, and a firewall rule per service (spec 02 section 7.2). They are
 * joined by `-`, so several (namespace, ingress, service) may make the same one, and in namespaces whose entities know
 * nothing of each other. Hence a name that could be read in another way gets a hash of its parts; one of a namespace
 * without a `-` cannot, for there the namespace ends at the first (spec 03 section 11.2).
 *
 * @param owner the Ingress
 */
public record IngressNames(ObjectNames names, ObjectId owner) {
    private static final int DIGITS = 8;
    private static final Pattern LIKE_A_HASH = Pattern.compile(".*-[0-9a-f]{" + DIGITS + '}');

    /** The tag on its virtual address, which svc-monitor copies to the instances of the load balancer. */
    public ObjectKey tag() {
        String value = names.cluster() + '-' + owner.namespace() + '-' + owner.name();
        boolean ambiguous = owner.namespace().contains("-") || looksHashed(owner.name());
        return TagNames.tag("ingress", ambiguous ? value + '-' + hash(owner.namespace() + '/' + owner.name()) : value);
    }

    /**
     * The rule that lets its load balancer reach a service.
     *
     * @param taken whether another ingress of the namespace has the plain name
     */
    public ObjectKey rule(String service, boolean taken) {
        String plain = names.ingressFirewallPolicy().fqName().leaf()
                + '-'
                + owner.namespace()
                + '-'
                + owner.name()
                + '-'
                + service;
        boolean ambiguous = taken || owner.namespace().contains("-") || looksHashed(service);
        String hash = hash(owner.namespace() + '/' + owner.name() + '/' + service);
        return new ObjectKey(
                ContrailTypes.FIREWALL_RULE,
                ObjectNames.policyManagement().fqName().child(ambiguous ? plain + '-' + hash : plain));
    }

    private static boolean looksHashed(String name) {
        return LIKE_A_HASH.matcher(name).matches();
    }

    private static String hash(String parts) {
        return Uuids.shortHash(parts, DIGITS);
    }
}
