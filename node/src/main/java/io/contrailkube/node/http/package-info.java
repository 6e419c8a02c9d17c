/** The HTTP endpoints of a node: probes, metrics, introspection, cluster management. */
@NullMarked
package io.contrailkube.node.http;

import org.jspecify.annotations.NullMarked;
