/** What became of objects, written back to Kubernetes: their status, annotations and external addresses. */
@NullMarked
package io.contrailkube.ingest.write;

import org.jspecify.annotations.NullMarked;
