/** NetworkPolicies of Kubernetes (spec 03). */
@NullMarked
package io.contrailkube.core.kind.networkpolicy;

import org.jspecify.annotations.NullMarked;
