/** The way to the Kubernetes API: the only package that knows an HTTP client. */
@NullMarked
package io.contrailkube.ingest.http;

import org.jspecify.annotations.NullMarked;
