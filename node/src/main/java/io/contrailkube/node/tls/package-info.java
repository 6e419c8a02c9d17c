/** TLS of the node's own endpoints, with keys and certificates in PEM files as the original has them. */
@NullMarked
package io.contrailkube.node.tls;

import org.jspecify.annotations.NullMarked;
