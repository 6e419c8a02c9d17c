/** What one Kubernetes cluster needs before and beside its namespaces (spec 01 section 3). */
@NullMarked
package io.contrailkube.core.cluster;

import org.jspecify.annotations.NullMarked;
