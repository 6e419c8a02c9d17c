/** How long it takes to compute the firewall of a large cluster, and how much memory. */
@NullMarked
package io.contrailkube.loadtest.policies;

import org.jspecify.annotations.NullMarked;
