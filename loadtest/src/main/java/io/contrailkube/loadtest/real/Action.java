package io.contrailkube.loadtest.real;

import java.io.IOException;

/** Something done to Kubernetes or to the nodes. */
@FunctionalInterface
interface Action {
    void run() throws IOException;
}
