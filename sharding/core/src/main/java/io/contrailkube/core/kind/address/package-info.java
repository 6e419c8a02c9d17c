/** Public addresses of Services and Ingresses: floating IPs from a pool (spec 02 sections 5.4 and 7.5). */
@NullMarked
package io.contrailkube.core.kind.address;

import org.jspecify.annotations.NullMarked;
