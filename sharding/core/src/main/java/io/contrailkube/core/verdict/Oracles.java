package io.contrailkube.core.verdict;

import java.util.List;

/**
 * Both oracles on one world.
 *
 * @param consent what Contrail is to do with the policies
 */
public record Oracles(KubernetesOracle kubernetes, ContrailOracle contrail, Consent consent) {
    /** What both say of one flow. */
    public record Comparison(Reach.Flow flow, boolean wanted, KubernetesVerdict kubernetes, ContrailVerdict contrail) {
        public boolean agree() {
            return wanted == contrail.allowed();
        }
    }

    /**
     * What both say of all flows between some parties.
     *
     * @param wanted what the policies of Kubernetes ask for
     * @param done what Contrail does
     */
    public record Matrix(Reach wanted, Reach done) {
        public List<Reach.Flow> differences() {
            return wanted.differences(done);
        }
    }

    /** @throws IllegalArgumentException if there is no such pod */
    public Comparison compare(Party from, Party to, Traffic traffic) {
        KubernetesVerdict wanted = kubernetes.decide(from, to, traffic);
        return new Comparison(
                new Reach.Flow(from, to, traffic), wanted.allowed(consent), wanted, contrail.decide(from, to, traffic));
    }

    public Matrix matrix(List<Party> parties, List<Traffic> traffic) {
        return new Matrix(kubernetes.reach(parties, traffic, consent), contrail.reach(parties, traffic));
    }
}
