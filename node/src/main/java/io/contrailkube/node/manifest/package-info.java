/** Kubernetes manifests, read from files as kubectl reads them, with the line of everything. */
@NullMarked
package io.contrailkube.node.manifest;

import org.jspecify.annotations.NullMarked;
