package io.contrailkube.core.enforce;

import io.contrailkube.core.contrail.ApplicationPolicySet;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.firewall.SharedObjects;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Pairs;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.PolicyNames;
import java.util.List;
import java.util.Set;

/** Something that network policies have in common, or have in a list that all share. Each is an owner key of the cluster. */
sealed interface Item {
    /** Kinds of their owner keys. */
    Set<String> KINDS = Set.of(Group.KIND, PairAllow.KIND, PairDeny.KIND, Denial.KIND, Place.KIND);

    OwnerKey owner(SharedObjects shared);

    List<ContrailObject> objects(SharedObjects shared);

    /** An address group. */
    record Group(List<Cidr> prefixes) implements Item {
        static final String KIND = "AddressGroup";

        @Override
        public OwnerKey owner(SharedObjects shared) {
            return ownerOf(
                    KIND,
                    new PolicyNames(shared.names())
                            .addressGroup(prefixes)
                            .fqName()
                            .leaf());
        }

        @Override
        public List<ContrailObject> objects(SharedObjects shared) {
            return List.of(shared.addressGroup(prefixes));
        }
    }

    /** Lets pass what both sides allow. */
    record PairAllow(Pairs.Allowed pair) implements Item {
        static final String KIND = "PairAllow";

        @Override
        public OwnerKey owner(SharedObjects shared) {
            return ownerOf(KIND, key(shared).fqName().leaf());
        }

        @Override
        public List<ContrailObject> objects(SharedObjects shared) {
            return List.of(
                    shared.pairAllowRule(pair.from(), pair.to(), pair.service()),
                    SharedObjects.places(new PolicyNames(shared.names()).pairAllowPolicy(), List.of(key(shared))));
        }

        private ObjectKey key(SharedObjects shared) {
            return shared.pairAllowKey(pair.from(), pair.to(), pair.service());
        }
    }

    /** Keeps one subject from another, or all marked pods from each other. */
    record PairDeny(Pairs.Denied pair) implements Item {
        static final String KIND = "PairDeny";
        static final PairDeny OF_MARKED = new PairDeny(new Pairs.Denied(
                End.Pods.of(new Term.Isolated(Direction.EGRESS)), End.Pods.of(new Term.Isolated(Direction.INGRESS))));

        @Override
        public OwnerKey owner(SharedObjects shared) {
            return ownerOf(KIND, key(shared).fqName().leaf());
        }

        @Override
        public List<ContrailObject> objects(SharedObjects shared) {
            return List.of(
                    shared.pairDenyRule(pair.from(), pair.to()),
                    SharedObjects.places(new PolicyNames(shared.names()).pairDenyPolicy(), List.of(key(shared))));
        }

        private ObjectKey key(SharedObjects shared) {
            return shared.pairDenyKey(pair.from(), pair.to());
        }
    }

    /** Isolates a subject in a direction. */
    record Denial(End.Pods subject, Direction direction) implements Item {
        static final String KIND = "Denial";

        @Override
        public OwnerKey owner(SharedObjects shared) {
            return ownerOf(KIND, key(shared).fqName().leaf());
        }

        @Override
        public List<ContrailObject> objects(SharedObjects shared) {
            return List.of(
                    shared.denyRule(subject, direction),
                    SharedObjects.places(shared.names().denyAllPolicy(), List.of(key(shared))));
        }

        private ObjectKey key(SharedObjects shared) {
            return shared.denyKey(subject, direction);
        }
    }

    /**
     * A firewall policy in the policy set.
     *
     * @param firewallPolicy the last part of its name
     * @param sequence see {@link Places}
     */
    record Place(Enforced.PolicyKey policy, String firewallPolicy, String sequence) implements Item {
        static final String KIND = "Place";

        @Override
        public OwnerKey owner(SharedObjects shared) {
            return policy.place();
        }

        @Override
        public List<ContrailObject> objects(SharedObjects shared) {
            ObjectKey set = shared.names().applicationPolicySet();
            var hub = ContrailObject.builder(set.type(), set.fqName()).partOnly();
            ApplicationPolicySet.add(
                    hub, ObjectNames.policyManagement(ContrailTypes.FIREWALL_POLICY, firewallPolicy), sequence);
            return List.of(hub.build());
        }
    }

    private static OwnerKey ownerOf(String kind, String id) {
        return new OwnerKey(kind, id);
    }
}
