/** The HTTP API over the store: discovery, objects, lists, watches and tables. */
@NullMarked
package io.contrailkube.standins.kubernetes.api;

import org.jspecify.annotations.NullMarked;
