package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;

/** An ordered list of firewall rules; the order stands in a text attribute of each reference (API-147). */
public final class FirewallPolicy {
    public static final String RULE_REFS = "firewall_rule_refs";
    private static final BigInteger FRACTIONS = BigInteger.TEN.pow(15);

    private FirewallPolicy() {}

    public static ContrailObjectBuilder named(ObjectKey key) {
        return new ContrailObjectBuilder(key);
    }

    /** Claims on a policy that is written to by way of single references only, however many it has. */
    public static ContrailObjectBuilder hub(ObjectKey key) {
        return new ContrailObjectBuilder(key).partOnly();
    }

    /**
     * Adds a rule whose place among its like does not matter. The agent drops all but one of equal sequences, so the
     * fraction comes from the rule's name: unique, and the same whoever adds it and whenever.
     *
     * @param band the five digits before the point
     */
    public static void addRule(ContrailObjectBuilder policy, ObjectKey rule, int band) {
        BigInteger hash = new BigInteger(Uuids.shortHash(rule.toString(), 16), 16).mod(FRACTIONS);
        String sequence = "%05d.%015d".formatted(band, hash);
        policy.reference(RULE_REFS, rule, JsonNodeFactory.instance.objectNode().put("sequence", sequence));
    }
}
