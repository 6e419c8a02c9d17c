/** Services: native load balancers and floating IPs (spec 02 section 5). */
@NullMarked
package io.contrailkube.core.kind.service;

import org.jspecify.annotations.NullMarked;
