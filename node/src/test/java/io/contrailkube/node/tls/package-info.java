/** Tests of the endpoints' TLS. */
@NullMarked
package io.contrailkube.node.tls;

import org.jspecify.annotations.NullMarked;
