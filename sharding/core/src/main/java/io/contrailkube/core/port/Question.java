package io.contrailkube.core.port;

import io.contrailkube.core.contrail.ObjectKey;
import java.util.List;

/** Something that is looked for outside of the entity. Equal questions have one answer. */
public sealed interface Question {
    /** The answer is an object in Contrail, as read. */
    sealed interface OfContrail extends Question {}

    /** The answer is a fact of a kind that we watch. */
    sealed interface OfKubernetes extends Question {}

    /** An object of this name. */
    record Named(ObjectKey key) implements OfContrail {}

    /**
     * The virtual-router of a node (spec 02 section 4.6): by one of its addresses; else by its name, whatever the case; else
     * by the first part of the name up to a dot, if only one fits.
     *
     * @param addresses addresses of the node, may be empty
     */
    record RouterOf(List<String> addresses, String node) implements OfContrail {
        public RouterOf {
            addresses = List.copyOf(addresses);
        }
    }

    /** The virtual-machine-interface with an instance-ip of this address in this network; none if several fit. */
    record InterfaceAt(ObjectKey network, String address) implements OfContrail {}

    /** The virtual-machine-interface that is a child of the virtual-router of this address (vhost0 of a node). */
    record HostInterface(String address) implements OfContrail {}

    /** The object of this kind and name in another namespace. */
    record FactNamed(String kind, String namespace, String name) implements OfKubernetes {}
}
