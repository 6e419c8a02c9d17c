/** Verdicts on flows, for whoever asks on the command line or over HTTP (spec 03 section 13). */
@NullMarked
package io.contrailkube.node.verdict;

import org.jspecify.annotations.NullMarked;
