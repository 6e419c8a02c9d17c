/** How many requests to Contrail workloads cost, against the least that is possible. */
@NullMarked
package io.contrailkube.loadtest.requests;

import org.jspecify.annotations.NullMarked;
