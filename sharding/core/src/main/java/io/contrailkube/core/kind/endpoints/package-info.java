/** Endpoints and EndpointSlices: members of load balancers (spec 02 section 6). */
@NullMarked
package io.contrailkube.core.kind.endpoints;

import org.jspecify.annotations.NullMarked;
