/** List and watch of one kind as a stream of events; opened through {@code javadsl.KubernetesSource}. */
@NullMarked
package io.contrailkube.ingest.watch;

import org.jspecify.annotations.NullMarked;
