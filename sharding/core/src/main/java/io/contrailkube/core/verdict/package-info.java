/**
 * Whether a flow passes, read from the Kubernetes objects and, apart from that, from the Contrail objects (spec 03 section 13).
 * It shares nothing with the translation that it judges.
 */
@NullMarked
package io.contrailkube.core.verdict;

import org.jspecify.annotations.NullMarked;
