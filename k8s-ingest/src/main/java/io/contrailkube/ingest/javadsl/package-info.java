/** Factories of the connector. */
@NullMarked
package io.contrailkube.ingest.javadsl;

import org.jspecify.annotations.NullMarked;
