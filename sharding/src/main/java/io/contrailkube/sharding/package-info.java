/** The entities: event-sourced actors, one per namespace and one per cluster, spread over the nodes; {@code Entities} is the door. */
@NullMarked
package io.contrailkube.sharding;

import org.jspecify.annotations.NullMarked;
