/** Plays the rest of a cluster around a stand-in of the Kubernetes API: scheduler, kubelets with their CNI plugin, controllers. */
@NullMarked
package io.contrailkube.standins.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
