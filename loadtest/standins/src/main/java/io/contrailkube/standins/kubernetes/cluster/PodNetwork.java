package io.contrailkube.standins.kubernetes.cluster;

import java.util.List;
import java.util.function.Consumer;

/** What connects pods; answers come on the thread of the cluster. */
interface PodNetwork {
    /** A pod on its node that needs an address. */
    record Port(String uid, String namespace, String pod, ClusterOptions.Node node) {}

    /** Tells the addresses, at least one, once the pod has them. */
    void connect(Port port, Consumer<List<String>> then);

    /** The pod of that uid needs no address any more. */
    void forget(String uid);

    /** Where no pod is ever connected. */
    PodNetwork NONE = new PodNetwork() {
        @Override
        public void connect(Port port, Consumer<List<String>> then) {
            // Never.
        }

        @Override
        public void forget(String uid) {
            // Never connected.
        }
    };
}
