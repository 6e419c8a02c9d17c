package io.contrailkube.core.verdict;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An end of a flow as policies of Kubernetes see it.
 *
 * @param pod null for somebody outside and for a pod on the network of its node
 * @param namespaceLabels of the pod's namespace
 * @param address null for a pod without one
 */
record KubeEnd(@Nullable KubePod pod, Map<String, String> namespaceLabels, @Nullable IpAddress address) {}
