/** The check against a real Kubernetes API server. */
@NullMarked
package io.contrailkube.loadtest.real;

import org.jspecify.annotations.NullMarked;
