package io.contrailkube.core.kind.pod;

import org.jspecify.annotations.Nullable;

/**
 * One interface of a pod, as it is to be.
 *
 * @param index 0 for the network that every pod has
 * @param carrier what carries it in nested mode, or null
 */
record PodPort(int index, Naming naming, PodNetwork network, @Nullable Carrier carrier) {
    /**
     * What an interface and its network are called.
     *
     * @param name of the network, as the CNI plugin is told
     * @param status name of the network in the status annotation
     * @param device name of the interface in the pod; empty for the CNI plugin's choice
     */
    record Naming(String name, String status, String device) {
        static final Naming FIRST = new Naming("default", "cluster-wide-default", "");

        static Naming of(NetworkRequest request) {
            return new Naming(request.name(), request.toString(), request.device());
        }

        /** For an interface that stands although nobody asks for it any more. */
        static Naming leftIn(String network) {
            return new Naming(network, network, "");
        }
    }

    /** Name of the interface in the pod. */
    String device() {
        return naming.device().isEmpty() ? "eth" + index : naming.device();
    }
}
