/** What others, or an earlier life of ours, left in Contrail for workloads, and whose it is (spec 02 section 3.2). */
@NullMarked
package io.contrailkube.core.adopt;

import org.jspecify.annotations.NullMarked;
